package dev.attune.datasets.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.FloatImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorruptionTest {
  private static final FrostPhotos ICE =
      new FrostPhotos(List.of(picture(40, 60, 8), picture(30, 20, 9)));

  static Stream<CorruptionType> types() {
    return Stream.of(CorruptionType.values());
  }

  private static FloatImage picture(int height, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatImage out = new FloatImage(3, height, width);
    for (int i = 0; i < out.data().length; i++) {
      double smooth = 0.5 + 0.4 * Math.sin(i * 0.07) * Math.cos(i / (double) width * 0.3);
      out.data()[i] = (float) (Math.floor((0.9 * smooth + 0.1 * random.nextDouble()) * 255) / 255);
    }
    return out;
  }

  private static Corruption corruption(CorruptionType type, int severity, long seed) {
    return new Corruption(type, severity, CorruptionScale.CIFAR, ICE, seed);
  }

  @ParameterizedTest
  @MethodSource("types")
  void anySizeGivesLevelsAndIsRepeated(CorruptionType type) {
    for (FloatImage x : List.of(picture(32, 32, 1), picture(17, 45, 2))) {
      Corruption c = corruption(type, 5, 7);
      FloatImage y = c.apply(x, 3, 1);
      assertThat(y.height()).isEqualTo(x.height());
      assertThat(y.width()).isEqualTo(x.width());
      for (float v : y.data()) {
        assertThat(v).isBetween(0f, 1f);
        assertThat(v * 255.0).isCloseTo(Math.rint(v * 255.0), within(1e-3));
      }
      assertThat(corruption(type, 5, 7).apply(x, 3, 1).data()).isEqualTo(y.data());
      assertThat(y.data()).isNotEqualTo(x.data());
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void chanceDependsOnSeedItemAndFrame(CorruptionType type) {
    FloatImage x = picture(32, 32, 1);
    float[] one = corruption(type, 3, 7).apply(x, 3, 1).data();
    boolean chance =
        !List.of(
                CorruptionType.DEFOCUS_BLUR,
                CorruptionType.ZOOM_BLUR,
                CorruptionType.BRIGHTNESS,
                CorruptionType.CONTRAST,
                CorruptionType.PIXELATE,
                CorruptionType.JPEG_COMPRESSION,
                CorruptionType.GAUSSIAN_BLUR,
                CorruptionType.SATURATE)
            .contains(type);
    assertThat(Arrays.equals(one, corruption(type, 3, 8).apply(x, 3, 1).data()))
        .isNotEqualTo(chance);
    assertThat(Arrays.equals(one, corruption(type, 3, 7).apply(x, 4, 1).data()))
        .isNotEqualTo(chance);
    assertThat(Arrays.equals(one, corruption(type, 3, 7).apply(x, 3, 2).data()))
        .isNotEqualTo(chance);
  }

  @ParameterizedTest
  @MethodSource("types")
  void largePicturesHaveConstantsToo(CorruptionType type) {
    assertThat(CorruptionScale.of(224, 224)).isEqualTo(CorruptionScale.IMAGENET);
    assertThat(CorruptionScale.of(32, 32)).isEqualTo(CorruptionScale.CIFAR);
    FloatImage x = picture(70, 66, 3);
    FloatImage y = new Corruption(type, 2, CorruptionScale.IMAGENET, ICE, 1).apply(x, 0, 0);
    assertThat(y.data()).hasSameSizeAs(x.data());
  }

  @Test
  void noiseHasItsDeviation() {
    FloatImage gray = new FloatImage(3, 64, 64);
    Arrays.fill(gray.data(), 0.5f);
    FloatImage y = corruption(CorruptionType.GAUSSIAN_NOISE, 2, 1).apply(gray, 0, 0);
    double squares = 0;
    for (float v : y.data()) {
      squares += (v - 0.498) * (v - 0.498);
    }
    assertThat(Math.sqrt(squares / y.data().length)).isCloseTo(0.06, within(0.003));
    FloatImage z = corruption(CorruptionType.IMPULSE_NOISE, 5, 1).apply(gray, 0, 0);
    int changed = 0;
    for (float v : z.data()) {
      changed += v < 0.1 || v > 0.9 ? 1 : 0;
    }
    assertThat(changed / (double) z.data().length).isCloseTo(0.07, within(0.01));
  }

  @Test
  void mudCoversInItsColourAndWaterOnlyBrightens() {
    FloatImage gray = new FloatImage(3, 64, 64);
    Arrays.fill(gray.data(), 100 / 255f);
    FloatImage mud = corruption(CorruptionType.SPATTER, 5, 1).apply(gray, 0, 0);
    int covered = 0;
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        assertThat(mud.at(2, y, x)).isLessThanOrEqualTo(mud.at(0, y, x));
        covered += mud.at(2, y, x) < 37 / 255f ? 1 : 0;
      }
    }
    assertThat(covered).isBetween(50, 3000);
    FloatImage water = corruption(CorruptionType.SPATTER, 1, 1).apply(gray, 0, 0);
    float most = 0;
    for (float v : water.data()) {
      assertThat(v).isGreaterThanOrEqualTo(99.9f / 255);
      most = Math.max(most, v);
    }
    assertThat(most).isGreaterThan(150 / 255f);
  }

  @Test
  void distancesAreToTheNearestEdge() {
    FloatImage half = new FloatImage(1, 24, 60);
    for (int i = 0; i < half.data().length; i++) {
      half.data()[i] = i % 60 < 10 ? 0 : 200;
    }
    FloatImage d = Edges.distance(half, 50, 150, 20);
    assertThat(Math.min(d.at(0, 12, 9), d.at(0, 12, 10))).isZero();
    assertThat(d.at(0, 12, 20) - d.at(0, 12, 15)).isEqualTo(5f);
    assertThat(d.at(0, 12, 55)).isEqualTo(20f);
  }

  @Test
  void fifteenAreCommon() {
    assertThat(CorruptionType.common()).hasSize(15).startsWith(CorruptionType.GAUSSIAN_NOISE);
    assertThat(CorruptionType.common()).endsWith(CorruptionType.JPEG_COMPRESSION);
    assertThat(CorruptionType.extra()).hasSize(4).contains(CorruptionType.SPATTER);
    assertThatThrownBy(() -> CorruptionType.of("rain")).hasMessageContaining("gaussian_noise");
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThatThrownBy(() -> corruption(CorruptionType.FOG, 6, 0)).hasMessageContaining("1 to 5");
    assertThatThrownBy(
            () ->
                new Corruption(CorruptionType.FROST, 1, CorruptionScale.CIFAR, FrostPhotos.NONE, 0))
        .hasMessageContaining("photographs");
    assertThatThrownBy(
            () -> corruption(CorruptionType.FOG, 1, 0).apply(new FloatImage(1, 4, 4), 0, 0))
        .hasMessageContaining("three");
  }

  @Test
  void readsPicturesAndLabels(@TempDir Path folder) throws IOException {
    byte[] pixels = new byte[2 * 2 * 1 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (200 + i);
    }
    Path file = write(folder.resolve("a.npy"), "|u1", "(2, 2, 1, 3)", pixels);
    NpyPictures pictures = NpyPictures.open(file);
    assertThat(pictures.count()).isEqualTo(2);
    assertThat(pictures.picture(1).at(2, 1, 0)).isEqualTo(211 / 255f);
    assertThatThrownBy(() -> pictures.picture(2)).hasMessageContaining("0 to 1");
    Path labels = write(folder.resolve("l.npy"), "|u1", "(3,)", new byte[] {4, 0, 9});
    assertThat(NpyPictures.labels(labels)).containsExactly(4, 0, 9);
    Path shortened = write(folder.resolve("s.npy"), "|u1", "(3, 2, 1, 3)", pixels);
    assertThatThrownBy(() -> NpyPictures.open(shortened)).hasMessageContaining("its header says");
    assertThatThrownBy(() -> NpyPictures.open(labels)).hasMessageContaining("pictures are bytes");
    Path text = Files.writeString(folder.resolve("t.npy"), "no array at all");
    assertThatThrownBy(() -> NpyPictures.open(text)).hasMessageContaining("no NumPy file");
  }

  private static Path write(Path file, String type, String shape, byte[] data) throws IOException {
    byte[] header =
        ("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer b =
        ByteBuffer.allocate(10 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    b.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    b.putShort((short) header.length).put(header).put(data);
    return Files.write(file, b.array());
  }
}
