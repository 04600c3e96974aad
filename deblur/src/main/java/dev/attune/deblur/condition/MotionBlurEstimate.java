package dev.attune.deblur.condition;

import dev.attune.video.motion.FlowField;

/**
 * The blur of a frame measured from motion, without weights: a point that flow brings to {@code f}
 * in the next frame and was at {@code g} in the one before moves, at constant acceleration, by
 * {@code (f - g) / 2 * s + (f + g) / 2 * s^2} at time {@code s} (in frames); the shutter is open
 * for a fraction of the time between frames, around {@code s = 0}. Stateless and thread-safe.
 */
public final class MotionBlurEstimate {
  private final boolean curved;

  /**
   * An estimate with straight or curved paths.
   *
   * @param curved whether acceleration bends the paths
   */
  public MotionBlurEstimate(boolean curved) {
    this.curved = curved;
  }

  /**
   * Paths of the pixels of frame t over its exposure. Flow that is not finite counts as still.
   * Acceleration is believed up to half of the speed: what is beyond comes from pixels that one of
   * the neighbours does not show.
   *
   * @param forward flow t to t+1
   * @param backward flow t to t-1
   * @param exposureFraction open time of the shutter over the time between frames, above 0, at most
   *     2
   */
  public BlurPath paths(FlowField forward, FlowField backward, double exposureFraction) {
    if (forward.height() != backward.height() || forward.width() != backward.width()) {
      throw new IllegalArgumentException(
          "flows of "
              + forward.height()
              + "x"
              + forward.width()
              + " and "
              + backward.height()
              + "x"
              + backward.width()
              + " are not of one frame");
    }
    if (!(exposureFraction > 0 && exposureFraction <= 2)) {
      throw new IllegalArgumentException(
          "exposure fraction " + exposureFraction + ": above 0 and at most 2 is allowed");
    }
    int n = forward.u().length;
    BlurPath path = BlurPath.still(forward.height(), forward.width());
    float e = (float) exposureFraction;
    for (int i = 0; i < n; i++) {
      float speedX = (forward.u()[i] - backward.u()[i]) / 2;
      float speedY = (forward.v()[i] - backward.v()[i]) / 2;
      float bendX = (forward.u()[i] + backward.u()[i]) / 2;
      float bendY = (forward.v()[i] + backward.v()[i]) / 2;
      float speed = speedX * speedX + speedY * speedY;
      float bend = bendX * bendX + bendY * bendY;
      if (!Float.isFinite(speed) || !Float.isFinite(bend)) {
        continue;
      }
      path.linearX()[i] = e * speedX;
      path.linearY()[i] = e * speedY;
      if (curved) {
        float believed =
            4 * bend <= speed ? 1 : (float) (Math.sqrt(speed / Math.max(bend, 1e-20)) / 2);
        path.curveX()[i] = e * e * believed * bendX;
        path.curveY()[i] = e * e * believed * bendY;
      }
    }
    return path;
  }
}
