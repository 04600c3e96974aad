package dev.attune.datasets.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SceneTest {
  private static final TextureBank BANK = new TextureBank(8, 1);

  private static Scene scene(long seed, SceneSettings settings) {
    return Scene.create(seed, settings, BANK);
  }

  private static double meanSquare(FloatImage a, FloatImage b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      double d = a.data()[i] - b.data()[i];
      sum += d * d;
    }
    return sum / a.data().length;
  }

  @Test
  void theSameSeedGivesTheSameBitsWithAnotherBankOfTheSameSeed() {
    SceneSettings settings = SceneSettings.of(96, 64);
    ScenePair first = scene(77, settings).clip(3).pair(2);
    Scene again = Scene.create(77, settings, new TextureBank(8, 1));
    // Another order of rendering, and a longer clip.
    SceneClip clip = again.clip(9);
    clip.pair(7);
    ScenePair second = clip.pair(2);
    assertThat(second.blur().data()).isEqualTo(first.blur().data());
    assertThat(second.sharp().data()).isEqualTo(first.sharp().data());
    assertThat(second.blurPx()).isEqualTo(first.blurPx());
  }

  @Test
  void otherSeedsGiveOtherPictures() {
    SceneSettings settings = SceneSettings.of(64, 64);
    FloatImage a = scene(1, settings).clip(1).pair(0).sharp();
    FloatImage b = scene(2, settings).clip(1).pair(0).sharp();
    assertThat(meanSquare(a, b)).isGreaterThan(1e-3);
  }

  @Test
  void threadsDoNotChangeAnything() throws Exception {
    SceneClip clip = scene(5, SceneSettings.of(80, 60)).clip(6);
    List<float[]> alone = new ArrayList<>();
    for (int i = 0; i < clip.frames(); i++) {
      alone.add(clip.pair(i).blur().data());
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> together = new ArrayList<>();
      for (int i = clip.frames() - 1; i >= 0; i--) {
        int frame = i;
        together.add(0, pool.submit(() -> clip.pair(frame).blur().data()));
      }
      for (int i = 0; i < clip.frames(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aCropIsTheCropOfTheWhole() {
    Scene scene = scene(9, SceneSettings.of(120, 90));
    ScenePair whole = scene.clip(4).pair(3);
    ScenePair part = scene.clip(4, 31, 17, 50, 40).pair(3);
    assertThat(part.blur().data()).isEqualTo(whole.blur().crop(17, 31, 40, 50).data());
    assertThat(part.sharp().data()).isEqualTo(whole.sharp().crop(17, 31, 40, 50).data());
  }

  @Test
  void withoutExposureTimeNothingIsBlurred() {
    SceneSettings settings =
        SceneSettings.of(64, 48).withExposure(0).withSensor(Sensor.CLEAN).withShake(Shake.STRONG);
    SceneClip clip = scene(3, settings).clip(3);
    for (int i = 0; i < 3; i++) {
      assertThat(clip.pair(i).blur().data()).isEqualTo(clip.pair(i).sharp().data());
    }
  }

  @Test
  void aStillCameraBlursOnlyWhatMoves() {
    SceneSettings settings =
        SceneSettings.of(96, 96)
            .withShake(Shake.STILL)
            .withActors(0, 0)
            .withExposure(1)
            .withSensor(Sensor.CLEAN);
    SceneClip still = scene(4, settings).clip(2);
    assertThat(still.virtualFrames(0)).hasSize(1);
    assertThat(still.pair(0).blur().data()).isEqualTo(still.pair(1).sharp().data());
    assertThat(still.pair(0).blurPx()).isZero();
    ScenePair moving = scene(4, settings.withActors(12, 30)).clip(2).pair(1);
    assertThat(meanSquare(moving.blur(), moving.sharp())).isGreaterThan(1e-5);
  }

  @Test
  void theExposureIsTheMeanOfItsVirtualFramesInLinearLight() {
    Sensor open = new Sensor(0, 0, 0, Transfer.GAMMA_2_2, false);
    SceneSettings settings =
        SceneSettings.of(48, 48).withShake(Shake.STRONG).withSensor(open).withExposure(0.9);
    SceneClip clip = scene(11, settings).clip(4);
    double[] times = clip.virtualFrames(2);
    assertThat(times.length).isGreaterThan(5);
    assertThat(times[0] + times[times.length - 1]).isCloseTo(4, within(1e-9));
    double[] mean = new double[3 * 48 * 48];
    for (double time : times) {
      FloatImage light = clip.light(time);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += light.data()[i] / times.length;
      }
    }
    FloatImage blur = clip.pair(2).blur();
    for (int i = 0; i < mean.length; i++) {
      double shown = Math.pow(Math.min(1, mean[i]), 1 / 2.2);
      assertThat((double) blur.data()[i]).isCloseTo(shown, within(2e-4));
    }
  }

  @Test
  void blurGrowsWithExposure() {
    SceneSettings settings =
        SceneSettings.of(96, 64).withSensor(Sensor.CLEAN).withShake(Shake.PAN).withActors(2, 2);
    double last = 0;
    for (double exposure : new double[] {0.05, 0.2, 0.5, 1}) {
      ScenePair pair = scene(21, settings.withExposure(exposure)).clip(2).pair(1);
      double error = meanSquare(pair.blur(), pair.sharp());
      assertThat(error).isGreaterThan(last);
      last = error;
    }
  }

  @Test
  void valuesAreThoseOfEightBits() {
    ScenePair pair = scene(6, SceneSettings.of(32, 32)).clip(1).pair(0);
    for (FloatImage image : List.of(pair.blur(), pair.sharp())) {
      for (float v : image.data()) {
        float code = v * 255;
        assertThat(code).isCloseTo(Math.round(code), within(1e-3f)).isBetween(0f, 255f);
      }
    }
  }

  @Test
  void fixedRateTakesAsManyVirtualFramesAsTheTimeHolds() {
    SceneSettings settings =
        SceneSettings.of(32, 32).withSteps(ExposureSteps.CAMERA_240).withExposureMillis(25);
    assertThat(scene(6, settings).clip(1).virtualFrames(0)).hasSize(6);
  }

  @Test
  void framesHaveTheTimesOfTheFrameRate() {
    SceneSettings settings = SceneSettings.of(32, 32).withFrameRate(new Rational(30000, 1001));
    SceneClip clip = scene(6, settings).clip(3);
    Frame frame = clip.toFrame(2, clip.pair(2).blur());
    assertThat(frame.index()).isEqualTo(2);
    assertThat(frame.time()).isEqualTo(new Timestamp(2, new Rational(1001, 30000)));
    assertThat(frame.sample(1, 5, 7)).isEqualTo(Math.round(clip.pair(2).blur().at(1, 5, 7) * 255));
  }

  @Test
  void aDistantAxisBringsMoreMotionByRoll() {
    Shake rolling = new Shake(20, 20, 1, 1, 0, 5e-3, 0, 0, 0);
    SceneSettings settings = SceneSettings.of(48, 48).withActors(0, 0).withShake(rolling);
    int near = scene(2, settings).clip(2).virtualFrames(1).length;
    int far = scene(2, settings.withAxis(-8, 0.5)).clip(2).virtualFrames(1).length;
    assertThat(far).isGreaterThan(near);
  }

  @Test
  void aSoftLensSoftensBothPictures() {
    SceneSettings settings =
        SceneSettings.of(64, 64).withActors(3, 0).withShake(Shake.STILL).withSensor(Sensor.CLEAN);
    ScenePair sharp = scene(13, settings).clip(1).pair(0);
    ScenePair soft = scene(13, settings.withLens(new Lens(1.5, 0, 1))).clip(1).pair(0);
    assertThat(roughness(soft.sharp())).isLessThan(0.6 * roughness(sharp.sharp()));
    assertThat(soft.blur().data()).isEqualTo(soft.sharp().data());
  }

  private static double roughness(FloatImage image) {
    double sum = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 1; x < image.width(); x++) {
        double d = image.at(1, y, x) - image.at(1, y, x - 1);
        sum += d * d;
      }
    }
    return sum;
  }

  @Test
  void noiseHasTheVarianceAskedForAndSparesTheTruth() {
    Sensor clean = new Sensor(0, 0, 0, Transfer.GAMMA_2_2, false);
    Sensor noisy = new Sensor(1e-3, 5e-3, 0, Transfer.GAMMA_2_2, false);
    SceneSettings settings = SceneSettings.of(96, 96).withShake(Shake.STILL).withActors(0, 0);
    ScenePair without = scene(15, settings.withSensor(clean)).clip(1).pair(0);
    ScenePair with = scene(15, settings.withSensor(noisy)).clip(1).pair(0);
    assertThat(with.sharp().data()).isEqualTo(without.sharp().data());
    double mean = 0;
    double square = 0;
    int count = 0;
    for (int i = 0; i < with.blur().data().length; i++) {
      double light = Math.pow(without.blur().data()[i], 2.2);
      // Where clipping cannot reach.
      if (light > 0.05 && light < 0.6) {
        double noise = Math.pow(with.blur().data()[i], 2.2) - light;
        double expected = Math.sqrt(1e-3 * light + 25e-6);
        mean += noise / expected;
        square += noise * noise / (expected * expected);
        count++;
      }
    }
    assertThat(count).isGreaterThan(5000);
    assertThat(mean / count).isCloseTo(0, within(0.05));
    assertThat(square / count).isCloseTo(1, within(0.08));
  }

  @Test
  void badRequestsAreNamed() {
    Scene scene = scene(1, SceneSettings.of(40, 40));
    assertThatThrownBy(() -> scene.clip(0)).hasMessageContaining("frames 0");
    assertThatThrownBy(() -> scene.clip(2).pair(2)).hasMessageContaining("frame 2: 0 to 1");
    assertThatThrownBy(() -> scene.clip(1, 10, 10, 31, 10)).hasMessageContaining("40x40");
    assertThatThrownBy(() -> SceneSettings.of(8, 40)).hasMessageContaining("width 8");
    assertThatThrownBy(() -> SceneSettings.of(40, 40).withExposureMillis(34))
        .hasMessageContaining("exposure 1.02");
  }
}
