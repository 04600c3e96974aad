package dev.attune.adaptation.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The one way between described pixel buffers and the planes of floats [3, H, W] that networks
 * take. A sample v becomes {@code v / max * multiply - subtract}. Planes are enlarged to multiples
 * of a size by reflection at the right and at the bottom, and cropped on the way back. Immutable
 * and thread-safe.
 *
 * @param blueFirst whether the network's first plane is blue (BGR) rather than red
 * @param multiply greatest value before {@code subtract}, above 0; 1 for most networks, 255 for
 *     some
 * @param subtract taken off after scaling
 * @param multiple height and width of the planes are multiples of this, at least 1
 */
public record PixelConverter(boolean blueFirst, float multiply, float subtract, int multiple) {
  /** Checks the ranges. */
  public PixelConverter {
    if (multiple < 1) {
      throw new IllegalArgumentException("multiple " + multiple + ": at least 1 is allowed");
    }
    if (!(multiply > 0 && multiply < Float.POSITIVE_INFINITY) || !Float.isFinite(subtract)) {
      throw new IllegalArgumentException(
          "multiply "
              + multiply
              + " and subtract "
              + subtract
              + ": finite numbers are allowed, the first above 0");
    }
  }

  /** For networks that take values from {@code -subtract} to {@code 1 - subtract}. */
  public PixelConverter(boolean blueFirst, float subtract, int multiple) {
    this(blueFirst, 1, subtract, multiple);
  }

  /** {@code size} rounded up to a multiple. */
  public int padded(int size) {
    return Math.multiplyExact(Math.floorDiv(size - 1, multiple) + 1, multiple);
  }

  /** Bytes of the planes of a picture. */
  public int planeBytes(int width, int height) {
    return Math.multiplyExact(12, Math.multiplyExact(padded(width), padded(height)));
  }

  /**
   * Fills the planes of a picture. Gray is given to all planes; opacity is left out.
   *
   * @param planes native byte order, {@link #planeBytes} from position 0
   */
  public void toPlanes(PixelBuffer picture, ByteBuffer planes) {
    FloatBuffer out = floats(picture, planes);
    int w = padded(picture.width());
    int h = padded(picture.height());
    PixelRow row = new PixelRow(picture);
    float[] values = values(picture);
    float[] line = new float[w];
    for (int y = 0; y < h; y++) {
      row.read(reflect(y, picture.height()));
      for (int plane = 0; plane < 3; plane++) {
        row.channel(channel(picture, plane), values, line);
        for (int x = picture.width(); x < w; x++) {
          line[x] = line[reflect(x, picture.width())];
        }
        out.put((plane * h + y) * w, line);
      }
    }
  }

  /**
   * Writes planes into a picture of the same sizes as the one they came from: rounded half up,
   * limited to the range, NaN as 0. Gray becomes the mean of the planes; opacity is left as it is.
   */
  public void toPicture(ByteBuffer planes, PixelBuffer picture) {
    FloatBuffer in = floats(picture, planes);
    int w = padded(picture.width());
    int h = padded(picture.height());
    PixelRow row = new PixelRow(picture);
    float scale = row.max() / multiply;
    float offset = subtract * scale + 0.5f;
    float[] line = new float[picture.width()];
    float[] mean = new float[picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      if (picture.channels() == 4) {
        row.read(y);
      }
      for (int plane = 0; plane < 3; plane++) {
        in.get((plane * h + y) * w, line);
        if (picture.channels() == 1) {
          for (int x = 0; x < line.length; x++) {
            mean[x] =
                plane == 0 ? line[x] : plane == 1 ? mean[x] + line[x] : (mean[x] + line[x]) / 3;
          }
        } else {
          row.setChannel(channel(picture, plane), line, scale, offset);
        }
      }
      if (picture.channels() == 1) {
        row.setChannel(0, mean, scale, offset);
      }
      row.write(y);
    }
  }

  private FloatBuffer floats(PixelBuffer picture, ByteBuffer planes) {
    int wanted = planeBytes(picture.width(), picture.height());
    if (planes.capacity() < wanted) {
      throw new IllegalArgumentException(
          "planes of a picture of "
              + picture.width()
              + "x"
              + picture.height()
              + " take "
              + wanted
              + " bytes, the buffer has "
              + planes.capacity());
    }
    return planes.duplicate().clear().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private int channel(PixelBuffer picture, int plane) {
    return picture.channels() == 1 ? 0 : blueFirst ? 2 - plane : plane;
  }

  /** What each sample becomes: a look-up is as fast as the division and as exact. */
  private float[] values(PixelBuffer picture) {
    int max = (1 << picture.bitDepth()) - 1;
    float[] out = new float[max + 1];
    for (int v = 0; v <= max; v++) {
      out[v] = (float) v / max * multiply - subtract;
    }
    return out;
  }

  /**
   * The index in 0..n-1 that {@code i} is reflected to, without repeating the border; again and
   * again if need be.
   */
  private static int reflect(int i, int n) {
    if (n == 1) {
      return 0;
    }
    int m = i % (2 * (n - 1));
    return m < n ? m : 2 * (n - 1) - m;
  }
}
