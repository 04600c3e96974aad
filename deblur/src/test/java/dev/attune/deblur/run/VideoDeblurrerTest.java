package dev.attune.deblur.run;

import static dev.attune.deblur.run.TestRuns.BASE;
import static dev.attune.deblur.run.TestRuns.job;
import static dev.attune.deblur.run.TestRuns.noise;
import static dev.attune.deblur.run.TestRuns.scene;
import static dev.attune.deblur.run.TestRuns.tune;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.Estrnn;
import dev.attune.deblur.network.Initialization;
import dev.attune.deblur.network.PathKernelNet;
import dev.attune.deblur.run.TestRuns.Collected;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VideoDeblurrerTest {
  private static final Estrnn NETWORK = new Estrnn(2, 1, 2, 2, Estrnn.Activation.RELU, true);

  private static List<DeblurNetwork> networks() {
    return List.of(NETWORK, new PathKernelNet(8, 1));
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
