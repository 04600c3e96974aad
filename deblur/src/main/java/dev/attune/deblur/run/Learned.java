package dev.attune.deblur.run;

import dev.attune.deblur.run.RunResult.Change;
import dev.attune.deblur.run.RunResult.Pairs;
import dev.attune.deblur.run.RunResult.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What all adaptations of a run came to together; the components are those of {@link RunResult}.
 */
record Learned(
    String outcome,
    String reason,
    Pairs pairs,
    int steps,
    Change reblur,
    Change heldOut,
    String adaptedSha256,
    List<Scene> scenes) {
  /** Outcomes in the order in which one stands for all. */
  private static final List<String> OUTCOMES =
      List.of("improved", "rolled-back", "unchanged", "skipped");

  /** Of one adaptation for the whole video. */
  static Learned of(Adapted adapted) {
    return new Learned(
        adapted.outcome().label(),
        adapted.outcome().why(),
        adapted.pairs(),
        adapted.steps(),
        adapted.reblur(),
        adapted.heldOut(),
        adapted.weights().sha256(),
        List.of());
  }

  /** Of adaptations of scenes, at least one; figures are means, weighted by frames. */
  static Learned of(List<Scene> scenes) {
    List<String> counts = new ArrayList<>();
    String first = null;
    for (String outcome : OUTCOMES) {
      long count = scenes.stream().filter(s -> s.outcome().equals(outcome)).count();
      if (count > 0) {
        counts.add(count + " " + outcome.replace('-', ' '));
        first = first == null ? outcome : first;
      }
    }
    List<String> digests = scenes.stream().map(Scene::adaptedSha256).distinct().toList();
    return new Learned(
        first,
        "of "
            + scenes.size()
            + (scenes.size() == 1 ? " scene " : " scenes ")
            + String.join(", ", counts),
        new Pairs(
            scenes.stream().mapToInt(s -> s.pairs().training()).sum(),
            scenes.stream().mapToInt(s -> s.pairs().heldOut()).sum()),
        scenes.stream().mapToInt(Scene::steps).sum(),
        mean(scenes, Scene::reblur),
        mean(scenes, Scene::heldOut),
        digests.size() == 1 ? digests.get(0) : "",
        List.copyOf(scenes));
  }

  /** A scene's part of the result. */
  static Scene scene(long firstFrame, long frames, Adapted adapted) {
    return new Scene(
        firstFrame,
        frames,
        adapted.outcome().label(),
        adapted.outcome().why(),
        adapted.pairs(),
        adapted.steps(),
        adapted.reblur(),
        adapted.heldOut(),
        adapted.weights().sha256());
  }

  private static Change mean(List<Scene> scenes, Function<Scene, Change> figure) {
    double before = 0;
    double after = 0;
    long frames = 0;
    for (Scene scene : scenes) {
      Change change = figure.apply(scene);
      if (Double.isFinite(change.before()) && Double.isFinite(change.after())) {
        before += change.before() * scene.frames();
        after += change.after() * scene.frames();
        frames += scene.frames();
      }
    }
    return new Change(before / frames, after / frames);
  }
}
