package dev.attune.adaptation.weights.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** Cards as JSON: unknown, doubled and missing keys are refused. */
final class CardJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private CardJson() {}

  static ModelCard card(String source, String json) {
    return read(source, json, ModelCard.class);
  }

  static ModelDescription description(String source, String json) {
    return read(source, json, ModelDescription.class);
  }

  static String write(Object cardOrDescription) {
    try {
      return JSON.writeValueAsString(cardOrDescription) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a card of plain values cannot be written", e);
    }
  }

  private static <T> T read(String source, String json, Class<T> type) {
    try {
      T read = JSON.readValue(json, type);
      if (read != null) {
        return read;
      }
      throw bad(source, "it is null", null);
    } catch (UnrecognizedPropertyException e) {
      throw bad(source, "its key '" + e.getPropertyName() + "' is unknown", e);
    } catch (ValueInstantiationException e) {
      throw bad(
          source, e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage(), e);
    } catch (MismatchedInputException e) {
      throw bad(source, "its key '" + path(e) + "' has no usable value" + allowed(e), e);
    } catch (JsonProcessingException e) {
      throw bad(source, e.getOriginalMessage(), e);
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }

  private static String allowed(MismatchedInputException e) {
    Class<?> type = e.getTargetType();
    return type != null && type.isEnum() ? " of " + Arrays.asList(type.getEnumConstants()) : "";
  }

  private static WeightsException bad(String source, String problem, Throwable cause) {
    return new WeightsException(
        Kind.DAMAGED,
        source,
        "bad model card: " + problem,
        "",
        "correct the card, or import the model again",
        cause);
  }
}
