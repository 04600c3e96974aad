package dev.attune.datasets.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.FloatImage;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class PsnrTest {
  private static FloatImage image(int channels, int height, int width, float... data) {
    return new FloatImage(channels, height, width, data);
  }

  @Test
  void knownErrorGivesKnownDecibels() {
    FloatImage a = image(1, 1, 4, 0, 0, 0, 0);
    FloatImage b = image(1, 1, 4, 0.2f, 0, 0, 0);
    // mse 0.01: 20 dB
    assertThat(Psnr.wholeImage(1).of(a, b)).isCloseTo(20, within(1e-5));
  }

  @Test
  void equalPicturesAreCapped() {
    FloatImage a = image(1, 2, 2, 0, 0.1f, 0.2f, 1);
    assertThat(Psnr.wholeImage(1).of(a, a)).isEqualTo(100);
    Psnr withEpsilon = new Psnr(Values.STORED, 1, 1e-8, Set.of(Axis.values()), 100);
    assertThat(withEpsilon.of(a, a)).isCloseTo(80, within(1e-9));
  }

  @Test
  void axesThatStayAreAveragedAsDecibels() {
    FloatImage a = image(1, 2, 2, 0, 0, 0, 0);
    FloatImage b = image(1, 2, 2, 0.1f, 0.01f, 0.1f, 0.01f);
    Psnr columns = new Psnr(Values.STORED, 1, 0, Set.of(Axis.CHANNEL, Axis.HEIGHT), 100);
    Psnr rows = new Psnr(Values.STORED, 1, 0, Set.of(Axis.CHANNEL, Axis.WIDTH), 100);
    assertThat(columns.of(a, b)).isCloseTo(30, within(1e-5));
    assertThat(rows.of(a, b)).isCloseTo(-10 * Math.log10(0.00505), within(1e-5));
  }

  @Test
  void channelsMayStayToo() {
    FloatImage a = image(2, 1, 1, 0, 0);
    FloatImage b = image(2, 1, 1, 0.1f, 0.01f);
    Psnr channels = new Psnr(Values.STORED, 1, 0, Set.of(Axis.HEIGHT, Axis.WIDTH), 100);
    assertThat(channels.of(a, b)).isCloseTo(30, within(1e-5));
  }

  @Property(tries = 100)
  void scaleAndOffsetCancel(
      @ForAll @DoubleRange(min = 0.5, max = 300) double range,
      @ForAll @FloatRange(max = 1) float x,
      @ForAll @FloatRange(max = 1) float y) {
    FloatImage a = image(1, 1, 1, x);
    FloatImage b = image(1, 1, 1, y);
    Psnr scaled = new Psnr(new Values(1, range, 3), range, 0, Set.of(Axis.values()), 100);
    assertThat(scaled.of(a, b)).isCloseTo(Psnr.wholeImage(1).of(a, b), within(1e-6));
  }

  @Test
  void otherShapesAndSettingsAreRefused() {
    FloatImage a = image(1, 1, 2, 0, 0);
    FloatImage b = image(1, 2, 1, 0, 0);
    assertThatThrownBy(() -> Psnr.wholeImage(1).of(a, b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1x1x2 and 1x2x1");
    assertThatThrownBy(() -> Psnr.wholeImage(0)).hasMessageContaining("data range 0");
    assertThatThrownBy(() -> new Values(0, 1, 0)).hasMessageContaining("x / 0");
  }
}
