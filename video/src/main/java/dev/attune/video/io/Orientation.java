package dev.attune.video.io;

import dev.attune.video.frame.Rational;
import java.nio.ByteBuffer;

/**
 * A turn by a multiple of 90 degrees, perhaps with mirroring: stored pixel (p, q) is shown at (a p
 * + c q, b p + d q) plus a shift that makes the picture begin at (0, 0). Each factor is -1, 0 or 1.
 */
record Orientation(int a, int b, int c, int d) {
  /** Shown as stored. */
  static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

  private static final double TOLERANCE = 0.01;

  /**
   * The turn that a display matrix asks for, or null where it is none by a multiple of 90 degrees.
   *
   * @param matrix nine values of FFmpeg's display matrix, the factors at 0, 1, 3 and 4
   */
  static Orientation of(int[] matrix) {
    double scale = Math.hypot(matrix[0], matrix[1]);
    if (scale == 0) {
      return null;
    }
    int[] factors = new int[4];
    int[] from = {0, 1, 3, 4};
    for (int i = 0; i < 4; i++) {
      double value = matrix[from[i]] / scale;
      long whole = Math.round(value);
      if (Math.abs(value - whole) > TOLERANCE || Math.abs(whole) > 1) {
        return null;
      }
      factors[i] = (int) whole;
    }
    Orientation out = new Orientation(factors[0], factors[1], factors[2], factors[3]);
    // One factor a row and column, or it shears.
    boolean turns =
        Math.abs(out.a) + Math.abs(out.b) == 1
            && Math.abs(out.c) + Math.abs(out.d) == 1
            && Math.abs(out.a) + Math.abs(out.c) == 1;
    return turns ? out : null;
  }

  /** Degrees clockwise: 0, 90, 180 or 270. */
  int degrees() {
    return a == 1 ? 0 : a == -1 ? 180 : b == 1 ? 90 : 270;
  }

  /** Whether width and height change places. */
  boolean swapsSides() {
    return a == 0;
  }

  /** The shape of a pixel after turning. */
  Rational turn(Rational sampleAspect) {
    return swapsSides() ? sampleAspect.inverse() : sampleAspect;
  }

  /**
   * Writes the turned picture.
   *
   * @param stored tightly packed rows of {@code width} pixels
   * @param width of the stored picture
   * @param height of the stored picture
   * @param pixelBytes bytes of a pixel
   * @param shown receives the rows of the turned picture, tightly packed
   */
  void turn(ByteBuffer stored, int width, int height, int pixelBytes, ByteBuffer shown) {
    byte[] in = new byte[width * height * pixelBytes];
    stored.get(0, in);
    byte[] out = new byte[in.length];
    int columns = swapsSides() ? height : width;
    int rows = swapsSides() ? width : height;
    int shiftX = (a < 0 ? width - 1 : 0) + (c < 0 ? height - 1 : 0);
    int shiftY = (b < 0 ? width - 1 : 0) + (d < 0 ? height - 1 : 0);
    // The inverse of an orthogonal matrix is its transpose: p = a x + b y, q = c x + d y.
    int step = (c * width + a) * pixelBytes;
    int to = 0;
    for (int y = 0; y < rows; y++) {
      int p = -a * shiftX + b * (y - shiftY);
      int q = -c * shiftX + d * (y - shiftY);
      int from = (q * width + p) * pixelBytes;
      for (int x = 0; x < columns; x++) {
        for (int k = 0; k < pixelBytes; k++) {
          out[to++] = in[from + k];
        }
        from += step;
      }
    }
    shown.put(0, out);
  }
}
