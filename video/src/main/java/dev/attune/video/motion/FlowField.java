package dev.attune.video.motion;

/**
 * Optical flow: pixel (x, y) of the first picture is found at (x + u, y + v) of the second.
 *
 * @param height rows
 * @param width columns
 * @param u motion to the right in pixels, row by row
 * @param v motion downwards in pixels, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // dense fields are their arrays
public record FlowField(int height, int width, float[] u, float[] v) {
  /** Checks that sizes and data agree. */
  public FlowField {
    if (u.length != height * width || v.length != u.length) {
      throw new IllegalArgumentException(
          "flow of "
              + height
              + "x"
              + width
              + " cannot have "
              + u.length
              + " and "
              + v.length
              + " values");
    }
  }
}
