package dev.attune.deblur.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.Textures;
import dev.attune.deblur.blur.LineIntegralBlur;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharpnessMapTest {
  @Test
  void fallsWithTheLengthOfTheBlur() {
    FloatImage sharp = Textures.random(1, 128, 160, 1);
    double last = score(sharp);
    for (float length : new float[] {2, 4, 8}) {
      double now = score(blurred(sharp, length));
      assertThat(now).isLessThan(0.95 * last);
      last = now;
    }
    // longer blur removes the coarse contrast as well: still among the least sharp
    assertThat(score(blurred(sharp, 20))).isLessThan(1.1 * last);
  }

  @Test
  void noiseIsNotDetail() {
    // the left is flat, so that the noise can be seen
    FloatImage blurred = blurred(withFlatLeft(Textures.random(1, 128, 320, 1)), 8);
    double clean = score(blurred);
    for (double levels : new double[] {1, 2, 4}) {
      FloatImage noisy = Textures.noisy(blurred, levels / 255, 3);
      assertThat(score(noisy)).isCloseTo(clean, within(0.1 * clean));
    }
  }

  @Test
  void noiseIsMeasured() {
    FloatImage picture = withFlatLeft(Textures.random(1, 128, 320, 1));
    for (double levels : new double[] {1, 3, 6}) {
      NoiseFloor floor = new NoiseFloor();
      for (int t = 0; t < 5; t++) {
        floor.add(new GradientMeter().measure(Textures.noisy(picture, levels / 255, t)));
      }
      assertThat(floor.lumaSd() * 255).isCloseTo(levels, within(0.2 * levels));
    }
    assertThat(new NoiseFloor().lumaSd()).isZero();
  }

  @Test
  void contrastIsNotSharpness() {
    FloatImage sharp = Textures.random(1, 128, 160, 1);
    FloatImage faint = new FloatImage(1, 128, 160);
    for (int i = 0; i < faint.data().length; i++) {
      faint.data()[i] = 0.3f + 0.4f * sharp.data()[i];
    }
    double full = score(sharp);
    assertThat(score(faint)).isCloseTo(full, within(0.25 * full));
  }

  @Test
  void skyIsNeitherSharpNorBlurred() {
    FloatImage picture = Textures.random(1, 128, 160, 1);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 160; x++) {
        picture.data()[y * 160 + x] = 0.6f + 0.002f * y; // a gradient without detail
      }
    }
    SharpnessMap map = map(Textures.noisy(picture, 1.5 / 255, 1));
    for (int x = 0; x < 10; x++) {
      assertThat(map.known(1, x)).isFalse();
      assertThat(map.known(6, x)).isTrue();
    }
    double textured = score(Textures.noisy(picture.crop(64, 0, 64, 160), 1.5 / 255, 1));
    assertThat(map.score()).isCloseTo(textured, within(0.25 * textured));
  }

  @Test
  void clippedCellsAreUnknownAndDoNotHideTheNoise() {
    FloatImage picture = withFlatLeft(Textures.random(1, 128, 320, 1));
    FloatImage noisy = Textures.noisy(picture, 3.0 / 255, 1);
    for (int y = 0; y < 128; y++) {
      Arrays.fill(noisy.data(), y * 320 + 160, y * 320 + 320, 1); // burnt out, without noise
    }
    NoiseFloor floor = new NoiseFloor();
    GradientEnergy energy = new GradientMeter().measure(noisy);
    floor.add(energy);
    assertThat(floor.lumaSd() * 255).isCloseTo(3, within(0.6));
    SharpnessMap map = SharpnessMap.of(energy, floor.energy());
    assertThat(map.known(4, 17)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,40", "2,2", "3,5", "15,15", "17,33", "50,50"})
  void anySizeOfFrameWorks(int height, int width) {
    SharpnessMap map = map(Textures.random(1, height, width, 2));
    assertThat(map.score()).isGreaterThanOrEqualTo(0).isFinite();
    assertThat(map.meanTexture()).isBetween(0.0, 1.0);
    GradientEnergy part = map.cells().crop(new Box(0, 0, (height + 1) / 2, (width + 1) / 2));
    assertThat(part.rows() * part.columns()).isEqualTo(part.clipped().length);
  }

  @Test
  void aFlatFrameScoresNothing() {
    FloatImage flat = new FloatImage(1, 64, 64);
    Arrays.fill(flat.data(), 0.5f);
    assertThat(map(flat).score()).isZero();
  }

  @Test
  void colourIsRefused() {
    assertThatThrownBy(() -> new GradientMeter().measure(new FloatImage(3, 8, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("luma");
  }

  private static FloatImage withFlatLeft(FloatImage picture) {
    for (int y = 0; y < picture.height(); y++) {
      Arrays.fill(
          picture.data(), y * picture.width(), y * picture.width() + picture.width() / 3, 0.45f);
    }
    return picture;
  }

  private static FloatImage blurred(FloatImage picture, float length) {
    BlurPath path = BlurPath.still(picture.height(), picture.width());
    Arrays.fill(path.linearX(), 0.8f * length);
    Arrays.fill(path.linearY(), 0.6f * length);
    return new LineIntegralBlur(TransferCurve.LINEAR).blur(picture, path);
  }

  private static SharpnessMap map(FloatImage picture) {
    GradientEnergy energy = new GradientMeter().measure(picture);
    NoiseFloor floor = new NoiseFloor();
    floor.add(energy);
    return SharpnessMap.of(energy, Math.min(floor.energy(), 1e-3));
  }

  private static double score(FloatImage picture) {
    GradientEnergy energy = new GradientMeter().measure(picture);
    NoiseFloor floor = new NoiseFloor();
    floor.add(energy);
    return SharpnessMap.of(energy, floor.energy()).score();
  }
}
