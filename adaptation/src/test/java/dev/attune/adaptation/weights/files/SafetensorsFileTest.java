package dev.attune.adaptation.weights.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
  @TempDir Path folder;

  @Property(tries = 60)
  void whatIsWrittenIsReadBack(@ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int count)
      throws IOException {
    Random random = new Random(seed);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      ElementType type = Tensors.TYPES.get(random.nextInt(Tensors.TYPES.size()));
      long[] dims = random.longs(random.nextInt(4), 0, 5).toArray();
      tensors.put("cell.\"ü\".名." + random.nextInt() + "." + i, Tensors.random(random, type, dims));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      metadata.put("key " + i, "line\nπ " + random.nextInt());
    }
    Path file = Files.createTempFile("attune", ".safetensors");
    try {
      Weights weights = Weights.of(tensors, metadata);
      SafetensorsFile.write(file, weights);
      Weights read = SafetensorsFile.read(file);
      assertThat(read.bitEquals(weights)).isTrue();
      assertThat(read.metadata()).isEqualTo(metadata);

      byte[] bytes = Files.readAllBytes(file);
      SafetensorsFile.write(file, read);
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
      assertThat(SafetensorsFile.parse("memory", ByteBuffer.wrap(bytes)).bitEquals(weights))
          .isTrue();
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void theHeaderIsPaddedAndEveryTensorAligned() throws IOException {
    Random random = new Random(5);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("odd", Tensors.random(random, ElementType.UINT8, 3));
    tensors.put("half", Tensors.random(random, ElementType.FLOAT16, 5));
    tensors.put("double", Tensors.random(random, ElementType.FLOAT64, 2));
    Path file = folder.resolve("aligned.safetensors");
    SafetensorsFile.write(file, Weights.of(tensors, Map.of("b", "2", "a", "1")));

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    assertThat(header % 8).isZero();
    String json = new String(bytes.array(), 8, header, StandardCharsets.UTF_8);
    assertThat(json.stripTrailing())
        .isEqualTo(
            "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\"},"
                + "\"odd\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[26,29]},"
                + "\"half\":{\"dtype\":\"F16\",\"shape\":[5],\"data_offsets\":[16,26]},"
                + "\"double\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}");
  }

  @Test
  void aLargeFileIsMappedAndEqualToTheSmallOnesWay() throws IOException {
    Path file = folder.resolve("large.safetensors");
    Random random = new Random(6);
    HostTensor big = Tensors.random(random, ElementType.FLOAT32, 9, 1 << 20);
    HostTensor small = Tensors.random(random, ElementType.INT64, 3);
    SafetensorsFile.write(
        file, Weights.of(new LinkedHashMap<>(Map.of("big", big, "small", small)), Map.of()));
    Weights read = SafetensorsFile.read(file);
    assertThat(read.get("big").bitEquals(big)).isTrue();
    assertThat(read.get("small").bitEquals(small)).isTrue();

    // A file may replace itself while its mapped tensors are in use.
    SafetensorsFile.write(file, read);
    assertThat(SafetensorsFile.read(file).bitEquals(read)).isTrue();
  }

  @Test
  void moreThanTwoGigabytesAreMappedTensorByTensor() throws IOException {
    // A sparse file: the data is a hole of zeros that takes no room on the disk.
    Path file = folder.resolve("huge.safetensors");
    long half = 1L << 30;
    String json =
        ("{\"a\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]},"
                + "\"c\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}")
            .formatted(half, half, half, half, 2 * half, 2 * half, 2 * half + 4);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header(json));
      out.setLength(out.length() + 2 * half);
      out.seek(out.length());
      out.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
    }
    Weights read = SafetensorsFile.read(file);
    assertThat(read.get("b").shape()).isEqualTo(Shape.of(half));
    assertThat(read.get("c").toFloats()).containsExactly(1f);
  }

  @Test
  void aWriteThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("kept.safetensors");
    Weights weights = Weights.of(Map.of("a", HostTensor.of(Shape.of(1), 3)), Map.of());
    SafetensorsFile.write(file, weights);
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[10]));
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("No space left")
        .extracting(e -> ((WeightsException) e).kind())
        .isEqualTo(Kind.OUTPUT);
    assertThat(SafetensorsFile.read(file).bitEquals(weights)).isTrue();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsAnOutputError() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "text");
    Weights weights = Weights.of(Map.of(), Map.of());
    assertThatThrownBy(() -> SafetensorsFile.write(inTheWay.resolve("w.safetensors"), weights))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void unusableNamesAreNotWritten() {
    HostTensor t = HostTensor.of(Shape.of(1), 3);
    for (String name : List.of("", "__metadata__", "a\nb", "\ud800", "x".repeat(1025))) {
      Path file = folder.resolve("never.safetensors");
      assertThatThrownBy(() -> SafetensorsFile.write(file, Weights.of(Map.of(name, t), Map.of())))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void missingFileFolderAndEmptyFile() throws IOException {
    assertThat(failure(folder.resolve("none")).kind()).isEqualTo(Kind.MISSING);
    assertThat(failure(folder)).hasMessageContaining("is a folder");
    assertThat(failure(Files.createFile(folder.resolve("empty")))).hasMessageContaining("0 bytes");
  }

  static byte[] header(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static WeightsException failure(Path file) {
    try {
      SafetensorsFile.read(file);
    } catch (WeightsException e) {
      return e;
    }
    throw new AssertionError(file + " was read");
  }
}
