package dev.attune.datasets.blur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.datasets.scene.SceneRandom;
import dev.attune.video.frame.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandMotionTest {
  private static final int FRAMES = 40;
  private static final PictureSize SIZE = PictureSize.DEFAULT;

  private static Spread paths(long seed, double amplitude, double exposure) {
    HandMotion motion = new HandMotion(seed, amplitude, exposure, FRAMES);
    List<Double> paths = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      paths.add(Exposure.of(motion, i, exposure, 8, SIZE).pathPx());
    }
    return Spread.of(paths);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.9})
  void mostExposuresSeeAFewPixelsAndSomeHardlyAnyAndSomeMany(double exposure) {
    List<Double> medians = new ArrayList<>();
    for (long seed = 0; seed < 20; seed++) {
      Spread paths = paths(seed, 1, exposure);
      assertThat(paths.min()).as("least of seed %d", seed).isBetween(0.1, 1.2);
      assertThat(paths.max()).as("most of seed %d", seed).isBetween(12.0, 30.0);
      assertThat(paths.p25()).isGreaterThan(1.5);
      medians.add(paths.median());
    }
    assertThat(Spread.of(medians).min()).isGreaterThan(2);
    assertThat(Spread.of(medians).max()).isLessThan(6);
  }

  @Test
  void amplitudeScalesThePath() {
    assertThat(paths(3, 0, 0.5).max()).isZero();
    double ratio = paths(3, 2, 0.5).mean() / paths(3, 1, 0.5).mean();
    assertThat(ratio).isBetween(1.9, 2.1);
  }

  @Test
  void theCameraStaysNearTheMiddleAndNeverJumps() {
    for (long seed = 0; seed < 20; seed++) {
      HandMotion motion = new HandMotion(seed, 1, 0.5, FRAMES);
      double before = Double.NaN;
      Pose last = motion.at(-0.5);
      for (double t = -0.5; t < FRAMES; t += 0.01) {
        Pose pose = motion.at(t);
        assertThat(Math.hypot(pose.x(), pose.y())).isLessThan(250);
        assertThat(Math.abs(pose.roll())).isLessThan(0.1);
        double step = Math.hypot(pose.x() - last.x(), pose.y() - last.y());
        // At most 28 pixels an exposure of half a frame, and the tremor.
        assertThat(step).isLessThan(0.01 * 28 / 0.5 + 0.01);
        if (!Double.isNaN(before)) {
          assertThat(Math.abs(step - before)).isLessThan(0.1);
        }
        before = t > -0.5 ? step : Double.NaN;
        last = pose;
      }
    }
  }

  @Test
  void withinAnExposureThePathBendsALittle() {
    int bent = 0;
    int straight = 0;
    for (long seed = 0; seed < 20; seed++) {
      HandMotion motion = new HandMotion(seed, 1, 0.5, FRAMES);
      for (int i = 0; i < FRAMES; i++) {
        Exposure e = Exposure.of(motion, i, 0.5, 64, SIZE);
        if (e.pathPx() > 2) {
          Pose a = motion.at(i - 0.25);
          Pose b = motion.at(i + 0.25);
          double chord = Math.hypot(a.x() - b.x(), a.y() - b.y()) / e.pathPx();
          bent += chord < 0.999 ? 1 : 0;
          straight += chord > 0.9 ? 1 : 0;
        }
      }
    }
    assertThat(bent).isGreaterThan(100);
    assertThat(straight).isGreaterThan(500);
  }

  @Test
  void aLongerSequenceBeginsAsTheShorterOne() {
    HandMotion few = new HandMotion(5, 1, 0.5, 10);
    HandMotion many = new HandMotion(5, 1, 0.5, 100);
    for (double t = -0.5; t < 10; t += 0.3) {
      assertThat(many.at(t)).isEqualTo(few.at(t));
    }
  }

  @Test
  void noPoseLooksOverTheBorderOfTheSource() {
    for (int sample = 0; sample < 30; sample++) {
      double amplitude = 0.1 * sample;
      HandMotion motion = new HandMotion(sample, amplitude, 0.4, 12);
      SourceFacts source = new SourceFacts("x", 1280 - 10 * sample, 720, new Rational(30, 1), 12);
      Optional<PictureSize> size = sample % 2 == 0 ? Optional.of(SIZE) : Optional.empty();
      OptionalDouble scale = sample % 3 == 0 ? OptionalDouble.of(1) : OptionalDouble.empty();
      Framing framing =
          HandShots.frame(
              source, size, scale, motion, 0.4, 8, 12, new SceneRandom(sample).split("place"));
      for (int i = 0; i < 12; i++) {
        for (Pose pose : Exposure.of(motion, i, 0.4, 8, framing.size()).poses()) {
          Reach reach = Reach.of(framing.size()).with(pose, framing.size());
          if (amplitude > 0) {
            assertThat(framing.centerX() + reach.left()).isGreaterThanOrEqualTo(1);
            assertThat(framing.centerY() + reach.top()).isGreaterThanOrEqualTo(1);
            assertThat(framing.centerX() + reach.right()).isLessThan(framing.scaledWidth() - 2);
            assertThat(framing.centerY() + reach.bottom()).isLessThan(framing.scaledHeight() - 2);
          }
        }
      }
      if (scale.isEmpty()) {
        // One side of the source is used up.
        Reach all = reach(motion, framing.size());
        double spareX = framing.scaledWidth() - all.width();
        double spareY = framing.scaledHeight() - all.height();
        assertThat(Math.min(spareX, spareY)).isBetween(1.0, 8.0);
      } else {
        assertThat(framing.scaledWidth()).isEqualTo(source.width());
      }
    }
  }

  private static Reach reach(CameraMotion motion, PictureSize size) {
    Reach all = Reach.of(size);
    for (int i = 0; i < 12; i++) {
      for (Pose pose : Exposure.of(motion, i, 0.4, 8, size).poses()) {
        all = all.with(pose, size);
      }
    }
    return all;
  }
}
