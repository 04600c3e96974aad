package dev.attune.deblur.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.Estrnn;
import dev.attune.deblur.network.Initialization;
import dev.attune.deblur.network.PathKernelNet;
import dev.attune.deblur.resume.RunIdentity;
import dev.attune.deblur.resume.RunStore;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.Sources;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.io.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a run was doing when it ended, the next one comes to the same result. */
class InterruptedRunTest {
  private static List<Frame> film;

  @TempDir Path folder;

  /** A run that is ended. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a run when it has told of so much. */
  private static final class EndsAfter implements RunListener {
    private final long most;
    private long told;

    EndsAfter(long most) {
      this.most = most;
    }

    @Override
    public synchronized void progress(Stage stage, long done, long total) {
      if (++told > most) {
        throw new Ended();
      }
    }
  }

  /** Frames of which 16 make a segment. */
  private static FrameSource slow(List<Frame> frames) {
    TestRuns.Listed listed = new TestRuns.Listed(frames);
    return new FrameSource() {
      @Override
      public StreamInfo info() {
        StreamInfo i = listed.info();
        return new StreamInfo(
            i.width(),
            i.height(),
            i.timeBase(),
            new Rational(2, 1),
            i.estimatedFrames(),
            i.duration(),
            i.bitDepth(),
            i.hasAlpha(),
            i.color(),
            i.sampleAspect(),
            i.rotationDegrees(),
            i.hasAudio(),
            i.codec(),
            i.pixelFormat());
      }

      @Override
      public Frame next() {
        return listed.next();
      }

      @Override
      public void close() {
        listed.close();
      }
    };
  }

  @BeforeAll
  static void shoot() {
    film = new ArrayList<>();
    TestRuns.addScene(film, 4, 26);
    TestRuns.addScene(film, 5, 9);
    TestRuns.addScene(film, 6, 15);
  }

  static List<Arguments> runs() {
    List<Arguments> out = new ArrayList<>();
    for (DeblurNetwork network : networks()) {
      for (AdaptMode mode : AdaptMode.values()) {
        out.add(Arguments.of(network, mode));
      }
    }
    return out;
  }

  private VideoDeblurrer.Finished run(
      Path output, DeblurNetwork network, AdaptMode mode, boolean kept, RunListener listener) {
    // Larger than fresh ones: they change pictures, and there is something to learn.
    Weights weights =
        Initialization.weights(network, 1)
            .map(t -> HostTensor.of(t.shape(), scaled(t.toFloats(), 2.5f)));
    RunIdentity identity = new RunIdentity("test", Map.of(), Map.of(), weights.sha256());
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder("ffv1").withThreads(1);
    try (RunStore store = RunStore.open(output, identity, f -> RunStore.Found.RESUME)) {
      DeblurJob usual =
          TestRuns.job(film, new TestRuns.Collected(), weights, mode, TestRuns.tune(6, 2e-3));
      DeblurJob job =
          new DeblurJob(
              usual.inputName(),
              () -> slow(film),
              "memory",
              info ->
                  kept
                      ? Sinks.openInSegments(
                          output, store.folder(), info, options, store.segments())
                      : Sinks.open(output, info, options),
              usual.method(),
              usual.adapt(),
              0.9,
              usual.compute(),
              usual.memoryBytes(),
              usual.shown(),
              usual.settings());
      VideoDeblurrer.Finished done =
          new VideoDeblurrer(
                  job, kept ? Optional.of(store) : Optional.empty(), listener, Duration.ZERO)
              .run();
      assertThat(done.evidence().sharpness()).hasSize(film.size());
      assertThat(done.evidence().comparisons()).hasSize(3);
      store.remove();
      return done;
    }
  }

  private static float[] scaled(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  private static List<Frame> read(Path file) {
    List<Frame> frames = new ArrayList<>();
    try (FrameSource source = Sources.open(file.toString(), ReadOptions.DEFAULTS)) {
      for (Frame f = source.next(); f != null; f = source.next()) {
        frames.add(f);
      }
    }
    return frames;
  }

  private static void assertSame(VideoDeblurrer.Finished result, VideoDeblurrer.Finished expected) {
    assertThat(withoutTimes(result.result())).isEqualTo(withoutTimes(expected.result()));
    // Among it the loss of every step.
    assertThat(result.evidence()).isEqualTo(expected.evidence());
  }

  private static RunResult withoutTimes(RunResult r) {
    return new RunResult(
        r.input(),
        r.output(),
        r.frames(),
        r.outcome(),
        r.reason(),
        r.pairs(),
        r.steps(),
        Map.of(),
        0,
        r.sharpness(),
        r.reblur(),
        r.heldOut(),
        r.weights(),
        r.scenes(),
        r.settings(),
        r.damage(),
        r.notices());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void comesToTheSameFramesAndResult(DeblurNetwork network, AdaptMode mode) throws Exception {
    Path whole = folder.resolve("whole.mkv");
    EndsAfter counted = new EndsAfter(Long.MAX_VALUE);
    VideoDeblurrer.Finished expected = run(whole, network, mode, false, counted);
    List<Frame> frames = read(whole);
    assertThat(frames).hasSize(50);
    // A path-kernel network that has learned nothing changes nothing.
    boolean learns = network instanceof PathKernelNet && mode != AdaptMode.OFF;
    assertThat(expected.result().outcome().equals("improved")).isEqualTo(learns);
    assertThat(expected.result().sharpness().after() != expected.result().sharpness().before())
        .isEqualTo(learns || network instanceof Estrnn);

    SplittableRandom random = new SplittableRandom(7);
    Path output = folder.resolve("out.mkv");
    VideoDeblurrer.Finished result = null;
    int interruptions = 0;
    long reached = 0;
    while (result == null) {
      long most = interruptions < 4 ? random.nextLong(counted.told) : Long.MAX_VALUE;
      try {
        result = run(output, network, mode, true, new EndsAfter(most));
      } catch (Ended e) {
        interruptions++;
        long safe = safe(output);
        assertThat(safe).isGreaterThanOrEqualTo(reached);
        reached = safe;
      }
    }
    assertThat(interruptions).isPositive();
    assertThat(read(output)).isEqualTo(frames);
    assertSame(result, expected);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(whole, output);
    }
  }

  /** Ends a run at one place, and hears where another one begins. */
  private static final class EndsAt implements RunListener {
    private final Stage stage;
    private final long at;
    private final Map<Stage, Long> first = new EnumMap<>(Stage.class);

    EndsAt(Stage stage, long at) {
      this.stage = stage;
      this.at = at;
    }

    @Override
    public synchronized void progress(Stage now, long done, long total) {
      first.putIfAbsent(now, done);
      if (now == stage && done == at) {
        throw new Ended();
      }
    }
  }

  static List<DeblurNetwork> networks() {
    return List.of(new Estrnn(2, 1, 2, 2, Estrnn.Activation.RELU, true), new PathKernelNet(8, 1));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatWasLookedAtAndLearnedIsNotDoneAgain(DeblurNetwork network) {
    Path whole = folder.resolve("whole.mkv");
    EndsAt nowhere = new EndsAt(Stage.RESTORE, -1);
    VideoDeblurrer.Finished expected = run(whole, network, AdaptMode.CLIP, false, nowhere);

    Path output = folder.resolve("out.mkv");
    for (EndsAt end :
        List.of(
            new EndsAt(Stage.ANALYSE, 20),
            new EndsAt(Stage.ANALYSE, 50),
            new EndsAt(Stage.PAIR, 2),
            new EndsAt(Stage.ADAPT, 3),
            new EndsAt(Stage.ADAPT, 5),
            new EndsAt(Stage.RESTORE, 40))) {
      assertThatThrownBy(() -> run(output, network, AdaptMode.CLIP, true, end))
          .isInstanceOf(Ended.class);
      switch (end.stage) {
        case ANALYSE -> assertThat(end.first).containsEntry(Stage.ANALYSE, end.at == 20 ? 1L : 21L);
        case PAIR -> assertThat(end.first).containsOnlyKeys(Stage.PAIR);
        case ADAPT -> assertThat(end.first).containsEntry(Stage.ADAPT, end.at == 3 ? 1L : 3L);
        default -> assertThat(end.first).containsEntry(Stage.ADAPT, 5L);
      }
    }
    EndsAt never = new EndsAt(Stage.RESTORE, -1);
    VideoDeblurrer.Finished result = run(output, network, AdaptMode.CLIP, true, never);
    assertThat(never.first).containsOnlyKeys(Stage.RESTORE, Stage.JOIN);
    assertThat(never.first).containsEntry(Stage.RESTORE, 33L);
    assertSame(result, expected);
    assertThat(read(output)).isEqualTo(read(whole));
  }

  /** Files of finished segments. */
  private static long safe(Path output) throws Exception {
    Path work = output.resolveSibling(".out.mkv.attune");
    if (!Files.exists(work)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(work)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.matches("segment-\\d+"))
          .count();
    }
  }

  @Test
  void segmentsDoNotDependOnWhenARunEnds() {
    StreamInfo film = new TestRuns.Listed(InterruptedRunTest.film).info();
    assertThat(Segments.of(film).frames()).isEqualTo(240);
    Segments segments = new Segments(16);
    assertThat(segments.nextBeginning(0)).isZero();
    assertThat(segments.nextBeginning(1)).isEqualTo(16);
    assertThat(segments.nextBeginning(16)).isEqualTo(16);
  }
}
