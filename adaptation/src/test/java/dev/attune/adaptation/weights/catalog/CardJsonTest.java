package dev.attune.adaptation.weights.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardJsonTest {
  private static final String CARD =
      """
      {
        "model": {
          "name": "estrnn-small",
          "network": "estrnn",
          "configuration": {"channels": 16, "blocks": [1, 2], "norm": false},
          "licence": "Apache-2.0",
          "recipe": "attune train deblur",
          "figures": {"psnr": 31.5},
          "colourOrder": "RGB",
          "valueRange": {"low": -0.5, "high": 0.5}
        },
        "weights": {
          "file": "estrnn-small.safetensors",
          "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "bytes": 1234
        }
      }
      """;

  @Test
  void aCardIsReadAndWrittenBack() {
    ModelCard card = CardJson.card("card", CARD);
    assertThat(card.model().configuration())
        .isEqualTo(Map.of("channels", 16, "blocks", List.of(1, 2), "norm", false));
    assertThat(card.model().figures()).containsExactly(Map.entry("psnr", 31.5));
    assertThat(card.model().valueRange()).isEqualTo(new ValueRange(-0.5, 0.5));
    assertThat(card.weights().bytes()).isEqualTo(1234);
    assertThat(CardJson.card("again", CardJson.write(card))).isEqualTo(card);
  }

  @Test
  void recipeFiguresAndConfigurationMayBeLeftOut() {
    String shorter = CARD.replaceAll("(?m)^.*\"(recipe|figures|configuration)\".*\n", "");
    ModelDescription model = CardJson.card("card", shorter).model();
    assertThat(model.recipe()).isEmpty();
    assertThat(model.figures()).isEmpty();
    assertThat(model.configuration()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"licence\" | \"license\" | needs a licence",
        "\"bytes\" | \"size\" | 'weights.bytes'",
        "\"recipe\" | \"recipes\" | 'recipes' is unknown",
        "\"figures\" | \"x\" | 'x' is unknown",
        "\"recipe\": | \"name\": \"b\", \"recipe\": | Duplicate",
        "\"Apache-2.0\" | \"\" | needs a licence",
        "\"Apache-2.0\" | null | needs a licence",
        "\"Apache-2.0\" | 3 | 'model.licence'",
        "\"estrnn\" | \" \" | needs a network",
        "\"estrnn-small\", | \"ESTRNN\", | no name of a model",
        "\"estrnn-small\", | \"../x\", | no name of a model",
        "\"estrnn-small\", | \"a.\", | no name of a model",
        "\"RGB\" | \"rgb\" | [RGB, BGR, GRAY, NONE]",
        "\"RGB\" | 0 | [RGB, BGR, GRAY, NONE]",
        "\"RGB\" | null | colourOrder",
        "{\"low\": -0.5, \"high\": 0.5} | {\"low\": -0.5} | 'model.valueRange.high'",
        "{\"low\": -0.5, \"high\": 0.5} | {\"low\": 1, \"high\": 1} | value range",
        "{\"low\": -0.5, \"high\": 0.5} | null | valueRange",
        "16 | {\"a\": 1} | setting 'channels'",
        "16 | null | setting 'channels'",
        "[1, 2] | [1, [2]] | setting 'blocks'",
        "31.5 | \"31.5\" | 'model.figures.psnr'",
        "31.5 | null | figure 'psnr'",
        "31.5 | 1e999 | figure 'psnr'",
        "estrnn-small.safetensors | ../estrnn.safetensors | plain file name",
        "estrnn-small.safetensors | /etc/passwd | plain file name",
        "estrnn-small.safetensors | .hidden | plain file name",
        "0123456789abcdef\" | 0123456789ABCDEF\" | sha256",
        "0123456789abcdef\" | 0\" | sha256",
        "1234 | 0 | bytes must",
        "1234 | null | 'weights.bytes'",
        "1234 | 12.5 | 'weights.bytes'",
        "1234 | -1 | bytes must",
      })
  void isRefused(String part, String other, String message) {
    assertThat(CARD).contains(part);
    int at = CARD.lastIndexOf(part);
    String wrong = CARD.substring(0, at) + other + CARD.substring(at + part.length());
    assertThat(failure(wrong)).hasMessageContaining(message).hasMessageStartingWith("card: bad");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[]", "null", "3", "{}", "{\"model\": null, \"weights\": null}"})
  void noCardAtAll(String json) {
    assertThat(failure(json).kind()).isEqualTo(Kind.DAMAGED);
    assertThat(failure(CARD + "{}").kind()).isEqualTo(Kind.DAMAGED);
  }

  @Test
  void descriptionsCannotBeChangedFromOutside() {
    ModelDescription model = CardJson.card("card", CARD).model();
    assertThatThrownBy(() -> model.configuration().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> model.figures().put("x", 1.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static WeightsException failure(String json) {
    WeightsException e =
        catchThrowableOfType(WeightsException.class, () -> CardJson.card("card", json));
    assertThat(e).as("refusal").isInstanceOf(WeightsException.class);
    return e;
  }
}
