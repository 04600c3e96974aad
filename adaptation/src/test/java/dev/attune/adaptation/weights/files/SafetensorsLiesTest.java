package dev.attune.adaptation.weights.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that claim what is not so. */
class SafetensorsLiesTest {
  private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  /** Header, bytes of data, part of the message. */
  static Stream<Arguments> lies() {
    return Stream.of(
        lie("", 0, "begin with {"),
        lie("[]", 0, "begin with {"),
        lie(" {}", 0, "begin with {"),
        lie("{" + A, 8, "JSON"),
        lie("{" + A + "}x", 8, "JSON"),
        lie("{" + A + "}{}", 8, "follows"),
        lie("{" + A + "} 1", 8, "follows"),
        lie("{" + A + "," + A + "}", 8, "Duplicate"),
        lie("{" + A + "}", 4, "0 to 8"),
        lie("{" + A + "}", 0, "0 to 8"),
        lie("{" + A + "}", 12, "end at offset 8"),
        lie("{}", 1, "end at offset 0"),
        lie("{" + entry("a", "F32", "[2]", "[4,12]") + "}", 12, "hole"),
        lie("{" + A + "," + entry("b", "F32", "[1]", "[4,8]") + "}", 8, "overlaps"),
        lie("{" + A + "," + entry("b", "F32", "[2]", "[0,8]") + "}", 8, "overlaps"),
        lie("{" + A + "," + entry("b", "F32", "[1]", "[12,16]") + "}", 16, "hole"),
        lie("{" + entry("a", "F32", "[2]", "[8,0]") + "}", 8, "8 to 0"),
        lie("{" + entry("a", "F32", "[2]", "[0]") + "}", 8, "incomplete"),
        lie("{" + entry("a", "F32", "[2]", "[0,8,8]") + "}", 8, "too long"),
        lie("{" + entry("a", "F32", "[2]", "[0,8.0]") + "}", 8, "a fraction"),
        lie("{" + entry("a", "F32", "[2]", "[0,\"8\"]") + "}", 8, "a text"),
        lie("{" + entry("a", "F32", "[2]", "[0,null]") + "}", 8, "null"),
        lie("{" + entry("a", "F32", "[2]", "null") + "}", 8, "null"),
        lie("{" + entry("a", "F32", "[2]", "[0,18446744073709551616]") + "}", 8, "JSON"),
        lie("{" + entry("a", "F32", "[2]", "[0," + "9".repeat(500) + "]") + "}", 8, "JSON"),
        lie("{" + entry("a", "F32", "[2]", "[-8,0]") + "}", 8, "-8"),
        lie("{" + entry("a", "F32", "[-1]", "[0,4]") + "}", 4, "-1"),
        lie("{" + entry("a", "F32", "[-2,-1]", "[0,8]") + "}", 8, "-2"),
        lie("{" + entry("a", "F32", "[3]", "[0,8]") + "}", 8, "expected 12 bytes"),
        lie("{" + entry("a", "F64", "[2]", "[0,8]") + "}", 8, "expected 16 bytes"),
        lie("{" + entry("a", "F32", "[2,2]", "[0,8]") + "}", 8, "expected 16 bytes"),
        lie("{" + entry("a", "F32", "[4611686018427387904]", "[0,0]") + "}", 0, "2^63"),
        lie("{" + entry("a", "F32", "[4294967296,4294967296]", "[0,0]") + "}", 0, "2^63"),
        lie("{" + entry("a", "U8", "[9223372036854775807]", "[0,8]") + "}", 8, "bytes"),
        lie("{" + entry("a", "U8", "[" + "1,".repeat(40) + "1]", "[0,1]") + "}", 1, "too long"),
        lie("{" + entry("a", "F32", "2", "[0,8]") + "}", 8, "a whole number"),
        lie("{" + entry("a", "F32", "[[2]]", "[0,8]") + "}", 8, "a list"),
        lie("{" + entry("a", "F8_E4M3", "[8]", "[0,8]") + "}", 8, "F8_E4M3"),
        lie("{" + entry("a", "f32", "[2]", "[0,8]") + "}", 8, "'f32'"),
        lie("{" + entry("a", "", "[2]", "[0,8]") + "}", 8, "''"),
        lie("{" + entry("", "F32", "[2]", "[0,8]") + "}", 8, "name"),
        lie("{" + entry("a\\u0000", "F32", "[2]", "[0,8]") + "}", 8, "name"),
        lie("{" + entry("\\ud800", "F32", "[2]", "[0,8]") + "}", 8, "name"),
        lie("{" + entry("n".repeat(1025), "F32", "[2]", "[0,8]") + "}", 8, "name"),
        lie("{" + entry("n".repeat(70_000), "F32", "[2]", "[0,8]") + "}", 8, "JSON"),
        lie("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "incomplete"),
        lie("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "incomplete"),
        lie("{\"a\":{}}", 0, "incomplete"),
        lie("{\"a\":[]}", 0, "a list"),
        lie("{\"a\":null}", 0, "null"),
        lie("{\"a\":{\"dtype\":3}}", 0, "a whole number"),
        lie("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 0, "Duplicate"),
        lie("{\"a\":{\"dtype\":\"F32\",\"order\":\"F\"}}", 0, "'order'"),
        lie("{\"__metadata__\":{\"k\":1}}", 0, "a whole number"),
        lie("{\"__metadata__\":{\"k\":{}}}", 0, "an object"),
        lie("{\"__metadata__\":[]}", 0, "a list"),
        lie("{\"__metadata__\":{\"k\":\"\\udc00\"}}", 0, "surrogate"),
        lie("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, "Duplicate"),
        lie("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "Duplicate"),
        lie("{\"a\":" + "[".repeat(5000), 0, "a list"),
        lie("{\"a\":{\"shape\":" + "[".repeat(5000), 0, "a list"),
        lie("{\"a\":NaN}", 0, "JSON"),
        lie("{'a':{}}", 0, "JSON"),
        lie("{/* */}", 0, "JSON"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void isRefused(String json, int dataBytes, String message) {
    byte[] head = SafetensorsFileTest.header(json);
    byte[] whole = Arrays.copyOf(head, head.length + dataBytes);
    WeightsException e = failure(whole);
    assertThat(e).hasMessageContaining(message).hasMessageStartingWith("lie: ");
    assertThat(e.kind()).isIn(Kind.DAMAGED, Kind.UNSUPPORTED);
    assertThat(e.getMessage()).doesNotContain("Source:");
  }

  @Test
  void headerLengthsThatTheFileDoesNotHold() {
    byte[] whole = Arrays.copyOf(SafetensorsFileTest.header("{" + A + "}"), 80);
    long[] lengths = {
      73,
      1000,
      100_000_000,
      100_000_001,
      Integer.MAX_VALUE,
      1L << 32,
      Long.MAX_VALUE,
      -1,
      Long.MIN_VALUE
    };
    for (long length : lengths) {
      ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertThat(failure(whole))
          .hasMessageContaining("header claims " + Long.toUnsignedString(length));
    }
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(0);
    assertThat(failure(whole)).hasMessageContaining("begin with {");
  }

  @Test
  void headersThatAreNoText() {
    byte[] invalid = SafetensorsFileTest.header("{\"a?\":{}}");
    invalid[8 + 3] = (byte) 0xc0;
    assertThat(failure(invalid)).hasMessageContaining("UTF-8");
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
    byte[] whole = Arrays.copyOf(new byte[] {(byte) utf16.length}, 8 + utf16.length);
    System.arraycopy(utf16, 0, whole, 8, utf16.length);
    assertThat(failure(whole)).hasMessageContaining("JSON");
  }

  @Test
  void truthValuesAreZeroOrOne() {
    byte[] head = SafetensorsFileTest.header("{" + entry("a", "BOOL", "[2]", "[0,2]") + "}");
    byte[] whole = Arrays.copyOf(head, head.length + 2);
    whole[head.length + 1] = 2;
    assertThat(failure(whole)).hasMessageContaining("the byte 2");
  }

  @Test
  void emptyTensorsAndNoTensorsAreNoLies() {
    for (String json :
        new String[] {
          "{}",
          "{\"__metadata__\":{}}   ",
          "{" + entry("a", "F32", "[0]", "[0,0]") + "}",
          "{" + entry("a", "F32", "[0,9]", "[0,0]") + "," + entry("b", "U8", "[0]", "[0,0]") + "}"
        }) {
      assertThatCode(() -> parse(SafetensorsFileTest.header(json))).doesNotThrowAnyException();
    }
  }

  @Test
  void everyPrefixIsRefused(@TempDir Path folder) throws IOException {
    byte[] whole = sample(folder);
    for (int length = 0; length < whole.length; length++) {
      assertThat(failure(Arrays.copyOf(whole, length)).kind()).isEqualTo(Kind.DAMAGED);
    }
    assertThat(failure(Arrays.copyOf(whole, whole.length + 1)).kind()).isEqualTo(Kind.DAMAGED);
  }

  @Test
  void damageNeverDoesWorseThanAnException(@TempDir Path folder) throws IOException {
    byte[] whole = sample(folder);
    Random random = new Random(17);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] damaged = whole.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        parse(damaged).sha256();
      } catch (WeightsException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(5_000);
  }

  private static byte[] sample(Path folder) throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("conv.weight", HostTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    tensors.put("conv.bias", HostTensor.of(Shape.of(2), 7, 8));
    Path file = folder.resolve("sample.safetensors");
    SafetensorsFile.write(file, Weights.of(tensors, Map.of("licence", "Apache-2.0")));
    return Files.readAllBytes(file);
  }

  private static Weights parse(byte[] bytes) {
    return SafetensorsFile.parse("lie", ByteBuffer.wrap(bytes));
  }

  private static WeightsException failure(byte[] bytes) {
    WeightsException e = catchThrowableOfType(WeightsException.class, () -> parse(bytes));
    assertThat(e).as("refusal").isInstanceOf(WeightsException.class);
    return e;
  }

  private static String entry(String name, String type, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, type, shape, offsets);
  }

  private static Arguments lie(String json, int dataBytes, String message) {
    return Arguments.of(json, dataBytes, message);
  }
}
