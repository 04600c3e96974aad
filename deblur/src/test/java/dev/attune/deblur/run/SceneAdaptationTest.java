package dev.attune.deblur.run;

import static dev.attune.deblur.run.TestRuns.addScene;
import static dev.attune.deblur.run.TestRuns.job;
import static dev.attune.deblur.run.TestRuns.scene;
import static dev.attune.deblur.run.TestRuns.tune;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.Estrnn;
import dev.attune.deblur.network.Initialization;
import dev.attune.deblur.run.TestRuns.Collected;
import dev.attune.video.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneAdaptationTest {
  private static final Weights WEIGHTS =
      Initialization.weights(new Estrnn(2, 1, 2, 2, Estrnn.Activation.RELU, true), 1);

  private static VideoDeblurrer.Finished run(
      List<Frame> frames, Collected sink, AdaptMode mode, RunListener listener) {
    return new VideoDeblurrer(job(frames, sink, WEIGHTS, mode, tune(6, 2e-3)), listener).run();
  }

  @Test
  void everySceneIsAdaptedToByItselfAndShortOnesAreNot() {
    List<Frame> film = new ArrayList<>();
    addScene(film, 4, 26);
    addScene(film, 7, 1);
    addScene(film, 9, 25);
    Collected sink = new Collected();
    List<Long> restored = new ArrayList<>();
    VideoDeblurrer.Finished done =
        run(
            film,
            sink,
            AdaptMode.SCENE,
            new RunListener() {
              @Override
              public void progress(Stage stage, long n, long total) {
                if (stage == Stage.RESTORE) {
                  restored.add(n);
                }
              }
            });
    RunResult result = done.result();

    assertThat(sink.finished).isTrue();
    assertThat(sink.frames.stream().map(Frame::time))
        .isEqualTo(film.stream().map(Frame::time).toList());
    assertThat(restored).hasSize(52).isSorted().doesNotHaveDuplicates();
    assertThat(result.frames()).isEqualTo(new RunResult.Frames(52, 52));
    assertThat(result.scenes())
        .extracting(RunResult.Scene::firstFrame)
        .containsExactly(0L, 26L, 27L);
    assertThat(result.scenes()).extracting(RunResult.Scene::frames).containsExactly(26L, 1L, 25L);
    RunResult.Scene shortOne = result.scenes().get(1);
    assertThat(shortOne.outcome()).isEqualTo("skipped");
    assertThat(shortOne.reason()).contains("24 frames");
    assertThat(shortOne.adaptedSha256()).isEqualTo(WEIGHTS.sha256());
    for (int i : new int[] {0, 2}) {
      RunResult.Scene scene = result.scenes().get(i);
      assertThat(scene.outcome()).isIn("improved", "unchanged", "rolled-back");
      assertThat(scene.steps()).isPositive();
      assertThat(scene.pairs().heldOut()).isPositive();
      assertThat(scene.adaptedSha256().equals(WEIGHTS.sha256()))
          .isEqualTo(!scene.outcome().equals("improved"));
    }
    assertThat(result.steps())
        .isEqualTo(result.scenes().stream().mapToInt(RunResult.Scene::steps).sum());
    assertThat(result.reason()).startsWith("of 3 scenes ").contains("1 skipped");
    assertThat(done.evidence().losses()).hasSize(result.steps());
    assertThat(done.evidence().regions())
        .anyMatch(r -> r.frameIndex() < 26)
        .anyMatch(r -> r.frameIndex() >= 27);
    assertThat(done.evidence().sharpness()).hasSize(52);
  }

  @Test
  void aFilmOfOneSceneIsRestoredAsItIsWithOneAdaptation() {
    List<Frame> film = scene(26);
    Collected byClip = new Collected();
    Collected byScene = new Collected();
    RunResult clip = run(film, byClip, AdaptMode.CLIP, RunListener.SILENT).result();
    RunResult scene = run(film, byScene, AdaptMode.SCENE, RunListener.SILENT).result();
    assertThat(scene.scenes()).hasSize(1);
    assertThat(clip.scenes()).isEmpty();
    assertThat(scene.outcome()).isEqualTo(clip.outcome());
    assertThat(scene.weights()).isEqualTo(clip.weights());
    assertThat(scene.heldOut()).isEqualTo(clip.heldOut());
    assertThat(byScene.frames).hasSize(26);
    for (int i = 0; i < 26; i++) {
      assertThat(byScene.frames.get(i).data().rewind())
          .isEqualTo(byClip.frames.get(i).data().rewind());
    }
  }

  @Test
  void oneOutcomeStandsForAllScenes() {
    RunResult.Change change = new RunResult.Change(4, 2);
    List<RunResult.Scene> scenes =
        List.of(
            ended("unchanged", 100, RunResult.Change.UNKNOWN, "a"),
            ended("rolled-back", 10, new RunResult.Change(8, 9), "a"),
            ended("improved", 30, change, "b"));
    Learned all = Learned.of(scenes);
    assertThat(all.outcome()).isEqualTo("improved");
    assertThat(all.reason()).isEqualTo("of 3 scenes 1 improved, 1 rolled back, 1 unchanged");
    assertThat(all.heldOut()).isEqualTo(new RunResult.Change(5, 3.75));
    assertThat(all.reblur().before()).isNaN();
    assertThat(all.adaptedSha256()).isEmpty();
    assertThat(all.steps()).isEqualTo(9);
    assertThat(all.pairs()).isEqualTo(new RunResult.Pairs(12, 3));
    Learned kept = Learned.of(scenes.subList(0, 2));
    assertThat(kept.outcome()).isEqualTo("rolled-back");
    assertThat(kept.adaptedSha256()).isEqualTo("a");
  }

  private static RunResult.Scene ended(
      String outcome, long frames, RunResult.Change heldOut, String digest) {
    return new RunResult.Scene(
        0,
        frames,
        outcome,
        "",
        new RunResult.Pairs(4, 1),
        3,
        RunResult.Change.UNKNOWN,
        heldOut,
        digest);
  }
}
