package dev.attune.datasets.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricStyleTest {
  private static FloatImage levels(long seed) {
    Random random = new Random(seed);
    FloatImage out = new FloatImage(3, 16, 16);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = random.nextInt(256) / 255f;
    }
    return out;
  }

  private static FloatImage plus(FloatImage a, float offset) {
    FloatImage out = new FloatImage(a.channels(), a.height(), a.width(), a.data().clone());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = Math.min(1, Math.max(0, out.data()[i] + offset));
    }
    return out;
  }

  @Test
  void standardSeesWhatEightBitsHold() {
    FloatImage a = levels(1);
    assertThat(MetricStyle.STANDARD.psnr(plus(a, 0.4f / 255), a)).isEqualTo(100);
    // All values off by one level: 48.13 dB.
    FloatImage middle = plus(new FloatImage(3, 16, 16), 0.5f);
    assertThat(MetricStyle.STANDARD.psnr(plus(middle, 1f / 255), middle))
        .isCloseTo(20 * Math.log10(255), within(1e-9));
  }

  @Test
  void estrnnCutsOff() {
    FloatImage a = plus(new FloatImage(3, 16, 16), 100f / 255);
    assertThat(MetricStyle.ESTRNN.psnr(plus(a, 0.9f / 255), a)).isEqualTo(100);
    assertThat(MetricStyle.ESTRNN.psnr(plus(a, -0.1f / 255), a))
        .isCloseTo(20 * Math.log10(255), within(1e-9));
    // Every level that 8 bits hold survives.
    FloatImage all = levels(4);
    assertThat(MetricStyle.ESTRNN.compare(all, all)).isEqualTo(new Quality(100, 1));
  }

  @Test
  void dadeblurIsKinderThanTheWholePicture() {
    FloatImage a = levels(2);
    FloatImage b = levels(2);
    for (int y = 0; y < 16; y++) {
      b.data()[y * 16 + 3] = 1 - b.data()[y * 16 + 3];
    }
    assertThat(MetricStyle.DADEBLUR.psnr(a, b)).isGreaterThan(MetricStyle.STANDARD.psnr(a, b) + 10);
    assertThat(MetricStyle.DADEBLUR.psnr(a, a)).isCloseTo(80, within(1e-6));
  }

  /** Waves, seen from {@code shift} pixels further right and in other light. */
  private static FloatImage waves(double shift, double light) {
    FloatImage out = new FloatImage(3, 64, 80);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 80; x++) {
        double wave = Math.sin(0.3 * (x + shift)) * Math.cos(0.25 * y + 0.02 * (x + shift));
        for (int c = 0; c < 3; c++) {
          out.data()[(c * 64 + y) * 80 + x] = (float) (light * (0.4 + 0.1 * c + 0.3 * wave));
        }
      }
    }
    return out;
  }

  @Test
  void realBlurForgivesPlaceAndBrightness() {
    FloatImage target = waves(0, 1);
    FloatImage elsewhere = waves(2.4, 0.8);
    Quality aligned = MetricStyle.REALBLUR.compare(elsewhere, target);
    assertThat(aligned.psnr()).isGreaterThan(35);
    assertThat(aligned.ssim()).isGreaterThan(0.98);
    assertThat(MetricStyle.STANDARD.psnr(elsewhere, target)).isLessThan(20);
    assertThat(MetricStyle.REALBLUR.psnr(elsewhere, target)).isEqualTo(aligned.psnr());
    assertThat(MetricStyle.REALBLUR.ssim(elsewhere, target)).isEqualTo(aligned.ssim());
  }

  @Test
  void realBlurComparesWhatCannotBeAlignedAsItLies() {
    FloatImage flat = plus(new FloatImage(3, 64, 80), 0.5f);
    Quality quality = MetricStyle.REALBLUR.compare(flat, waves(0, 1));
    assertThat(quality.psnr()).isBetween(5.0, 25.0);
    assertThat(MetricStyle.REALBLUR.compare(flat, flat).psnr()).isGreaterThan(90);
  }

  @Test
  void framesAreComparedByColourWhateverTheirDepth() {
    Frame rgb = frame(PixelLayout.RGB, 8);
    Frame rgba = frame(PixelLayout.RGBA, 16);
    for (int y = 0; y < 12; y++) {
      for (int x = 0; x < 12; x++) {
        for (int c = 0; c < 3; c++) {
          int v = (x * 20 + y * 3 + c) & 255;
          rgb.data().put(y * rgb.strideBytes() + x * 3 + c, (byte) v);
          rgba.data().putShort(y * rgba.strideBytes() + (x * 4 + c) * 2, (short) (v * 257));
        }
        rgba.data().putShort(y * rgba.strideBytes() + (x * 4 + 3) * 2, (short) (x * 99));
      }
    }
    Quality same = MetricStyle.STANDARD.compare(rgba, rgb);
    assertThat(same.psnr()).isEqualTo(100);
    assertThat(same.ssim()).isCloseTo(1, within(1e-12));
  }

  private static Frame frame(PixelLayout layout, int depth) {
    Timestamp zero = new Timestamp(0, Rational.ONE);
    return Frame.allocate(0, zero, zero, 12, 12, layout, depth, ColorSpec.SRGB);
  }

  @Test
  void meansAreOfBothFigures() {
    assertThat(Quality.mean(List.of(new Quality(100, 1), new Quality(20, 0.5))))
        .isEqualTo(new Quality(60, 0.75));
    assertThatThrownBy(() -> Quality.mean(List.of())).hasMessageContaining("no figures");
  }

  @Test
  void conversionsRoundAsTheyAreNamed() {
    assertThat(EightBit.CENTRED_ROUNDED.of(-0.5f)).isZero();
    assertThat(EightBit.CENTRED_ROUNDED.of(7f)).isEqualTo(255);
    assertThat(EightBit.CENTRED_ROUNDED.of(0f)).isEqualTo(128);
    assertThat(EightBit.CENTRED_TRUNCATED.of(0f)).isEqualTo(127);
    assertThat(EightBit.UNIT_ROUNDED.of(0.5f)).isEqualTo(128);
    assertThat(EightBit.UNIT_ROUNDED.of(Float.NaN)).isZero();
  }
}
