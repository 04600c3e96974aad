package dev.attune.deblur.run;

import dev.attune.deblur.adapt.FineTuner;
import dev.attune.deblur.resume.RunStore;
import dev.attune.video.io.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adapts to a video or to its scenes one by one, and remembers what an interrupted run learned.
 * Used by one thread.
 */
final class Learning {
  /** About a second: fewer frames hold too few different blurs to learn from. */
  private static final int LEAST_SCENE_FRAMES = 24;

  private static final int SHOWN_OF_A_SCENE = 2;
  private static final String CLIP = "adapted";
  private static final String SCENES = "scenes";

  private final DeblurJob job;
  private final Optional<RunStore> store;
  private final Adapter adapter;
  private final Stopwatch stopwatch;
  private final RunNotes notes;
  private final EvidenceCollector evidence;
  private final List<RunResult.Scene> scenes = new ArrayList<>();
  private int remembered;

  /** What stays of adaptations, besides weights. */
  private record Memory(
      RunNotes.State notes, EvidenceCollector.State evidence, Map<String, Double> seconds) {}

  private record ClipState(Adapted.State adapted, Memory memory) {}

  private record ScenesState(List<RunResult.Scene> scenes, Memory memory) {}

  Learning(
      DeblurJob job,
      Optional<RunStore> store,
      Adapter adapter,
      Stopwatch stopwatch,
      RunNotes notes,
      EvidenceCollector evidence) {
    this.job = job;
    this.store = store;
    this.adapter = adapter;
    this.stopwatch = stopwatch;
    this.notes = notes;
    this.evidence = evidence;
  }

  /**
   * Adapts to the whole video.
   *
   * @return empty where there was no frame
   */
  Optional<Adapted> clip() {
    Optional<ClipState> known = store.flatMap(s -> s.load(CLIP, ClipState.class));
    if (known.isPresent()) {
      restore(known.get().memory());
      return known.map(k -> k.adapted().with(job.weights()));
    }
    Analysis analysis;
    try (FrameSource source = job.input().get()) {
      analysis = adapter.analyse(source, 0);
    }
    if (analysis.frames() == 0) {
      return Optional.empty();
    }
    Adapted adapted = learn(analysis, 0, Integer.MAX_VALUE);
    store.ifPresent(
        s -> s.change().save(CLIP, new ClipState(adapted.state(job.weights()), memory())).write());
    return Optional.of(adapted);
  }

  /** Recalls the scenes that were adapted to before; to be called once, before {@link #scene}. */
  void recallScenes() {
    store
        .flatMap(s -> s.load(SCENES, ScenesState.class))
        .ifPresent(
            known -> {
              restore(known.memory());
              scenes.addAll(known.scenes());
              remembered = scenes.size();
            });
  }

  /** Whether the scene of this number was adapted to before. */
  boolean recalls(int number) {
    return number < remembered;
  }

  /** What became of a scene of an interrupted run, of which not all is written yet. */
  Adapted recall(int number) {
    return store
        .flatMap(s -> s.load(name(number), Adapted.State.class))
        .orElseThrow(() -> new IllegalStateException("scene " + number + " was forgotten"))
        .with(job.weights());
  }

  /**
   * Adapts to a scene.
   *
   * @param first number of its first frame
   * @param written frames of the video that are safe, so that what is known of their scenes can be
   *     forgotten
   */
  Adapted scene(FrameSource frames, long first, long written) {
    Analysis analysis = adapter.analyse(frames, first);
    Adapted adapted;
    if (analysis.frames() < LEAST_SCENE_FRAMES) {
      evidence.addRegions(analysis, first, SHOWN_OF_A_SCENE);
      adapted =
          Adapted.skipped(
              "a scene of fewer than " + LEAST_SCENE_FRAMES + " frames is too short to learn from",
              job.weights(),
              Optional.of(Adapted.Seen.of(analysis)));
    } else {
      adapted = learn(analysis, first, SHOWN_OF_A_SCENE);
    }
    scenes.add(Learned.scene(first, analysis.frames(), adapted));
    store.ifPresent(s -> remember(s, adapted, written));
    return adapted;
  }

  /** All scenes so far. */
  List<RunResult.Scene> scenes() {
    return List.copyOf(scenes);
  }

  private void remember(RunStore to, Adapted adapted, long written) {
    int number = scenes.size() - 1;
    RunStore.Change change =
        to.change()
            .save(name(number), adapted.state(job.weights()))
            .save(SCENES, new ScenesState(List.copyOf(scenes), memory()));
    for (int i = 0; i < number; i++) {
      if (scenes.get(i).firstFrame() + scenes.get(i).frames() <= written) {
        change.drop(name(i));
      }
    }
    change.write();
  }

  private static String name(int scene) {
    return "scene-" + scene;
  }

  private Adapted learn(Analysis analysis, long first, int shown) {
    evidence.addRegions(analysis, first, shown);
    FineTuner.Split pairs = adapter.pair(analysis);
    evidence.addPairs(pairs, shown);
    return adapter.adapt(analysis, pairs);
  }

  private Memory memory() {
    return new Memory(notes.state(), evidence.state(), stopwatch.seconds());
  }

  private void restore(Memory memory) {
    notes.restore(memory.notes());
    evidence.restore(memory.evidence());
    stopwatch.restore(memory.seconds());
  }
}
