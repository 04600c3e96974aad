package dev.attune.deblur.train;

import dev.attune.datasets.layout.PairedSequence;
import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.blur.ExposureEstimator;
import dev.attune.deblur.blur.MotionFrame;
import dev.attune.deblur.blur.SharpPatches;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.condition.MotionTracker;
import dev.attune.deblur.condition.MotionTracker.Moved;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.guide.PathSamples;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.FrameConversions;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.OpticalFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Windows cut at random out of sequences with truth, mirrored and turned. All sequences are held in
 * memory, 6 bytes a pixel and frame. Exposure and motion are measured as in a video without truth.
 * Immutable and thread-safe.
 */
public final class PairedWindows implements WindowSource {
  private static final int FLOW_WIDTH_PX = 640;

  /** Measured exposures are wrong by up to this share. */
  private static final double EXPOSURE_ERROR = 0.1;

  /** Samples along paths look this far out of a crop. */
  private static final int MARGIN_PX = 64;

  private final List<Sequence> sequences = new ArrayList<>();
  private final long seed;
  private final int frames;
  private final int cropPx;
  private final boolean guided;

  private record Sequence(
      List<PackedPicture> blurred,
      List<PackedPicture> sharp,
      List<ReducedPaths> motion,
      double exposureFraction) {}

  /**
   * Reads sequences.
   *
   * @param frames of a window
   * @param cropPx side of a window; no frame may be smaller
   * @param guided whether pictures get samples along their paths
   * @throws IllegalArgumentException when a sequence is too short or its frames are too small
   */
  public PairedWindows(
      List<PairedSequence> sequences, long seed, int frames, int cropPx, boolean guided) {
    this.seed = seed;
    this.frames = frames;
    this.cropPx = cropPx;
    this.guided = guided;
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("no sequences to train on");
    }
    for (PairedSequence s : sequences) {
      this.sequences.add(read(s));
    }
  }

  private Sequence read(PairedSequence s) {
    if (s.frames() < frames) {
      throw new IllegalArgumentException(
          s.name() + " has " + s.frames() + " frames, windows of " + frames + " are wanted");
    }
    List<PackedPicture> blurred = new ArrayList<>();
    List<PackedPicture> sharp = new ArrayList<>();
    List<ReducedPaths> motion = new ArrayList<>();
    MotionBlurEstimate straight = new MotionBlurEstimate(false);
    ExposureEstimator exposure = new ExposureEstimator(TransferCurve.GAMMA_22);
    try (OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM)) {
      MotionTracker tracker = new MotionTracker(flow, FLOW_WIDTH_PX);
      for (int i = 0; i < s.frames(); i++) {
        PairedSequence.Pair pair = s.pair(i);
        Frame blur = pair.blur();
        if (blur.height() < cropPx || blur.width() < cropPx) {
          throw new IllegalArgumentException(
              s.name()
                  + " has frames of "
                  + blur.width()
                  + "x"
                  + blur.height()
                  + ", crops of "
                  + cropPx
                  + " px are wanted");
        }
        blurred.add(PackedPicture.of(blur));
        sharp.add(PackedPicture.of(pair.sharp()));
        if (guided) {
          Optional<Moved> moved = tracker.next(FrameConversions.gray(blur), i == 0);
          boolean follows = i > 2;
          moved
              .filter(Moved::complete)
              .ifPresent(
                  m -> exposure.add(new MotionFrame(m.luma(), m.forward(), m.backward()), follows));
          moved.ifPresent(m -> motion.add(m.paths(straight)));
        }
      }
      tracker.end().ifPresent(m -> motion.add(m.paths(straight)));
    }
    return new Sequence(blurred, sharp, motion, exposure.estimate().fraction());
  }

  @Override
  public TrainingWindow window(long index) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
    Sequence s = sequences.get(random.nextInt(sequences.size()));
    int first = random.nextInt(s.blurred().size() - frames + 1);
    PackedPicture like = s.blurred().get(first);
    int top = random.nextInt(like.height() - cropPx + 1);
    int left = random.nextInt(like.width() - cropPx + 1);
    Box crop = new Box(top, left, top + cropPx, left + cropPx);
    Turn turn = new Turn(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    // Measured on the sequence as on any video, it has errors of its own; other videos have others.
    double exposure = s.exposureFraction() * (1 + EXPOSURE_ERROR * (2 * random.nextDouble() - 1));
    List<FloatImage> blurred = new ArrayList<>();
    List<FloatImage> sharp = new ArrayList<>();
    for (int i = first; i < first + frames; i++) {
      blurred.add(
          turn.of(guided ? guided(s, i, crop, exposure, random) : cut(s.blurred().get(i), crop)));
      sharp.add(turn.of(cut(s.sharp().get(i), crop)));
    }
    return new TrainingWindow(blurred, sharp, s.exposureFraction());
  }

  private static FloatImage cut(PackedPicture picture, Box box) {
    return picture.crop(box.top(), box.left(), box.height(), box.width()).toImage();
  }

  private static FloatImage guided(
      Sequence s, int i, Box crop, double exposure, SplittableRandom random) {
    PackedPicture picture = s.blurred().get(i);
    Box outer =
        new Box(
            Math.max(0, crop.top() - MARGIN_PX),
            Math.max(0, crop.left() - MARGIN_PX),
            Math.min(picture.height(), crop.bottom() + MARGIN_PX),
            Math.min(picture.width(), crop.right() + MARGIN_PX));
    FloatImage seen =
        SharpPatches.USUAL.mixed(random, cut(picture, outer), cut(s.sharp().get(i), outer));
    return PathSamples.guided(seen, s.motion().get(i).exposed(exposure).paths(outer))
        .crop(crop.top() - outer.top(), crop.left() - outer.left(), crop.height(), crop.width());
  }

  /** A picture and its guide mirrored and with rows and columns exchanged. */
  private record Turn(boolean leftRight, boolean upDown, boolean exchanged) {
    FloatImage of(FloatImage picture) {
      int side = picture.height();
      FloatImage out = new FloatImage(picture.channels(), side, side);
      for (int c = 0; c < picture.channels(); c++) {
        int plane = c * side * side;
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            int v = upDown ? side - 1 - y : y;
            int u = leftRight ? side - 1 - x : x;
            out.data()[plane + y * side + x] =
                picture.data()[plane + (exchanged ? u * side + v : v * side + u)];
          }
        }
      }
      return out;
    }
  }
}
