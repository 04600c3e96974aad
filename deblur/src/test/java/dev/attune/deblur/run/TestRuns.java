package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.ProcessMemory;
import dev.attune.adaptation.weights.Weights;
import dev.attune.datasets.scene.Scene;
import dev.attune.datasets.scene.SceneClip;
import dev.attune.datasets.scene.SceneSampler;
import dev.attune.datasets.scene.SceneSplit;
import dev.attune.deblur.adapt.FineTuneSettings;
import dev.attune.deblur.network.Loss;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.StreamInfo;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Sources, sinks and jobs for tests of whole runs. */
final class TestRuns {
  static final Rational BASE = new Rational(1, 30);

  private TestRuns() {}

  /** Collects what is written. */
  static class Collected implements FrameSink {
    final List<Frame> frames = new ArrayList<>();
    boolean finished;

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
  record Listed(List<Frame> frames, Iterator<Frame> rest) implements FrameSource {
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

  /** A blurred scene. */
  static List<Frame> scene(int frames) {
    List<Frame> out = new ArrayList<>();
    addScene(out, 4, frames);
    return out;
  }

  /** Lets another scene follow. */
  static void addScene(List<Frame> film, int number, int frames) {
    Scene scene = new SceneSampler(3, SceneSplit.TEST, 96, 96, 12, 1).scene(number);
    SceneClip clip = scene.clip(frames);
    int first = film.size();
    for (int i = 0; i < frames; i++) {
      Frame f = clip.toFrame(i, clip.pair(i).blur());
      film.add(
          new Frame(
              first + i,
              new Timestamp(first + i, BASE),
              f.duration(),
              f.width(),
              f.height(),
              f.layout(),
              f.bitDepth(),
              f.strideBytes(),
              f.data(),
              f.color()));
    }
  }

  /** Pictures of noise. */
  static List<Frame> noise(int width, int height, PixelLayout layout, int depth, int n) {
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

  /** A job with small settings that writes into {@code sink}. */
  static DeblurJob job(
      List<Frame> frames, Collected sink, Weights weights, AdaptMode mode, FineTuneSettings how) {
    return new DeblurJob(
        "test",
        () -> new Listed(frames),
        "memory",
        info -> sink,
        new DeblurMethod("weights", weights, new PairSettings(6, 2, 64, 1), how, 640),
        mode,
        1,
        ComputeSettings.single(),
        ProcessMemory.allowedBytes(),
        3,
        Map.of("steps", "6"));
  }

  /** Few and small steps. */
  static FineTuneSettings tune(int steps, double rate) {
    return new FineTuneSettings(steps, 1, 32, rate, 20, 0.3, 2, 3, Loss.CLAMPED_MSE, 1);
  }
}
