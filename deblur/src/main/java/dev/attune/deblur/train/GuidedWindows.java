package dev.attune.deblur.train;

import dev.attune.deblur.blur.SharpPatches;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.condition.MotionTracker;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.guide.PathSamples;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.OpticalFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gives the pictures of another source their samples along paths, measured as in a video: by
 * optical flow between the blurred frames, with an exposure that is not quite right.
 *
 * @param frames windows of T + 2 frames of known exposure; the outer two only show motion
 * @param cropPx side of the windows that are given, cut from the middle
 * @param seed of errors
 */
public record GuidedWindows(WindowSource frames, int cropPx, long seed) implements WindowSource {
  /** Measured exposures are wrong by up to this share. */
  private static final double EXPOSURE_ERROR = 0.15;

  private static final int ANY_WIDTH_PX = 640;

  @Override
  public TrainingWindow window(long index) {
    TrainingWindow plain = frames.window(index);
    double exposure = plain.exposureFraction() * error(seed, index);
    List<FloatImage> blurred = new ArrayList<>();
    List<FloatImage> sharp = new ArrayList<>();
    List<ReducedPaths> motion = motion(plain.blurred());
    SplittableRandom random = new SplittableRandom(seed * 127 + index);
    for (int i = 1; i < plain.blurred().size() - 1; i++) {
      BlurPath path = motion.get(i).exposed(exposure).paths();
      FloatImage whole = plain.blurred().get(i);
      FloatImage seen = SharpPatches.USUAL.mixed(random, whole, plain.sharp().get(i));
      blurred.add(middle(PathSamples.guided(seen, path)));
      sharp.add(middle(plain.sharp().get(i)));
    }
    return new TrainingWindow(blurred, sharp, plain.exposureFraction());
  }

  /** A factor by which a measured exposure may be wrong. */
  private static double error(long seed, long index) {
    return 1 + EXPOSURE_ERROR * (2 * new SplittableRandom(seed * 31 + index).nextDouble() - 1);
  }

  private static List<ReducedPaths> motion(List<FloatImage> pictures) {
    List<ReducedPaths> out = new ArrayList<>();
    try (OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM)) {
      MotionTracker tracker = new MotionTracker(flow, ANY_WIDTH_PX);
      MotionBlurEstimate straight = new MotionBlurEstimate(false);
      for (FloatImage picture : pictures) {
        tracker.next(luma(picture), false).ifPresent(m -> out.add(m.paths(straight)));
      }
      tracker.end().ifPresent(m -> out.add(m.paths(straight)));
    }
    return out;
  }

  private static FloatImage luma(FloatImage picture) {
    int n = picture.height() * picture.width();
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          0.299f * picture.data()[i]
              + 0.587f * picture.data()[n + i]
              + 0.114f * picture.data()[2 * n + i];
    }
    return new FloatImage(1, picture.height(), picture.width(), values);
  }

  private FloatImage middle(FloatImage picture) {
    return picture.crop(
        (picture.height() - cropPx) / 2, (picture.width() - cropPx) / 2, cropPx, cropPx);
  }
}
