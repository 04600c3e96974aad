package dev.attune.video.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceneCutsTest {
  private static List<Integer> cuts(String name) {
    Path clip = Path.of(System.getProperty("attune.data.dir", ""), name);
    assumeThat(System.getProperty("attune.data.dir", "")).isNotEmpty();
    assumeThat(Files.exists(clip)).isTrue();
    List<Integer> found = new ArrayList<>();
    SceneCuts cuts = new SceneCuts();
    try (FrameSource source = Sources.open(clip.toString(), ReadOptions.DEFAULTS)) {
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        if (cuts.cutBefore(frame)) {
          found.add((int) frame.index());
        }
      }
    }
    return found;
  }

  @Test
  void allHardCutsOfARealClipAreFoundAndNothingElse() {
    assertThat(cuts("video/misc/bikes.mp4")).containsExactly(30, 76, 137, 187, 242);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "real_blur/cockatoo.mp4",
        "real_blur/mmaction2_pool.mp4",
        "real_blur/decord_pancake.mkv",
        "video/misc/realshort.mp4"
      })
  void shakeBlurAndPansAreNoCuts(String name) {
    assertThat(cuts(name)).isEmpty();
  }

  private static FloatImage changed(FloatImage image, float gain, float offset, float noise) {
    FloatImage out = new FloatImage(1, image.height(), image.width());
    Random random = new Random(1);
    for (int i = 0; i < out.data().length; i++) {
      float value = image.data()[i] * gain + offset + noise * (random.nextFloat() - 0.5f);
      out.data()[i] = Math.min(1f, Math.max(0f, value));
    }
    return out;
  }

  private static FloatImage otherScene(FloatImage image) {
    FloatImage out = new FloatImage(1, image.height(), image.width());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        out.data()[y * image.width() + x] = (x / 40 + y / 30) % 2 == 0 ? 0.2f : 0.8f;
      }
    }
    return out;
  }

  @Test
  void motionLightAndNoiseAreNoCutsAndAnotherSceneIs() {
    SceneCuts cuts = new SceneCuts();
    FloatImage scene = DisFlowTest.waves(180, 320, 0, 0);
    assertThat(cuts.cutBefore(scene)).isFalse();
    assertThat(cuts.cutBefore(DisFlowTest.waves(180, 320, 6, 3))).isFalse();
    assertThat(cuts.cutBefore(changed(scene, 0.6f, 0.3f, 0f))).isFalse();
    assertThat(cuts.cutBefore(changed(scene, 1f, 0f, 0.1f))).isFalse();
    assertThat(cuts.cutBefore(otherScene(scene))).isTrue();
    assertThat(cuts.cutBefore(otherScene(scene))).isFalse();
    assertThat(cuts.cutBefore(scene)).isTrue();
  }

  @Test
  void noiseOnAFlatPictureIsNoCut() {
    SceneCuts cuts = new SceneCuts();
    Random random = new Random(3);
    for (int i = 0; i < 10; i++) {
      FloatImage flat = new FloatImage(1, 180, 320);
      for (int k = 0; k < flat.data().length; k++) {
        flat.data()[k] = 0.5f + 0.1f * (random.nextFloat() - 0.5f);
      }
      assertThat(cuts.cutBefore(flat)).isFalse();
    }
  }

  @Test
  void aFadeToBlackIsNoCut() {
    SceneCuts cuts = new SceneCuts();
    FloatImage scene = DisFlowTest.waves(180, 320, 0, 0);
    for (int i = 0; i <= 30; i++) {
      assertThat(cuts.cutBefore(changed(scene, 1 - i / 30f, 0f, 0f))).as("step %d", i).isFalse();
    }
  }

  @Test
  void tinyPicturesAreJudgedToo() {
    SceneCuts cuts = new SceneCuts();
    FloatImage dark = new FloatImage(1, 1, 1);
    FloatImage light = changed(dark, 1f, 1f, 0f);
    assertThat(cuts.cutBefore(dark)).isFalse();
    assertThat(cuts.cutBefore(light)).isFalse();
    assertThat(cuts.cutBefore(new FloatImage(1, 2, 1))).isTrue();
  }
}
