package dev.attune.pipelines.bench;

import dev.attune.datasets.layout.PairedSequence;
import dev.attune.datasets.scene.DemoScene;
import dev.attune.datasets.scene.SceneClip;
import dev.attune.datasets.scene.ScenePair;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.StreamInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** Blurred frames whose sharp truth is known; the truth is only for scoring. Thread-safe. */
public final class TruthClip {
  private final String name;
  private final int frames;
  private final Rational frameRate;
  private final IntFunction<Frame> blurred;
  private final IntFunction<Frame> sharp;

  private TruthClip(
      String name,
      int frames,
      Rational frameRate,
      IntFunction<Frame> blurred,
      IntFunction<Frame> sharp) {
    this.name = name;
    this.frames = frames;
    this.frameRate = frameRate;
    this.blurred = blurred;
    this.sharp = sharp;
  }

  /** A sequence of a data set, read frame by frame. */
  public static TruthClip of(PairedSequence sequence, Rational frameRate) {
    return new TruthClip(
        sequence.name(), sequence.frames(), frameRate, sequence::blur, sequence::sharp);
  }

  /** The demonstration's clip, rendered at once and kept. */
  public static TruthClip demo() {
    SceneClip clip = DemoScene.create().clip(DemoScene.FRAMES);
    List<Frame> blurred = new ArrayList<>();
    List<Frame> sharp = new ArrayList<>();
    for (int i = 0; i < clip.frames(); i++) {
      ScenePair pair = clip.pair(i);
      blurred.add(clip.toFrame(i, pair.blur()));
      sharp.add(clip.toFrame(i, pair.sharp()));
    }
    return new TruthClip("demo", clip.frames(), new Rational(30, 1), blurred::get, sharp::get);
  }

  /** Name of the clip. */
  public String name() {
    return name;
  }

  /** Number of frames. */
  public int frames() {
    return frames;
  }

  /** A blurred frame. */
  public Frame blurred(int index) {
    return blurred.apply(index);
  }

  /** Its truth. */
  public Frame sharp(int index) {
    return sharp.apply(index);
  }

  /** The blurred frames as a source that can be opened any number of times. */
  public FrameSource source() {
    Frame first = blurred(0);
    Rational base =
        new Rational(
            /* numerator= */ frameRate.denominator(), /* denominator= */ frameRate.numerator());
    StreamInfo info =
        new StreamInfo(
            first.width(),
            first.height(),
            base,
            frameRate,
            OptionalLong.of(frames),
            Optional.of(new Timestamp(frames, base)),
            first.bitDepth(),
            first.layout() == PixelLayout.RGBA,
            ColorSpec.SRGB,
            Rational.ONE,
            0,
            false,
            "image sequence",
            "rgb24");
    return new FrameSource() {
      private int next;

      @Override
      public StreamInfo info() {
        return info;
      }

      @Override
      public Frame next() {
        return next < frames ? blurred(next++) : null;
      }

      @Override
      public void close() {
        next = frames;
      }
    };
  }
}
