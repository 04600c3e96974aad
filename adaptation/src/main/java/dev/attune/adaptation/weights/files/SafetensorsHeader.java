package dev.attune.adaptation.weights.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.WeightNames;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of contents of a safetensors file, read strictly: every entry complete and of a known
 * type, every offset inside the file, and the data tiled by the tensors without overlap or hole.
 *
 * @param entries in the order of the header
 * @param metadata free text by key
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  /** The published limit of the format. */
  static final int MAX_BYTES = 100_000_000;

  static final String METADATA = "__metadata__";

  private static final int MAX_TENSORS = 200_000;
  private static final int MAX_RANK = 32;

  // Names and texts are bounded by the header itself, numbers by 64 bits.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4)
                  .maxNumberLength(20)
                  .maxNameLength(1 << 16)
                  .maxStringLength(MAX_BYTES)
                  .build())
          .build();

  /** One tensor; its bytes are {@code [begin, end)} of the data after the header. */
  record Entry(String name, ElementType type, Shape shape, long begin, long end) {}

  /**
   * Reads and checks a header.
   *
   * @param file for messages
   * @param dataBytes size of what follows the header
   */
  static SafetensorsHeader parse(String file, byte[] json, long dataBytes) {
    if (json.length == 0 || json[0] != '{') {
      throw damaged(file, "the header does not begin with {", "a JSON object");
    }
    try (JsonParser parser = JSON.createParser(decode(json))) {
      Reader reader = new Reader(file, parser, dataBytes);
      SafetensorsHeader header = reader.header();
      requireTiling(file, header.entries, dataBytes);
      return header;
    } catch (JsonProcessingException e) {
      throw damaged(file, "the header is no valid JSON: " + reason(e), "", e);
    } catch (CharacterCodingException e) {
      throw damaged(file, "the header is no valid UTF-8", "", e);
    } catch (IOException e) {
      throw damaged(file, "the header cannot be read: " + e.getMessage(), "", e);
    }
  }

  private static String decode(byte[] json) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(json))
        .toString();
  }

  private static void requireTiling(String file, List<Entry> entries, long dataBytes) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry e : sorted) {
      if (e.begin != at) {
        String what = e.begin < at ? "overlaps another tensor" : "leaves a hole before it";
        throw damaged(
            file,
            "tensor '" + e.name + "' at offset " + e.begin + " " + what,
            "an offset of " + at);
      }
      at = e.end;
    }
    if (at != dataBytes) {
      throw damaged(
          file, "the tensors end at offset " + at, "the end of the data, offset " + dataBytes);
    }
  }

  /** What Jackson found, without its notes on where it read from. */
  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("\\s*\\(start marker at .*", "");
  }

  static WeightsException damaged(String file, String problem, String expected) {
    return damaged(file, problem, expected, null);
  }

  private static WeightsException damaged(
      String file, String problem, String expected, Throwable cause) {
    return new WeightsException(
        Kind.DAMAGED,
        file,
        "damaged safetensors file: " + problem,
        expected,
        "get the file again from its source",
        cause);
  }

  /** One pass over the JSON. */
  private static final class Reader {
    private final String file;
    private final JsonParser parser;
    private final long dataBytes;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    Reader(String file, JsonParser parser, long dataBytes) {
      this.file = file;
      this.parser = parser;
      this.dataBytes = dataBytes;
    }

    SafetensorsHeader header() throws IOException {
      require(parser.nextToken(), JsonToken.START_OBJECT, "the header");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (name.equals(METADATA)) {
          metadata();
          continue;
        }
        if (!WeightNames.isSane(name)) {
          throw damaged(
              file,
              "a tensor has a name of " + name.length() + " characters that is not usable",
              "1 to 1024 printable characters");
        }
        if (entries.size() == MAX_TENSORS) {
          throw damaged(file, "too many tensors", "at most " + MAX_TENSORS);
        }
        entries.add(entry(name));
      }
      if (parser.nextToken() != null) {
        throw damaged(file, "something follows the header's JSON object", "only spaces");
      }
      return new SafetensorsHeader(entries, metadata);
    }

    private void metadata() throws IOException {
      require(parser.nextToken(), JsonToken.START_OBJECT, METADATA);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        require(parser.nextToken(), JsonToken.VALUE_STRING, METADATA + "'s '" + key + "'");
        String value = parser.getText();
        if (!WeightNames.isEncodable(key) || !WeightNames.isEncodable(value)) {
          throw damaged(file, METADATA + " holds half of a surrogate pair", "text");
        }
        metadata.put(key, value);
      }
    }

    private Entry entry(String name) throws IOException {
      String where = "tensor '" + name + "'";
      require(parser.nextToken(), JsonToken.START_OBJECT, where);
      ElementType type = null;
      Shape shape = null;
      List<Long> offsets = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (field) {
          case "dtype" -> {
            require(token, JsonToken.VALUE_STRING, where + "'s dtype");
            type = type(where, parser.getText());
          }
          case "shape" -> shape = shape(numbers(token, where + "'s shape", MAX_RANK));
          case "data_offsets" -> offsets = numbers(token, where + "'s data_offsets", 2);
          default ->
              throw damaged(
                  file, where + " has a field '" + field + "'", "dtype, shape and data_offsets");
        }
      }
      if (type == null || shape == null || offsets == null || offsets.size() != 2) {
        throw damaged(file, where + " is incomplete", "dtype, shape and two data_offsets");
      }
      return checked(where, new Entry(name, type, shape, offsets.get(0), offsets.get(1)));
    }

    private ElementType type(String where, String name) {
      ElementType type = SafetensorsTypes.byName(name);
      if (type == null) {
        throw new WeightsException(
            Kind.UNSUPPORTED,
            file,
            where + " has elements of type '" + name + "'",
            SafetensorsTypes.all(),
            "convert the file to one of these types");
      }
      return type;
    }

    private Entry checked(String where, Entry e) {
      if (e.begin > e.end || e.end > dataBytes) {
        throw damaged(
            file,
            where + " lies at offsets " + e.begin + " to " + e.end,
            "a place within the " + dataBytes + " bytes of data");
      }
      long bytes;
      try {
        bytes = Math.multiplyExact(e.shape.elements(), e.type.bytes());
      } catch (ArithmeticException overflow) {
        throw damaged(file, where + " has the shape " + e.shape, "fewer than 2^63 bytes");
      }
      if (bytes != e.end - e.begin) {
        throw damaged(
            file,
            where + " of " + e.type + e.shape + " has " + (e.end - e.begin) + " bytes",
            bytes + " bytes");
      }
      if (bytes > Integer.MAX_VALUE) {
        throw new WeightsException(
            Kind.UNSUPPORTED, file, where + " has " + bytes + " bytes", "less than 2 GiB", "");
      }
      return e;
    }

    private Shape shape(List<Long> dims) {
      return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    }

    private List<Long> numbers(JsonToken token, String where, int most) throws IOException {
      require(token, JsonToken.START_ARRAY, where);
      List<Long> out = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        require(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, where);
        long value = parser.getLongValue();
        if (value < 0) {
          throw damaged(file, where + " holds " + value, "numbers from 0");
        }
        if (out.size() == most) {
          throw damaged(file, where + " is too long", "at most " + most + " numbers");
        }
        out.add(value);
      }
      return out;
    }

    private void require(JsonToken token, JsonToken wanted, String where) {
      if (token != wanted) {
        throw damaged(file, where + " is " + word(token), word(wanted));
      }
    }

    private static String word(JsonToken token) {
      return token == null
          ? "cut off"
          : switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a fraction";
            case VALUE_NULL -> "null";
            default -> "something else";
          };
    }
  }
}
