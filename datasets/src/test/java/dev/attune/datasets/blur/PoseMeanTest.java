package dev.attune.datasets.blur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.FloatImage;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PoseMeanTest {
  private static final int SOURCE_WIDTH = 140;
  private static final int SOURCE_HEIGHT = 120;
  private static final PictureSize SIZE = new PictureSize(48, 40);
  private static final Framing FRAMING =
      new Framing(SOURCE_WIDTH, SOURCE_HEIGHT, SIZE, 45 + 23.5, 40 + 19.5);
  private static final double WAVE_X = 0.31;
  private static final double WAVE_Y = -0.23;

  /** A wave; channel c is shifted by c. */
  private static FloatImage wave() {
    FloatImage out = new FloatImage(3, SOURCE_HEIGHT, SOURCE_WIDTH);
    int at = 0;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < SOURCE_HEIGHT; y++) {
        for (int x = 0; x < SOURCE_WIDTH; x++) {
          out.data()[at++] = (float) wave(c, x, y);
        }
      }
    }
    return out;
  }

  private static double wave(int c, double x, double y) {
    return 0.5 + 0.4 * Math.sin(WAVE_X * x + WAVE_Y * y + c);
  }

  private static FloatImage noise() {
    Random random = new Random(4);
    FloatImage out = new FloatImage(3, SOURCE_HEIGHT, SOURCE_WIDTH);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = random.nextFloat();
    }
    return out;
  }

  @Test
  void aStraightPathAtConstantSpeedIsALineIntegral() {
    double pathX = 17;
    double pathY = 6;
    Exposure exposure =
        Exposure.of(t -> new Pose(pathX / 0.8 * t, pathY / 0.8 * t, 0), 0, 0.8, 32, SIZE);
    assertThat(exposure.pathPx()).isEqualTo(Math.hypot(pathX, pathY), Offset.offset(1e-9));
    FloatImage blur = PoseMean.of(wave(), FRAMING, exposure.poses());
    // The integral of the wave along the line is the wave, weaker by a sinc.
    double half = (WAVE_X * pathX + WAVE_Y * pathY) / 2;
    double weaker = Math.sin(half) / half;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < SIZE.height(); y++) {
        for (int x = 0; x < SIZE.width(); x++) {
          double expected = 0.5 + weaker * (wave(c, x + 45, y + 40) - 0.5);
          assertThat((double) blur.at(c, y, x)).isEqualTo(expected, Offset.offset(1e-3));
        }
      }
    }
  }

  @Test
  void posesOnWholePixelsAreShiftedCopiesAndTheirMean() {
    FloatImage light = noise();
    FloatImage one = PoseMean.of(light, FRAMING, List.of(new Pose(3, -5, 0)));
    assertThat(one.data()).isEqualTo(light.crop(35, 48, 40, 48).data());
    FloatImage two = PoseMean.of(light, FRAMING, List.of(new Pose(3, 0, 0), new Pose(-2, 0, 0)));
    for (int x = 0; x < 48; x++) {
      float mean = (light.at(1, 47, x + 48) + light.at(1, 47, x + 43)) / 2;
      assertThat(two.at(1, 7, x)).isEqualTo(mean, Offset.offset(1e-7f));
    }
  }

  @Test
  void theMeanOfEqualPosesIsThePoseToTheLastBit() {
    FloatImage light = noise();
    Pose pose = new Pose(0.37, -1.21, 0.01);
    FloatImage one = PoseMean.of(light, FRAMING, List.of(pose));
    assertThat(PoseMean.of(light, FRAMING, java.util.Collections.nCopies(37, pose)).data())
        .isEqualTo(one.data());
  }

  @Test
  void rollTurnsAboutTheMiddleOfThePicture() {
    double roll = 0.2;
    FloatImage turned = PoseMean.of(wave(), FRAMING, List.of(new Pose(2.5, -1.5, roll)));
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        double u = x - 23.5;
        double v = y - 19.5;
        double atX = 45 + 23.5 + 2.5 + u * Math.cos(roll) - v * Math.sin(roll);
        double atY = 40 + 19.5 - 1.5 + u * Math.sin(roll) + v * Math.cos(roll);
        assertThat((double) turned.at(2, y, x)).isEqualTo(wave(2, atX, atY), Offset.offset(1e-3));
      }
    }
  }

  @Test
  void posesLieCloseTogetherAndTheirTimesAreSymmetric() {
    CameraMotion motion = t -> new Pose(100 * t, 0, 0.01 * t);
    Exposure exposure = Exposure.of(motion, 3, 0.5, 32, SIZE);
    List<Pose> poses = exposure.poses();
    assertThat(poses).hasSizeBetween(72, 80);
    assertThat(exposure.middle()).isEqualTo(motion.at(3));
    for (int i = 0; i < poses.size(); i++) {
      if (i > 0) {
        assertThat(poses.get(i).x() - poses.get(i - 1).x()).isBetween(0.6, 0.7);
      }
      assertThat((poses.get(i).x() + poses.get(poses.size() - 1 - i).x()) / 2)
          .isEqualTo(300, Offset.offset(1e-9));
    }
    assertThat(Exposure.of(t -> Pose.CENTRED, 0, 0.5, 32, SIZE).poses()).hasSize(32);
  }
}
