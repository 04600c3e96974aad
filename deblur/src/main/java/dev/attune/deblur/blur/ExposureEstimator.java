package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.FlowField;

/**
 * Measures the exposure fraction of a video from the video itself. Where a frame moved much less
 * than its neighbour it is sharper; brought onto the neighbour by optical flow and blurred along
 * the neighbour's paths, it should equal the neighbour. The exposure fraction for which the sum of
 * squared differences over all such pairs is least is the answer. The blur that the sharper frame
 * has already is taken off the paths (blurs along one line add up as squares of lengths). Work
 * stays small for long videos: pairs are taken ever more rarely. Not thread-safe.
 */
public final class ExposureEstimator {
  private static final double STEP = 0.1;
  private static final int STEPS = 14;
  private static final double MIN_LENGTH_PX = 3;
  private static final double MAX_LENGTH_PX = 40;
  private static final double MAX_LENGTH_RATIO = 0.65;
  private static final double MIN_CONSISTENT = 0.25;
  private static final double CONSISTENT_PX = 0.5;
  private static final int BOX_PX = 256;
  private static final int PAIRS_PER_DOUBLING = 12;
  private static final double MIN_EXPLAINED = 0.1;

  private final MotionBlurEstimate motion = new MotionBlurEstimate(true);
  private final LineIntegralBlur blur;
  private final double[] error = new double[STEPS];
  private MotionFrame previous;
  private double previousLength;
  private int pairs;
  private long seen;
  private long stride = 1;

  /** An estimator for a video whose values stand for light as {@code curve} says. */
  public ExposureEstimator(TransferCurve curve) {
    this.blur = new LineIntegralBlur(curve);
  }

  /**
   * Takes the next frame that has both flows.
   *
   * @param follows whether it is the frame after the last one given, in the same scene
   */
  public void add(MotionFrame frame, boolean follows) {
    Box all = centre(frame.luma().height(), frame.luma().width());
    double length = motion.paths(frame.forward(), frame.backward(), 1).crop(all).meanLengthPx();
    if (follows
        && previous != null
        && previous.luma().data().length == frame.luma().data().length) {
      if (useful(previousLength, length)) {
        consider(frame, previous, frame.backward(), previous.forward(), all);
      } else if (useful(length, previousLength)) {
        consider(previous, frame, previous.forward(), frame.backward(), all);
      }
    }
    previous = frame;
    previousLength = length;
  }

  /** The estimate from what was given so far. */
  public ExposureEstimate estimate() {
    int best = 0;
    for (int i = 1; i < STEPS; i++) {
      if (error[i] < error[best]) {
        best = i;
      }
    }
    double explained = error[0] > 0 ? 1 - error[best] / error[0] : 0;
    if (pairs == 0 || explained < MIN_EXPLAINED || best == 0) {
      return new ExposureEstimate(ExposureEstimate.USUAL, pairs, explained, false);
    }
    double shift = 0;
    if (best < STEPS - 1) { // vertex of the parabola through the least value and its neighbours
      double below = error[best - 1] - error[best];
      double above = error[best + 1] - error[best];
      shift = (below - above) / (2 * (below + above));
    }
    double fraction = Math.min(1, (best + shift) * STEP); // the shutter closes between frames
    return new ExposureEstimate(fraction, pairs, explained, true);
  }

  private static boolean useful(double sharper, double blurrier) {
    return blurrier >= MIN_LENGTH_PX
        && blurrier <= MAX_LENGTH_PX
        && sharper <= MAX_LENGTH_RATIO * blurrier;
  }

  private static Box centre(int height, int width) {
    int h = Math.min(height, BOX_PX);
    int w = Math.min(width, BOX_PX);
    int top = (height - h) / 2;
    int left = (width - w) / 2;
    return new Box(top, left, top + h, left + w);
  }

  private void consider(
      MotionFrame blurrier, MotionFrame sharper, FlowField there, FlowField back, Box box) {
    if (seen++ % stride != 0) {
      return;
    }
    WarpedPair pair = new WarpedPair(blurrier, sharper, there, back, CONSISTENT_PX);
    BlurPath path = pair.missingBlur(motion).crop(box);
    if (pair.consistentShare(box) < MIN_CONSISTENT) {
      return;
    }
    for (int i = 0; i < STEPS; i++) {
      FloatImage again =
          i == 0
              ? pair.warped().crop(box.top(), box.left(), box.height(), box.width())
              : blur.blur(pair.warped(), box, path.exposed(i * STEP));
      error[i] += pair.squaredError(again, box);
    }
    pairs++;
    if (pairs % PAIRS_PER_DOUBLING == 0) {
      stride *= 2;
    }
  }
}
