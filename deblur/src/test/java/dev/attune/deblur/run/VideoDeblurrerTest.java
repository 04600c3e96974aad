package dev.attune.deblur.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.weights.Weights;
import dev.attune.datasets.scene.Scene;
import dev.attune.datasets.scene.SceneClip;
import dev.attune.datasets.scene.SceneSampler;
import dev.attune.datasets.scene.SceneSplit;
import dev.attune.deblur.adapt.FineTuneSettings;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.Estrnn;
import dev.attune.deblur.network.Initialization;
import dev.attune.deblur.network.Loss;
import dev.attune.deblur.network.PathKernelNet;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.StreamInfo;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VideoDeblurrerTest {
  private static final Rational BASE = new Rational(1, 30);
  private static final Estrnn NETWORK = new Estrnn(2, 1, 2, 2, Estrnn.Activation.RELU, true);

  private static List<DeblurNetwork> networks() {
    return List.of(NETWORK, new PathKernelNet(8, 1));
  }

  /** Collects what is written. */
  private static class Collected implements FrameSink {
    private final List<Frame> frames = new ArrayList<>();
    private boolean finished;

    @Override
    public void write(Frame frame) {
      frames.add(frame);
    }

    @Override
    public void finish() {
      finished = true;
    }

    @Override
    public void close() {
      // Keeps nothing open.
    }
  }

  /** A list of frames as a source. */
  private record Listed(List<Frame> frames, Iterator<Frame> rest) implements FrameSource {
    Listed(List<Frame> frames) {
      this(frames, frames.iterator());
    }

    @Override
    public StreamInfo info() {
      return new StreamInfo(
          96,
          96,
          BASE,
          new Rational(30, 1),
          OptionalLong.of(frames.size()),
          Optional.empty(),
          8,
          false,
          ColorSpec.SRGB,
          Rational.ONE,
          0,
          false,
          "list",
          "rgb24");
    }

    @Override
    public Frame next() {
      return rest.hasNext() ? rest.next() : null;
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private static List<Frame> scene(int frames) {
    Scene scene = new SceneSampler(3, SceneSplit.TEST, 96, 96, 12, 1).scene(4);
    SceneClip clip = scene.clip(frames);
    List<Frame> out = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      out.add(clip.toFrame(i, clip.pair(i).blur()));
    }
    return out;
  }

  private static List<Frame> noise(int width, int height, PixelLayout layout, int depth, int n) {
    SplittableRandom random = new SplittableRandom(1);
    List<Frame> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Frame f =
          Frame.allocate(
              i,
              new Timestamp(7L * i + 3, BASE),
              new Timestamp(7, BASE),
              width,
              height,
              layout,
              depth,
              ColorSpec.SRGB);
      for (int k = 0; k < f.data().capacity(); k++) {
        f.data().put(k, (byte) random.nextInt(256));
      }
      out.add(f);
    }
    return out;
  }

  private static DeblurJob job(
      List<Frame> frames, Collected sink, Weights weights, AdaptMode mode, FineTuneSettings how) {
    return new DeblurJob(
        "test",
        () -> new Listed(frames),
        "memory",
        info -> sink,
        "weights",
        weights,
        mode,
        new PairSettings(6, 2, 64, 1),
        how,
        1,
        ComputeSettings.single(),
        3,
        Map.of("steps", "6"));
  }

  private static FineTuneSettings tune(int steps, double rate) {
    return new FineTuneSettings(steps, 1, 32, rate, 20, 0.3, 2, 3, Loss.CLAMPED_MSE, 1);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void adaptsRestoresEveryFrameAndTellsWhatItDid(DeblurNetwork network) {
    List<Frame> frames = scene(24);
    Collected sink = new Collected();
    Weights weights = Initialization.weights(network, 1);
    List<Stage> stages = new ArrayList<>();
    VideoDeblurrer.Finished done =
        new VideoDeblurrer(
                job(frames, sink, weights, AdaptMode.CLIP, tune(6, 2e-3)),
                new RunListener() {
                  @Override
                  public void progress(Stage stage, long n, long total) {
                    if (stages.isEmpty() || stages.get(stages.size() - 1) != stage) {
                      stages.add(stage);
                    }
                  }
                })
            .run();
    RunResult r = done.result();
    assertThat(sink.finished).isTrue();
    assertThat(sink.frames.stream().map(Frame::time))
        .isEqualTo(frames.stream().map(Frame::time).toList());
    assertThat(r.frames()).isEqualTo(new RunResult.Frames(24, 24));
    assertThat(r.outcome()).isIn("improved", "unchanged", "rolled-back");
    assertThat(r.pairs().training()).isPositive();
    assertThat(r.pairs().heldOut()).isPositive();
    assertThat(r.steps()).isBetween(1, 6);
    assertThat(r.seconds()).containsKeys("analyse", "pair", "adapt", "restore", "network", "total");
    assertThat(r.weights().sha256()).isEqualTo(weights.sha256());
    assertThat(r.weights().adaptedSha256().equals(weights.sha256()))
        .isEqualTo(!r.outcome().equals("improved"));
    assertThat(r.damage()).isEmpty();
    assertThat(stages).containsExactly(Stage.ANALYSE, Stage.PAIR, Stage.ADAPT, Stage.RESTORE);
    assertThat(done.evidence().comparisons()).hasSize(3);
    assertThat(done.evidence().losses()).hasSize(r.steps());
    assertThat(done.evidence().sharpness()).hasSize(24);
    assertThat(done.evidence().pairs()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void adaptationThatExplodesLeavesTheSourceModelBitForBit(DeblurNetwork network) {
    Collected sink = new Collected();
    Weights weights = Initialization.weights(network, 1);
    RunResult r =
        new VideoDeblurrer(
                job(scene(24), sink, weights, AdaptMode.CLIP, tune(12, 1)), RunListener.SILENT)
            .run()
            .result();
    assertThat(r.outcome()).isEqualTo("rolled-back");
    assertThat(r.reason()).isNotEmpty();
    assertThat(r.weights().adaptedSha256()).isEqualTo(weights.sha256());
    assertThat(sink.frames).hasSize(24);
  }

  @Test
  void withoutTextureThereIsNothingToLearnFrom() {
    List<Frame> gray = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      gray.add(
          Frame.allocate(
              i,
              new Timestamp(i, BASE),
              new Timestamp(1, BASE),
              96,
              96,
              PixelLayout.RGB,
              8,
              ColorSpec.SRGB));
    }
    Collected sink = new Collected();
    RunResult r =
        new VideoDeblurrer(
                job(gray, sink, Initialization.weights(NETWORK, 1), AdaptMode.CLIP, tune(4, 1e-3)),
                RunListener.SILENT)
            .run()
            .result();
    assertThat(r.outcome()).isEqualTo("skipped");
    assertThat(r.steps()).isZero();
    assertThat(sink.frames).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void anyLayoutDepthSizeAndLengthPassesThroughAnUntrainedNetworkUnchanged(DeblurNetwork network) {
    Weights weights = Initialization.weights(network, 1);
    for (PixelLayout layout : PixelLayout.values()) {
      for (int depth : new int[] {8, 16}) {
        for (int[] size : new int[][] {{50, 50}, {17, 33}, {3, 2}, {1, 1}}) {
          List<Frame> frames = noise(size[0], size[1], layout, depth, size[0] == 50 ? 1 : 2);
          Collected sink = new Collected();
          new VideoDeblurrer(
                  job(frames, sink, weights, AdaptMode.OFF, tune(1, 1e-3)), RunListener.SILENT)
              .run();
          assertThat(sink.frames).hasSameSizeAs(frames);
          for (int i = 0; i < frames.size(); i++) {
            assertThat(sink.frames.get(i).data().rewind())
                .as(layout + " " + depth + " bit " + size[0] + "x" + size[1])
                .isEqualTo(frames.get(i).data().rewind());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aChangeOfSizeStartsAScene(DeblurNetwork network) {
    List<Frame> frames = new ArrayList<>(noise(40, 24, PixelLayout.RGB, 8, 3));
    frames.addAll(noise(24, 40, PixelLayout.RGB, 8, 4));
    Collected sink = new Collected();
    new VideoDeblurrer(
            job(frames, sink, Initialization.weights(network, 1), AdaptMode.CLIP, tune(2, 1e-3)),
            RunListener.SILENT)
        .run();
    assertThat(sink.frames.stream().map(Frame::width)).containsExactly(40, 40, 40, 24, 24, 24, 24);
  }

  @Test
  void anInputWithoutFramesIsAnErrorAndNothingIsFinished() {
    for (AdaptMode mode : AdaptMode.values()) {
      Collected sink = new Collected();
      VideoDeblurrer run =
          new VideoDeblurrer(
              job(List.of(), sink, Initialization.weights(NETWORK, 1), mode, tune(1, 1e-3)),
              RunListener.SILENT);
      assertThatThrownBy(run::run)
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("no frame");
      assertThat(sink.finished).isFalse();
    }
  }

  @Test
  void aSinkThatFailsEndsTheRunWithItsError() {
    Collected sink =
        new Collected() {
          @Override
          public void write(Frame frame) {
            if (frame.index() == 2) {
              throw new MediaException(MediaException.Kind.OUTPUT, "disk full");
            }
            super.write(frame);
          }
        };
    VideoDeblurrer run =
        new VideoDeblurrer(
            job(
                noise(32, 32, PixelLayout.RGB, 8, 30),
                sink,
                Initialization.weights(NETWORK, 1),
                AdaptMode.OFF,
                tune(1, 1e-3)),
            RunListener.SILENT);
    assertThatThrownBy(run::run).isInstanceOf(MediaException.class).hasMessage("disk full");
    assertThat(sink.finished).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void interruptingTheThreadEndsTheRun() {
    Collected sink = new Collected();
    Thread self = Thread.currentThread();
    VideoDeblurrer run =
        new VideoDeblurrer(
            job(
                noise(32, 32, PixelLayout.RGB, 8, 200),
                sink,
                Initialization.weights(NETWORK, 1),
                AdaptMode.OFF,
                tune(1, 1e-3)),
            new RunListener() {
              @Override
              public void progress(Stage stage, long done, long total) {
                if (done == 5) {
                  self.interrupt();
                }
              }
            });
    try {
      assertThatThrownBy(run::run).isInstanceOf(CancellationException.class);
    } finally {
      Thread.interrupted();
    }
    assertThat(sink.finished).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"ANALYSE", "PAIR", "ADAPT"})
  void interruptingAnyStageEndsTheRunBeforeAnythingIsWritten(Stage when) {
    Collected sink = new Collected();
    Thread self = Thread.currentThread();
    VideoDeblurrer run =
        new VideoDeblurrer(
            job(scene(24), sink, Initialization.weights(NETWORK, 1), AdaptMode.CLIP, tune(6, 2e-3)),
            new RunListener() {
              @Override
              public void progress(Stage stage, long done, long total) {
                if (stage == when) {
                  self.interrupt();
                }
              }
            });
    try {
      assertThatThrownBy(run::run).isInstanceOf(CancellationException.class);
    } finally {
      Thread.interrupted();
    }
    assertThat(sink.frames).isEmpty();
    assertThat(sink.finished).isFalse();
  }

  @Test
  void strengthMixesInputAndResult() {
    List<Frame> frames = noise(32, 32, PixelLayout.RGB, 8, 3);
    Frame white = noise(32, 32, PixelLayout.RGB, 8, 1).get(0);
    for (int k = 0; k < white.data().capacity(); k++) {
      white.data().put(k, (byte) 255);
    }
    Frame half = FrameBlend.blend(frames.get(0), white, 0.5);
    for (int c = 0; c < 3; c++) {
      assertThat(half.sample(c, 3, 5))
          .isEqualTo((int) ((frames.get(0).sample(c, 3, 5) + 255) / 2.0 + 0.5));
    }
  }
}
