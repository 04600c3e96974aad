package dev.attune.datasets.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.FloatImage;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SsimTest {
  private static FloatImage noise(long seed, int channels, int height, int width) {
    Random random = new Random(seed);
    FloatImage out = new FloatImage(channels, height, width);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = random.nextFloat();
    }
    return out;
  }

  /** The definition, pixel by pixel, with the full window of as many axes as asked. */
  private static double plain(Ssim s, FloatImage a, FloatImage b) {
    int radius = (int) Math.floor(s.truncate() * s.sigma() + 0.5);
    int rc = s.gaussianAxes().contains(Axis.CHANNEL) ? radius : 0;
    int ry = s.gaussianAxes().contains(Axis.HEIGHT) ? radius : 0;
    int rx = s.gaussianAxes().contains(Axis.WIDTH) ? radius : 0;
    double total = 0;
    int count = 0;
    for (int c = 0; c < a.channels(); c++) {
      for (int y = s.crop(); y < a.height() - s.crop(); y++) {
        for (int x = s.crop(); x < a.width() - s.crop(); x++) {
          double weights = 0;
          double[] m = new double[5];
          for (int k = -rc; k <= rc; k++) {
            for (int i = -ry; i <= ry; i++) {
              for (int j = -rx; j <= rx; j++) {
                double w = Math.exp(-(k * k + i * i + j * j) / (2 * s.sigma() * s.sigma()));
                int cc = reflect(c + k, a.channels());
                int yy = reflect(y + i, a.height());
                int xx = reflect(x + j, a.width());
                double va = a.at(cc, yy, xx) / s.values().divideBy() - s.values().subtract();
                double vb = b.at(cc, yy, xx) / s.values().divideBy() - s.values().subtract();
                weights += w;
                m[0] += w * va;
                m[1] += w * vb;
                m[2] += w * va * va;
                m[3] += w * vb * vb;
                m[4] += w * va * vb;
              }
            }
          }
          double ma = m[0] / weights;
          double mb = m[1] / weights;
          double varA = m[2] / weights - ma * ma;
          double varB = m[3] / weights - mb * mb;
          double cov = m[4] / weights - ma * mb;
          total +=
              (2 * ma * mb + s.c1())
                  * (2 * cov + s.c2())
                  / ((ma * ma + mb * mb + s.c1()) * (varA + varB + s.c2()));
          count++;
        }
      }
    }
    return total / count;
  }

  private static int reflect(int i, int size) {
    int at = i;
    while (at < 0 || at >= size) {
      at = at < 0 ? -1 - at : 2 * size - 1 - at;
    }
    return at;
  }

  @Test
  void equalsTheDefinitionForAnySetOfAxes() {
    FloatImage a = noise(1, 3, 9, 14);
    FloatImage b = noise(2, 3, 9, 14);
    for (Set<Axis> axes :
        Set.of(
            EnumSet.of(Axis.HEIGHT, Axis.WIDTH),
            EnumSet.allOf(Axis.class),
            EnumSet.of(Axis.CHANNEL),
            EnumSet.noneOf(Axis.class))) {
      for (int crop : new int[] {0, 2}) {
        Ssim ssim = new Ssim(new Values(2, 1, 0.3), axes, 1.5, 4, 1e-4, 9e-4, crop);
        assertThat(ssim.of(a, b)).isCloseTo(plain(ssim, a, b), within(1e-12));
      }
    }
  }

  @Test
  void windowWiderThanThePictureIsMirroredAgain() {
    FloatImage a = noise(3, 1, 3, 4);
    FloatImage b = noise(4, 1, 3, 4);
    Ssim wide = new Ssim(Values.STORED, Set.of(Axis.values()), 4, 3, 1e-4, 9e-4, 0);
    assertThat(wide.of(a, b)).isCloseTo(plain(wide, a, b), within(1e-12));
  }

  @Test
  void equalIsOneAndUnlikeIsLess() {
    FloatImage a = noise(5, 3, 20, 20);
    assertThat(Ssim.gaussian11(1).of(a, a)).isCloseTo(1, within(1e-12));
    assertThat(Ssim.gaussian11(1).of(a, noise(6, 3, 20, 20))).isLessThan(0.3);
    FloatImage flat = new FloatImage(1, 12, 12);
    assertThat(Ssim.gaussian11(1).of(flat, flat)).isEqualTo(1);
  }

  @Test
  void isSymmetricAndFollowsTheRange() {
    FloatImage a = noise(7, 1, 16, 16);
    FloatImage b = noise(8, 1, 16, 16);
    double unit = Ssim.gaussian11(1).of(a, b);
    assertThat(Ssim.gaussian11(1).of(b, a)).isCloseTo(unit, within(1e-12));
    Ssim of255 = Ssim.gaussian11(255);
    Ssim scaled =
        new Ssim(
            new Values(1, 255, 0),
            of255.gaussianAxes(),
            of255.sigma(),
            of255.truncate(),
            of255.c1(),
            of255.c2(),
            of255.crop());
    assertThat(scaled.of(a, b)).isCloseTo(unit, within(1e-9));
  }

  @Test
  void tooSmallPicturesAreRefused() {
    FloatImage a = noise(1, 3, 10, 30);
    assertThatThrownBy(() -> Ssim.gaussian11(1).of(a, a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30x10")
        .hasMessageContaining("more than 10");
    assertThatThrownBy(() -> Ssim.gaussian11(1).of(a, noise(1, 3, 10, 31)))
        .hasMessageContaining("3x10x30 and 3x10x31");
  }
}
