package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import dev.attune.pipelines.cli.TestDeblur.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Weights that are none, of something else, or hostile: exit code 4, and nothing is run. */
class BadWeightsTest extends OneClip {
  private String refusal(String weights) {
    Path out = folder.resolve("output").resolve("out.mkv");
    TestTerminal terminal = runs.terminal();
    int code = terminal.run("deblur", clip.toString(), "-o", out.toString(), "--weights", weights);
    Result result = new Result(code, terminal.out(), terminal.err());
    assertThat(result.code()).as(result.err()).isEqualTo(4);
    assertThat(result.err()).contains(weights).doesNotContain("analyse", "internal");
    assertThat(folder.resolve("output")).doesNotExist();
    return result.err();
  }

  @Test
  void missingFileAndUnknownName() {
    assertThat(refusal(folder + "/none.safetensors")).contains("no model and no file of this name");
    assertThat(refusal("path-kernl")).contains("path-kernel");
  }

  @Test
  void textAndVideo() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.safetensors"), "no weights at all");
    assertThat(refusal(text.toString())).contains("of no known format");
    assertThat(refusal(clip.toString())).contains("of no known format");
  }

  @Test
  void onnxFilesAreNotRead() throws IOException {
    // ir_version 8, producer_name "x", a graph that refers to a file outside.
    byte[] model = {8, 8, 18, 1, 'x', 58, 10, 42, 8, 106, 6, 10, 1, 'a', 18, 1, '/'};
    Path onnx = Files.write(folder.resolve("model.onnx"), model);
    assertThat(refusal(onnx.toString())).contains("of no known format");
  }

  @Test
  void truncatedFile() throws IOException {
    byte[] whole = Files.readAllBytes(runs.model());
    Path cut = folder.resolve("cut.safetensors");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 5));
    assertThat(refusal(cut.toString())).contains("damaged safetensors file");
  }

  @Test
  void aHeaderThatPromisesMoreThanThereIsMemory() throws IOException {
    Path huge = folder.resolve("huge.safetensors");
    byte[] head =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1099511627776],\"data_offsets\":[0,4398046511104]}}"
            .getBytes(StandardCharsets.UTF_8);
    Files.write(
        huge,
        ByteBuffer.allocate(8 + head.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(head.length)
            .put(head)
            .array());
    assertThat(refusal(huge.toString())).contains("damaged safetensors file");
  }

  @Test
  void weightsOfAnotherNetwork() {
    Path other = folder.resolve("other.safetensors");
    HostTensor tensor = HostTensor.of(Shape.of(8, 3, 3, 3), new float[216]);
    SafetensorsFile.write(other, Weights.of(Map.of("conv1.weight", tensor), Map.of()));
    assertThat(refusal(other.toString())).contains("for no network that is known", "conv1.weight");
  }

  @Test
  void aMaliciousPickleIsRefusedByTheNameItAsksForAndNotRun() throws IOException {
    Path trace = folder.resolve("pwned");
    String pickle = "\u0080\u0002cposix\nsystem\nX\u0000\u0000\u0000\u0000\u0085R.";
    String command = "touch " + trace;
    byte[] bytes =
        pickle
            .replace("X\u0000", "X" + (char) command.length())
            .replace("\u0000\u0085", "\u0000" + command + "\u0085")
            .getBytes(StandardCharsets.ISO_8859_1);
    Path evil = folder.resolve("evil.pth");
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(content)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "archive/data.pkl", bytes);
      store(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    Files.write(evil, content.toByteArray());
    assertThat(refusal(evil.toString())).contains("refused, nothing was run", "posix.system");
    assertThat(trace).doesNotExist();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
