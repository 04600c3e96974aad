package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.motion.FlowField;
import java.util.Arrays;
import java.util.Optional;

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

  /** A pair counts where blur explains this share of its difference. */
  private static final double MIN_EXPLAINED = 0.1;

  private static final int MIN_PAIRS = 2;

  /** Share of the pairs that blur must explain; the others are held to be badly matched. */
  private static final double MIN_SHARE = 0.15;

  /** Step of the exposure that lasts all the time between frames. */
  private static final int STEPS_TO_FULL = 10;

  /** Blur of a full exposure that raises the least error by this factor is not there. */
  private static final double CONTRADICTED = 1.5;

  private static final double SHORTEST = 0.05;

  private final MotionBlurEstimate motion = new MotionBlurEstimate(true);
  private final LineIntegralBlur blur;
  private final Sums all = new Sums();
  private final Sums explained = new Sums();
  private MotionFrame previous;
  private double previousLength;
  private long seen;
  private long stride = 1;

  /** An estimator for a video whose values stand for light as {@code curve} says. */
  public ExposureEstimator(TransferCurve curve) {
    this.blur = new LineIntegralBlur(curve);
  }

  /**
   * What was seen so far.
   *
   * @param allErrors sums over all pairs
   * @param allPairs how many
   * @param explainedErrors sums over the pairs that blur explains
   * @param explainedPairs how many
   * @param previous the last frame that was given
   * @param previousLength mean length of its paths
   * @param seen pairs that could have been taken
   * @param stride how rarely they are taken
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  public record State(
      double[] allErrors,
      int allPairs,
      double[] explainedErrors,
      int explainedPairs,
      Optional<MotionFrame> previous,
      double previousLength,
      long seen,
      long stride) {}

  /** What was seen so far, for going on later. */
  public State state() {
    return new State(
        all.error.clone(),
        all.pairs,
        explained.error.clone(),
        explained.pairs,
        Optional.ofNullable(previous),
        previousLength,
        seen,
        stride);
  }

  /** Goes on where another one of the same curve was. */
  public void restore(State state) {
    all.restore(state.allErrors(), state.allPairs());
    explained.restore(state.explainedErrors(), state.explainedPairs());
    previous = state.previous().orElse(null);
    previousLength = state.previousLength();
    seen = state.seen();
    stride = state.stride();
  }

  /**
   * Takes the next frame that has both flows.
   *
   * @param follows whether it is the frame after the last one given, in the same scene
   */
  public void add(MotionFrame frame, boolean follows) {
    Box box = centre(frame.luma().height(), frame.luma().width());
    double length = motion.paths(frame.forward(), frame.backward(), 1).crop(box).meanLengthPx();
    if (follows
        && previous != null
        && previous.luma().data().length == frame.luma().data().length) {
      if (useful(previousLength, length)) {
        consider(frame, previous, frame.backward(), previous.forward(), box);
      } else if (useful(length, previousLength)) {
        consider(previous, frame, previous.forward(), frame.backward(), box);
      }
    }
    previous = frame;
    previousLength = length;
  }

  /**
   * The estimate from what was given so far: from the pairs that blur explains, if there are some;
   * else from all pairs, if blur makes them worse (the shutter was open for a very short time).
   */
  public ExposureEstimate estimate() {
    if (explained.pairs >= MIN_PAIRS && explained.pairs >= MIN_SHARE * all.pairs) {
      return explained.estimate();
    }
    if (all.pairs >= MIN_PAIRS && all.error[STEPS_TO_FULL] >= CONTRADICTED * all.least()) {
      return all.estimate();
    }
    return new ExposureEstimate(ExposureEstimate.USUAL, all.pairs, 0, false);
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
    double[] errors = new double[STEPS];
    errors[0] = pair.squaredError(pair.warped(box), box);
    for (int i = 1; i < STEPS; i++) {
      errors[i] = pair.squaredError(blur.blur(pair.warped(), box, path.exposed(i * STEP)), box);
    }
    all.add(errors);
    if (Arrays.stream(errors).min().getAsDouble() <= (1 - MIN_EXPLAINED) * errors[0]) {
      explained.add(errors);
    }
    if (all.pairs % PAIRS_PER_DOUBLING == 0) {
      stride *= 2;
    }
  }

  /** Sums over pairs, for every exposure tried. */
  private static final class Sums {
    private final double[] error = new double[STEPS];
    private int pairs;

    void add(double[] errors) {
      for (int i = 0; i < STEPS; i++) {
        error[i] += errors[i];
      }
      pairs++;
    }

    void restore(double[] errors, int count) {
      System.arraycopy(errors, 0, error, 0, STEPS);
      pairs = count;
    }

    double least() {
      return Arrays.stream(error).min().getAsDouble();
    }

    ExposureEstimate estimate() {
      int best = 0;
      for (int i = 1; i < STEPS; i++) {
        best = error[i] < error[best] ? i : best;
      }
      double shift = 0;
      if (best > 0 && best < STEPS - 1) { // vertex of the parabola through the least and its sides
        double below = error[best - 1] - error[best];
        double above = error[best + 1] - error[best];
        shift = (below - above) / (2 * (below + above));
      }
      // the shutter opens at all, and closes between frames
      double fraction = Math.min(1, Math.max(SHORTEST, (best + shift) * STEP));
      double share = error[0] > 0 ? 1 - error[best] / error[0] : 0;
      return new ExposureEstimate(fraction, pairs, share, true);
    }
  }
}
