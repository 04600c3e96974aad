package dev.attune.deblur.blur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.Textures;
import dev.attune.deblur.condition.BlurCondition;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineIntegralBlurTest {
  private final LineIntegralBlur linear = new LineIntegralBlur(TransferCurve.LINEAR);
  private final LineIntegralBlur gamma = new LineIntegralBlur(TransferCurve.GAMMA_22);

  @Test
  void pixelsThatDoNotMoveAreReturnedBitByBit() {
    FloatImage picture = Textures.random(3, 40, 50, 1);
    BlurPath half = uniform(40, 50, 0, 0, 0, 0);
    Arrays.fill(half.linearX(), 0, 1000, 9);
    FloatImage out = gamma.blur(picture, half);
    for (int c = 0; c < 3; c++) {
      assertThat(Arrays.copyOfRange(out.data(), c * 2000 + 1000, (c + 1) * 2000))
          .containsExactly(Arrays.copyOfRange(picture.data(), c * 2000 + 1000, (c + 1) * 2000));
    }
    assertThat(out.data()[300]).isNotEqualTo(picture.data()[300]);
  }

  @ParameterizedTest
  @EnumSource(TransferCurve.class)
  void flatPicturesStayFlat(TransferCurve curve) {
    LineIntegralBlur blur = new LineIntegralBlur(curve);
    for (float level : new float[] {0, 3 / 255f, 0.5f, 254 / 255f, 1}) {
      FloatImage flat = new FloatImage(3, 20, 20);
      Arrays.fill(flat.data(), level);
      for (float v : blur.blur(flat, uniform(20, 20, 7, 5, 2, 0)).data()) {
        assertThat(v).isCloseTo(level, within(0.05f / 255));
      }
    }
  }

  /** A vertical line becomes a bar whose variance is that of a path of this length, L^2 / 12. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 3.3, 6, 12.5, 24})
  void blursByTheLengthOfThePath(double length) {
    FloatImage line = new FloatImage(1, 9, 81);
    Arrays.fill(line.data(), 0.25f);
    for (int y = 0; y < 9; y++) {
      line.data()[y * 81 + 40] = 0.75f;
    }
    FloatImage out = linear.blur(line, uniform(9, 81, (float) length, 0, 0, 0));
    double mass = 0;
    double mean = 0;
    double square = 0;
    for (int x = 0; x < 81; x++) {
      double v = 2 * (out.at(0, 4, x) - 0.25);
      mass += v;
      mean += v * x;
      square += v * x * x;
    }
    mean /= mass;
    double variance = square / mass - mean * mean;
    assertThat(mass).isCloseTo(1, within(0.02));
    assertThat(mean).isCloseTo(40, within(0.02));
    assertThat(Math.sqrt(12 * variance)).isCloseTo(length, within(0.05 * length + 0.1));
  }

  @Test
  void addsUpLightAndNotValues() {
    FloatImage edge = new FloatImage(3, 5, 60);
    for (int i = 0; i < edge.data().length; i++) {
      edge.data()[i] = i % 60 < 30 ? 0 : 1;
    }
    BlurPath path = uniform(5, 60, 20, 0, 0, 0);
    // the two pixels at the edge see 9.5 and 10.5 of 20 pixels of light
    double shown = gamma.blur(edge, path).at(1, 2, 29);
    assertThat(shown).isCloseTo(Math.pow(9.5 / 20, 1 / 2.2), within(0.01));
    assertThat((double) linear.blur(edge, path).at(1, 2, 29)).isCloseTo(9.5 / 20, within(0.01));
  }

  @Test
  void curvedPathsSmearToTheSideTheyBendTo() {
    FloatImage dot = new FloatImage(1, 9, 41);
    dot.data()[4 * 41 + 20] = 1;
    // at both ends of the exposure the point is 32 / 4 = 8 px to the right of its place
    FloatImage out = linear.blur(dot, uniform(9, 41, 0, 0, 32, 0));
    double left = 0;
    double right = 0;
    for (int x = 0; x < 41; x++) {
      if (x < 19) {
        left += Math.abs(out.at(0, 4, x));
      } else if (x > 21 && x < 29) {
        right += out.at(0, 4, x);
      }
    }
    assertThat(left).isLessThan(0.02);
    assertThat(right).isGreaterThan(0.5);
  }

  @Property(tries = 20)
  void lightIsKept(
      @ForAll @DoubleRange(min = -15, max = 15) double x,
      @ForAll @DoubleRange(min = -15, max = 15) double y) {
    FloatImage dot = new FloatImage(1, 60, 60);
    Arrays.fill(dot.data(), 0.25f);
    dot.data()[30 * 60 + 30] = 0.75f;
    double sum = 0;
    for (float v : linear.blur(dot, uniform(60, 60, (float) x, (float) y, 0, 0)).data()) {
      sum += 2 * (v - 0.25);
    }
    assertThat(sum).isCloseTo(1, within(0.1));
  }

  @Test
  void aPartIsBlurredAsPartOfTheWhole() {
    FloatImage picture = Textures.random(3, 300, 310, 2);
    BlurPath path = uniform(300, 310, 12, -5, 4, 3);
    Box box = new Box(10, 20, 280, 290); // larger than a tile
    FloatImage part = gamma.blur(picture, box, path.crop(box));
    FloatImage whole = gamma.blur(picture, path).crop(10, 20, 270, 270);
    for (int i = 0; i < part.data().length; i++) {
      assertThat(part.data()[i]).isCloseTo(whole.data()[i], within(1e-3f));
    }
  }

  @Test
  void grayAndColourAgree() {
    FloatImage gray = Textures.random(1, 30, 40, 3);
    FloatImage colour = new FloatImage(3, 30, 40);
    for (int c = 0; c < 3; c++) {
      System.arraycopy(gray.data(), 0, colour.data(), c * 1200, 1200);
    }
    BlurPath path = uniform(30, 40, 6, 3, -2, 1);
    float[] expected = gamma.blur(gray, path).data();
    float[] found = gamma.blur(colour, path).data();
    for (int i = 0; i < 1200; i++) {
      assertThat(found[1200 + i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void aConditionIsAStraightPath() {
    int n = 30 * 30;
    float[] x = new float[n];
    float[] y = new float[n];
    float[] length = new float[n];
    Arrays.fill(x, 0.6f);
    Arrays.fill(y, -0.8f);
    Arrays.fill(length, 10);
    BlurCondition condition = new BlurCondition(30, 30, x, y, length);
    BlurPath path = BlurPath.straight(condition);
    assertThat(path.lengthPx(5)).isCloseTo(10, within(1e-5));
    assertThat(path.condition().unitY()[3]).isCloseTo(-0.8f, within(1e-6f));
    assertThat(path.condition().magnitudePx()[3]).isCloseTo(10, within(1e-5f));
    FloatImage picture = Textures.random(3, 30, 30, 4);
    assertThat(gamma.blur(picture, path).data())
        .containsExactly(gamma.blur(picture, uniform(30, 30, 6, -8, 0, 0)).data());
  }

  @Test
  void refusesWhatItCannotBlur() {
    FloatImage picture = new FloatImage(3, 10, 10);
    assertThatThrownBy(() -> gamma.blur(picture, uniform(10, 11, 1, 1, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10x11");
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e9f}) {
      assertThatThrownBy(() -> gamma.blur(picture, uniform(10, 10, bad, 0, 0, 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("reaches");
    }
  }

  @ParameterizedTest
  @EnumSource(TransferCurve.class)
  void tablesAreExactEnough(TransferCurve curve) {
    LightTables tables = new LightTables(curve);
    for (int i = 0; i <= 10_000; i++) {
      float value = i / 10_000f;
      float light = tables.decode(value);
      assertThat(light).isCloseTo((float) curve.decode(value), within(1e-5f));
      assertThat(tables.encode(light)).isCloseTo(value, within(0.05f / 255));
      assertThat(curve.encode(curve.decode(value))).isCloseTo(value, within(1e-6));
    }
  }

  private static BlurPath uniform(
      int height, int width, float x, float y, float curveX, float curveY) {
    BlurPath path = BlurPath.still(height, width);
    Arrays.fill(path.linearX(), x);
    Arrays.fill(path.linearY(), y);
    Arrays.fill(path.curveX(), curveX);
    Arrays.fill(path.curveY(), curveY);
    return path;
  }
}
