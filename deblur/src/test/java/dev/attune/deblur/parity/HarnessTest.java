package dev.attune.deblur.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The harness must be able to fail. */
class HarnessTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void tolerancesBind() throws IOException {
    double[] recorded = {1, -4, 0};
    tolerance("{\"max_abs\": 0.1}").check("a", new double[] {1.09, -4.05, 0.1}, recorded);
    tolerance("{\"rel_to_max\": 0.1}").check("a", new double[] {1.39, -4.39, -0.39}, recorded);
    tolerance("{\"rel\": 0.1}").check("a", new double[] {1.09, -4.39, 0}, recorded);
    tolerance("{\"exact\": true}").check("a", recorded.clone(), recorded);
    for (String rule : new String[] {"{\"max_abs\": 0.1}", "{\"rel\": 0.1}", "{\"exact\": true}"}) {
      assertThatThrownBy(() -> tolerance(rule).check("a", new double[] {1, -4, 0.11}, recorded))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("value 2");
    }
    assertThatThrownBy(
            () ->
                tolerance("{\"rel_to_max\": 0.1}").check("a", new double[] {1, -4, .41}, recorded))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                tolerance("{\"max_abs\": 0.1}")
                    .check("a", new double[] {1, -4, Double.NaN}, recorded))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> tolerance("{\"max_abs\": 0.1}").check("a", new double[2], recorded))
        .hasMessageContaining("2 values instead of 3");
    assertThatThrownBy(() -> tolerance("{\"max_ulp\": 1}").check("a", recorded, recorded))
        .hasMessageContaining("unknown tolerance");
    assertThatThrownBy(() -> tolerance("null")).hasMessageContaining("no tolerance");
  }

  @Test
  void comparesPartsAndStatisticsOfTheFullTensor() throws IOException {
    double[] full = new double[2 * 4 * 4];
    for (int i = 0; i < full.length; i++) {
      full[i] = i;
    }
    // channel 1, every second row and column from 1: values 21, 23, 29, 31
    writeFloats("part.npy", "(1, 1, 2, 2)", 21, 23, 29, 31);
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"kind": "k", "outputs": {"a": {"file": "part.npy", "shape": [1, 1, 2, 2],
          "dtype": "float32", "full_shape": [1, 2, 4, 4], "channel_range": [1, 2],
          "subsample": 2, "subsample_offset": 1, "tolerance": {"max_abs": 0.01},
          "statistics": {"mean": 15.5, "absmean": 15.5, "min": 0, "max": 31,
            "first8": [0, 1, 2, 3, 4, 5, 6, 7]}},
          "unchecked": {"tolerance": {"exact": true}}}}
        """);
    ParityCase recorded = new ParityCase(folder);
    int[] shape = {1, 2, 4, 4};
    assertThatCode(() -> recorded.check("a", new NdArray(shape, full))).doesNotThrowAnyException();
    double[] partWrong = full.clone();
    partWrong[31] = 30.9;
    assertThatThrownBy(() -> recorded.check("a", new NdArray(shape, partWrong)))
        .isInstanceOf(AssertionError.class);
    double[] onlyStatisticsWrong = full.clone();
    onlyStatisticsWrong[16] = 1e3;
    assertThatThrownBy(() -> recorded.check("a", new NdArray(shape, onlyStatisticsWrong)))
        .hasMessageContaining("mean");
    assertThatThrownBy(() -> recorded.check("a", new NdArray(new int[] {1, 2, 2, 8}, full)))
        .hasMessageContaining("recorded [1, 2, 4, 4]");
    assertThatThrownBy(() -> recorded.check("unchecked", new NdArray(shape, full)))
        .hasMessageContaining("neither file nor statistics");
    assertThatThrownBy(() -> recorded.check("absent", new NdArray(shape, full)))
        .hasMessageContaining("records no absent");
  }

  @Test
  void comparesValuesFieldByField() throws IOException {
    Tolerance rules = tolerance("{\"loss\": {\"rel\": 0.01}, \"count\": {\"exact\": true}}");
    var recorded = JSON.readTree("[{\"loss\": 2.0, \"count\": 3}]");
    ParityCase.compare("v", JSON.readTree("[{\"loss\": 2.01, \"count\": 3}]"), recorded, rules);
    for (String wrong :
        new String[] {
          "[{\"loss\": 2.03, \"count\": 3}]", "[{\"loss\": 2.0, \"count\": 4}]",
          "[{\"loss\": 2.0}]", "[]"
        }) {
      assertThatThrownBy(() -> ParityCase.compare("v", JSON.readTree(wrong), recorded, rules))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void refusesUnknownKindsAndSkipsThoseToCome() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{\"kind\": \"guess\"}");
    assertThatThrownBy(() -> ParityIndex.repeat(new ParityCase(folder)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("unknown kind");
    Files.writeString(folder.resolve("manifest.json"), "{\"kind\": \"raft-forward\"}");
    assertThatThrownBy(() -> ParityIndex.repeat(new ParityCase(folder)))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("RAFT");
  }

  @Test
  void failsWithoutKnownCases() throws IOException {
    assertThat(ParityIndex.tests(folder, f -> {})).hasSize(1);
    assertThatThrownBy(() -> ParityIndex.tests(folder, f -> {}).get(0).getExecutable().execute())
        .hasMessageContaining("index.json does not exist");
    Files.writeString(
        folder.resolve("index.json"),
        "{\"cases\": [{\"name\": \"a\", \"kind\": \"raft-forward\"}]}");
    var tests = ParityIndex.tests(folder, f -> {});
    assertThat(tests).hasSize(2);
    assertThatThrownBy(() -> tests.get(1).getExecutable().execute())
        .hasMessageContaining("no case of a kind");
  }

  @Test
  void refusesFilesThatAreNotWhatTheManifestSays() throws IOException {
    writeFloats("a.npy", "(2,)", 1, 2);
    assertThat(Npy.read(folder.resolve("a.npy"), "float32").values()).containsExactly(1, 2);
    assertThatThrownBy(() -> Npy.read(folder.resolve("a.npy"), "uint8"))
        .hasMessageContaining("FLOAT32");
    writeFloats("b.npy", "(3,)", 1, 2);
    assertThatThrownBy(() -> Npy.read(folder.resolve("b.npy"), "float32"))
        .hasMessageContaining("bytes");
    Files.writeString(folder.resolve("c.npy"), "this is text, not numbers");
    assertThatThrownBy(() -> Npy.read(folder.resolve("c.npy"), null))
        .hasMessageContaining("no npy file");
  }

  private void writeFloats(String name, String shape, float... values) throws IOException {
    byte[] header =
        ("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n")
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer b =
        ByteBuffer.allocate(10 + header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    b.put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 0);
    b.putShort((short) header.length).put(header);
    for (float v : values) {
      b.putFloat(v);
    }
    Files.write(folder.resolve(name), b.array());
  }

  private static Tolerance tolerance(String rule) throws IOException {
    return new Tolerance(JSON.readTree(rule));
  }
}
