package dev.attune.deblur.blur;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.FlowField;

/**
 * A frame and its motion to both neighbours.
 *
 * @param luma one channel, 0..1, in the stream's transfer
 * @param forward flow to the next frame, of the same size
 * @param backward flow to the frame before, of the same size
 */
public record MotionFrame(FloatImage luma, FlowField forward, FlowField backward) {
  /** Checks that sizes agree. */
  public MotionFrame {
    if (luma.channels() != 1
        || forward.height() != luma.height()
        || forward.width() != luma.width()
        || backward.height() != luma.height()
        || backward.width() != luma.width()) {
      throw new IllegalArgumentException(
          "luma of "
              + luma.channels()
              + "x"
              + luma.height()
              + "x"
              + luma.width()
              + " and flows of "
              + forward.height()
              + "x"
              + forward.width()
              + " and "
              + backward.height()
              + "x"
              + backward.width()
              + " are not of one frame");
    }
  }
}
