package dev.attune.adaptation.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * The one way between described pixel buffers and the planes of floats [3, H, W] that networks
 * take. A sample v becomes {@code v / max - subtract}. Planes are enlarged to multiples of a size
 * by reflection at the right and at the bottom, and cropped on the way back. Immutable and
 * thread-safe.
 *
 * @param blueFirst whether the network's first plane is blue (BGR) rather than red
 * @param subtract taken off after scaling to 0..1
 * @param multiple height and width of the planes are multiples of this, at least 1
 */
public record PixelConverter(boolean blueFirst, float subtract, int multiple) {
  /** Checks the multiple. */
  public PixelConverter {
    if (multiple < 1) {
      throw new IllegalArgumentException("multiple " + multiple + ": at least 1 is allowed");
    }
  }

  /** {@code size} rounded up to a multiple. */
  public int padded(int size) {
    return (size + multiple - 1) / multiple * multiple;
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
    int w = padded(picture.width());
    int h = padded(picture.height());
    FloatBuffer out = planes.duplicate().clear().order(ByteOrder.nativeOrder()).asFloatBuffer();
    float[] line = new float[w];
    int[] samples = new int[picture.width() * picture.channels()];
    float scale = 1f / max(picture);
    for (int y = 0; y < h; y++) {
      row(picture, reflect(y, picture.height()), samples);
      for (int plane = 0; plane < 3; plane++) {
        int c = picture.channels() == 1 ? 0 : blueFirst ? 2 - plane : plane;
        for (int x = 0, at = c; x < picture.width(); x++, at += picture.channels()) {
          line[x] = samples[at] * scale - subtract;
        }
        for (int x = picture.width(); x < w; x++) {
          line[x] = line[reflect(x, picture.width())];
        }
        out.put((plane * h + y) * w, line, 0, w);
      }
    }
  }

  /**
   * Writes planes into a picture of the same sizes as the one they came from: rounded half up,
   * limited to the range. Gray becomes the mean of the planes; opacity is left as it is.
   */
  public void toPicture(ByteBuffer planes, PixelBuffer picture) {
    int w = padded(picture.width());
    int h = padded(picture.height());
    FloatBuffer in = planes.duplicate().clear().order(ByteOrder.nativeOrder()).asFloatBuffer();
    float[][] lines = new float[3][picture.width()];
    int max = max(picture);
    byte[] bytes = new byte[picture.width() * picture.channels()];
    short[] shorts = new short[bytes.length];
    ShortBuffer wide =
        picture.data().duplicate().clear().order(ByteOrder.nativeOrder()).asShortBuffer();
    for (int y = 0; y < picture.height(); y++) {
      for (int plane = 0; plane < 3; plane++) {
        in.get((plane * h + y) * w, lines[blueFirst ? 2 - plane : plane], 0, picture.width());
      }
      if (picture.channels() == 1) {
        for (int x = 0; x < picture.width(); x++) {
          lines[0][x] = (lines[0][x] + lines[1][x] + lines[2][x]) / 3;
        }
      }
      int from = y * picture.strideBytes();
      if (picture.bitDepth() == 8) {
        if (picture.channels() == 4) {
          picture.data().get(from, bytes);
        }
        for (int c = 0; c < Math.min(3, picture.channels()); c++) {
          for (int x = 0, at = c; x < picture.width(); x++, at += picture.channels()) {
            bytes[at] = (byte) sample(lines[c][x], max);
          }
        }
        picture.data().put(from, bytes);
      } else {
        if (picture.channels() == 4) {
          wide.get(from / 2, shorts);
        }
        for (int c = 0; c < Math.min(3, picture.channels()); c++) {
          for (int x = 0, at = c; x < picture.width(); x++, at += picture.channels()) {
            shorts[at] = (short) sample(lines[c][x], max);
          }
        }
        wide.put(from / 2, shorts);
      }
    }
  }

  private int sample(float value, int max) {
    // NaN becomes 0.
    return (int) Math.min(max, Math.max(0f, (value + subtract) * max + 0.5f));
  }

  private static void row(PixelBuffer picture, int y, int[] samples) {
    int from = y * picture.strideBytes();
    if (picture.bitDepth() == 8) {
      byte[] bytes = new byte[samples.length];
      picture.data().get(from, bytes);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = bytes[i] & 0xff;
      }
    } else {
      short[] shorts = new short[samples.length];
      picture
          .data()
          .duplicate()
          .clear()
          .order(ByteOrder.nativeOrder())
          .asShortBuffer()
          .get(from / 2, shorts);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = shorts[i] & 0xffff;
      }
    }
  }

  private static int max(PixelBuffer picture) {
    return (1 << picture.bitDepth()) - 1;
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
