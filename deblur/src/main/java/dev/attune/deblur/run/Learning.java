package dev.attune.deblur.run;

import dev.attune.deblur.adapt.FineTuner;
import dev.attune.deblur.resume.RunStore;
import dev.attune.video.io.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Adapts to a video or to its scenes one by one, and remembers what an interrupted run learned.
 * Used by one thread.
 */
final class Learning {
  /** About a second: fewer frames hold too few different blurs to learn from. */
  private static final int LEAST_SCENE_FRAMES = 24;

  private static final int SHOWN_OF_A_SCENE = 2;

  // What is finished of the whole video or of scenes.
  private static final String CLIP = "adapted";
  private static final String SCENES = "scenes";
  // How far the present adaptation has come.
  private static final String LOOKED = "looked";
  private static final String ANALYSIS = "analysis";
  private static final String PAIRS = "pairs";
  private static final String TUNING = "tuning";
  private static final String MEMORY = "memory";

  private final DeblurJob job;
  private final Optional<RunStore> store;
  private final Adapter adapter;
  private final Stopwatch stopwatch;
  private final RunNotes notes;
  private final EvidenceCollector evidence;
  private final List<RunResult.Scene> scenes = new ArrayList<>();
  private final Pace pace;
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
      EvidenceCollector evidence,
      Pace pace) {
    this.pace = pace;
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
    Optional<ClipState> known = load(CLIP, ClipState.class);
    if (known.isPresent()) {
      restore(known.get().memory());
      return known.map(k -> k.adapted().with(job.method().weights()));
    }
    load(MEMORY, Memory.class).ifPresent(this::restore);
    Analysis analysis =
        load(ANALYSIS, Analysis.State.class)
            .map(Analysis.State::toAnalysis)
            .orElseGet(
                () -> {
                  try (FrameSource source = job.input().get()) {
                    return look(source, 0);
                  }
                });
    if (analysis.frames() == 0) {
      return Optional.empty();
    }
    Adapted adapted = learn(analysis, 0, Integer.MAX_VALUE);
    store.ifPresent(
        s ->
            done(s.change())
                .save(CLIP, new ClipState(adapted.state(job.method().weights()), memory()))
                .write());
    return Optional.of(adapted);
  }

  /** Recalls the scenes that were adapted to before; to be called once, before {@link #scene}. */
  void recallScenes() {
    load(SCENES, ScenesState.class)
        .ifPresent(
            known -> {
              restore(known.memory());
              scenes.addAll(known.scenes());
              remembered = scenes.size();
            });
    load(MEMORY, Memory.class).ifPresent(this::restore);
  }

  /** Whether the scene of this number was adapted to before. */
  boolean recalls(int number) {
    return number < remembered;
  }

  /** What became of a scene of an interrupted run, of which not all is written yet. */
  Adapted recall(int number) {
    return load(name(number), Adapted.State.class)
        .orElseThrow(() -> new IllegalStateException("scene " + number + " was forgotten"))
        .with(job.method().weights());
  }

  /**
   * Adapts to a scene.
   *
   * @param first number of its first frame
   * @param written frames of the video that are safe, so that what is known of their scenes can be
   *     forgotten
   */
  Adapted scene(FrameSource frames, long first, long written) {
    Optional<Analysis.State> known = load(ANALYSIS, Analysis.State.class);
    known.ifPresent(k -> SceneReader.skip(frames));
    Analysis analysis = known.map(Analysis.State::toAnalysis).orElseGet(() -> look(frames, first));
    Adapted adapted;
    if (analysis.frames() < LEAST_SCENE_FRAMES) {
      evidence.addRegions(analysis, first, SHOWN_OF_A_SCENE);
      adapted =
          Adapted.skipped(
              "a scene of fewer than " + LEAST_SCENE_FRAMES + " frames is too short to learn from",
              job.method().weights(),
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
        done(to.change())
            .save(name(number), adapted.state(job.method().weights()))
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

  private Analysis look(FrameSource frames, long first) {
    Analysis analysis =
        adapter.analyse(
            frames, first, load(LOOKED, Analyst.State.class), state -> now(LOOKED, state));
    if (analysis.frames() > 0) {
      keep(change -> change.drop(LOOKED).save(ANALYSIS, analysis.state()));
    }
    return analysis;
  }

  private Adapted learn(Analysis analysis, long first, int shown) {
    FineTuner.Split pairs =
        load(PAIRS, FineTuner.Split.class)
            .orElseGet(
                () -> {
                  evidence.addRegions(analysis, first, shown);
                  FineTuner.Split made = adapter.pair(analysis);
                  evidence.addPairs(made, shown);
                  keep(change -> change.save(PAIRS, made));
                  return made;
                });
    return adapter.adapt(
        analysis, pairs, load(TUNING, FineTuner.State.class), state -> now(TUNING, state));
  }

  /** Keeps a state if it is time. */
  private void now(String name, Supplier<? extends Record> state) {
    if (store.isPresent() && pace.isDue()) {
      keep(change -> change.save(name, state.get()));
    }
  }

  private void keep(Consumer<RunStore.Change> what) {
    store.ifPresent(
        s -> {
          RunStore.Change change = s.change().save(MEMORY, memory());
          what.accept(change);
          change.write();
        });
  }

  /** The present adaptation is at its end, so its way there can be forgotten. */
  private static RunStore.Change done(RunStore.Change change) {
    return change.drop(LOOKED).drop(ANALYSIS).drop(PAIRS).drop(TUNING).drop(MEMORY);
  }

  private <T extends Record> Optional<T> load(String name, Class<T> type) {
    return store.flatMap(s -> s.load(name, type));
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
