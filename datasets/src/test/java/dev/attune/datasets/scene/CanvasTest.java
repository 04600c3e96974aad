package dev.attune.datasets.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.FloatImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanvasTest {
  private static final Tile FLAT = new Tile(Field.constant(0.5), Field.constant(1));

  /** Exactly this colour: no texture, no gradient. */
  private static Surface colour(double red, double green, double blue) {
    Palette palette = new Palette(new double[][] {{red, green, blue}, {red, green, blue}});
    for (int seed = 0; ; seed++) {
      // Half of all surfaces have no gradient of light.
      Surface s = Surface.textured(new SceneRandom(seed), FLAT, palette, 1, 0);
      float[] probe = new float[9];
      s.add(0, 0, 1, probe, 0);
      s.add(40, 0, 1, probe, 3);
      s.add(0, 40, 1, probe, 6);
      if (probe[0] == probe[3]
          && probe[1] == probe[4]
          && probe[2] == probe[5]
          && probe[0] == probe[6]
          && probe[1] == probe[7]
          && probe[2] == probe[8]) {
        return s;
      }
    }
  }

  private static double sum(Canvas canvas, int channel) {
    double sum = 0;
    for (int i = channel; i < canvas.texels.length; i += 4) {
      sum += canvas.texels[i];
    }
    return sum;
  }

  @Test
  void whatIsPaintedFirstStandsInFront() {
    Canvas canvas = new Canvas(32, 32, 1, Border.EMPTY);
    canvas.paint(new Shape.Box(5, 5, 0), 16, 16, 0, colour(1, 0, 0), 1);
    canvas.paint(new Shape.Box(10, 10, 0), 16, 16, 0, colour(0, 1, 0), 1);
    canvas.fill(colour(0, 0, 1));
    assertThat(texel(canvas, 16, 16)).containsExactly(1, 0, 0, 1);
    assertThat(texel(canvas, 24, 16)).containsExactly(0, 1, 0, 1);
    assertThat(texel(canvas, 30, 16)).containsExactly(0, 0, 1, 1);
  }

  private static float[] texel(Canvas canvas, int x, int y) {
    int i = (y * canvas.width + x) * 4;
    return java.util.Arrays.copyOfRange(canvas.texels, i, i + 4);
  }

  @Test
  void edgesCoverInProportion() {
    Canvas canvas = new Canvas(32, 32, 1, Border.EMPTY);
    // The right border of the box lies in the middle of column 20.
    canvas.paint(new Shape.Box(4.5, 8, 0), 16, 16, 0, colour(0.8, 0.8, 0.8), 1);
    assertThat(texel(canvas, 20, 16)[3]).isCloseTo(0.5f, within(1e-6f));
    assertThat(texel(canvas, 20, 16)[0]).isCloseTo(0.4f, within(1e-6f));
    assertThat(texel(canvas, 22, 16)[3]).isZero();
  }

  @Test
  void shadowsDimOnlyWhatLiesBehind() {
    Canvas canvas = new Canvas(32, 32, 1, Border.EMPTY);
    Shape box = new Shape.Box(5, 5, 0);
    canvas.paint(box, 16, 16, 0, colour(1, 1, 1), 1);
    canvas.shadow(box, 20, 16, 0, 0.5, 1);
    canvas.fill(colour(1, 1, 1));
    assertThat(texel(canvas, 16, 16)[0]).isEqualTo(1);
    assertThat(texel(canvas, 23, 16)[0]).isCloseTo(0.5f, within(1e-6f));
    assertThat(texel(canvas, 2, 2)[0]).isEqualTo(1);
  }

  @Test
  void canvasesThatWrapAreCrossed() {
    Canvas canvas = new Canvas(64, 64, 2, Border.AROUND);
    canvas.paint(new Shape.Ellipse(4, 4), 0, 0, 0, colour(1, 1, 1), 1);
    for (int[] at : new int[][] {{0, 0}, {63, 0}, {0, 63}, {63, 63}}) {
      assertThat(texel(canvas, at[0], at[1])[3]).isEqualTo(1);
    }
    assertThat(sum(canvas, 3)).isCloseTo(Math.PI * 16 * 4, within(2.0));
    Canvas open = new Canvas(64, 64, 2, Border.EMPTY);
    open.paint(new Shape.Ellipse(4, 4), 0, 0, 0, colour(1, 1, 1), 1);
    assertThat(sum(open, 3)).isCloseTo(sum(canvas, 3) / 4, within(1e-2));
  }

  @Test
  void aPartOfALargerPlaceShowsThatPart() {
    Canvas whole = new Canvas(64, 64, 1, Border.EMPTY);
    Canvas part = new Canvas(32, 32, 1, Border.AROUND);
    part.showPart(20, 10);
    for (Canvas canvas : List.of(whole, part)) {
      canvas.paint(new Shape.Ellipse(15, 8), 25, 18, 0.5, colour(0.2, 0.5, 0.7), 1);
    }
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        assertThat(texel(part, x, y)).containsExactly(texel(whole, x + 20, y + 10), within(1e-6f));
      }
    }
  }

  @Test
  void softeningKeepsAllLight() {
    for (Border border : Border.values()) {
      Canvas canvas = new Canvas(64, 64, 1, border);
      canvas.paint(new Shape.Box(3, 3, 0), 31.5, 32, 0.4, colour(5, 1, 0.25), 1);
      double[] before = {sum(canvas, 0), sum(canvas, 1), sum(canvas, 2), sum(canvas, 3)};
      canvas.soften(2.5);
      for (int c = 0; c < 4; c++) {
        assertThat(sum(canvas, c)).isCloseTo(before[c], within(1e-3 * before[c]));
      }
      assertThat(texel(canvas, 31, 32)[3]).isLessThan(0.9f);
    }
  }

  @Test
  void softeningIsAGaussianOfTheDeviationAskedFor() {
    Canvas canvas = new Canvas(64, 64, 2, Border.AROUND);
    canvas.paint(new Shape.Box(0.75, 0.75, 0), 16.25, 16.25, 0, colour(1, 1, 1), 0.01);
    double before = spread(canvas);
    canvas.soften(1.5);
    // Variances add; 1.5 pixels are 3 texels.
    assertThat(spread(canvas) - before).isCloseTo(9, within(0.3));
  }

  private static double spread(Canvas canvas) {
    double weight = 0;
    double moment = 0;
    for (int y = 0; y < canvas.height; y++) {
      for (int x = 0; x < canvas.width; x++) {
        double w = texel(canvas, x, y)[3];
        weight += w;
        moment += w * (x - 32) * (x - 32);
      }
    }
    return moment / weight;
  }

  @Test
  void bordersGoOnAsTheyAreNamed() {
    assertThat(Border.EMPTY.row(-1, 8)).isEqualTo(-1);
    assertThat(Border.EMPTY.column(8, 8)).isEqualTo(-1);
    assertThat(Border.AROUND.row(-1, 8)).isEqualTo(7);
    assertThat(Border.MIRRORED.row(-1, 8)).isZero();
    assertThat(Border.MIRRORED.row(8, 8)).isEqualTo(7);
    assertThat(Border.MIRRORED.row(16, 8)).isZero();
    assertThat(Border.MIRRORED.column(9, 8)).isEqualTo(1);
  }

  @Test
  void nearThingsHideFarOnes() {
    SceneSettings settings =
        SceneSettings.of(40, 40)
            .withShake(Shake.STILL)
            .withSensor(new Sensor(0, 0, 0, Transfer.SRGB, false));
    Canvas backdrop = new Canvas(64, 64, 1.5, Border.AROUND);
    backdrop.fill(colour(0, 0, 0.5));
    CameraPath.Pose pose = new CameraPath(new SceneRandom(1).split("camera"), Shake.STILL, 1).at(0);
    Actor far = actor(1, 9, colour(0.5, 0, 0), 0.8, pose);
    Actor near = actor(2, 5, colour(0, 0.5, 0), 1.2, pose);
    Scene scene = new Scene(1, settings, new SceneRandom(1), backdrop, 0.5, List.of(far, near));
    FloatImage light = scene.clip(1).light(0);
    assertThat(light.at(1, 20, 20)).isCloseTo(0.5f, within(1e-4f));
    assertThat(light.at(0, 20, 20)).isZero();
    assertThat(light.at(0, 20, 27)).isCloseTo(0.5f, within(1e-4f));
    assertThat(light.at(1, 20, 27)).isZero();
    assertThat(light.at(2, 2, 2)).isCloseTo(0.5f, within(1e-4f));
  }

  /** A disc in the middle of a view of 40x40 that does not move. */
  private static Actor actor(
      long seed, double radius, Surface surface, double nearness, CameraPath.Pose pose) {
    Canvas canvas = new Canvas(64, 64, 1.5, Border.EMPTY);
    double middle = canvas.widthPx() / 2;
    canvas.paint(new Shape.Ellipse(radius, radius), middle, middle, 0, surface, 1);
    return new Actor(
        new SceneRandom(seed), canvas, nearness, 20.5 + pose.turnX(), 20.5 + pose.turnY(), 0);
  }
}
