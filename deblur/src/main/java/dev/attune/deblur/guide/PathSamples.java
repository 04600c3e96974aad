package dev.attune.deblur.guide;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.video.frame.FloatImage;
import java.nio.FloatBuffer;

/**
 * Samples of a blurred picture along the path that each pixel took during its exposure. Blur along
 * a straight path of length L is a box of width L; in steps of L every such blur is the same one,
 * whatever its direction and length, and its inverse is a sum of the picture's derivative along the
 * path at odd multiples of L / 2. These samples are what a network needs to undo motion blur with
 * weights that do not depend on the motion. They do not change when a picture is mirrored or turned
 * with its paths. Stateless and thread-safe.
 *
 * <p>The planes, all of luma (mean of the colours, in 0..1): the difference from the pixel's own at
 * {@link #FRACTIONS} of the path; the same at {@link #DISTANCES_PX} along it; the derivative along
 * the path times its length at {@link #SLOPES} of it; the length of the path in units of 16 px.
 */
public final class PathSamples {
  /** Where luma is taken, in lengths of the path. */
  static final float[] FRACTIONS = {-0.75f, -0.5f, -0.25f, 0.25f, 0.5f, 0.75f, -1, 1, -2, 2};

  /** Where luma is taken, in pixels along the path. */
  static final float[] DISTANCES_PX = {-2, -1, 1, 2};

  /** Where the derivative is taken, in lengths of the path. */
  static final float[] SLOPES = {-1.5f, -0.5f, 0.5f, 1.5f};

  /** Samples that a deblurring kernel weighs. */
  public static final int KERNEL = FRACTIONS.length + DISTANCES_PX.length + SLOPES.length;

  /** All planes: those of the kernel, then the length. */
  public static final int CHANNELS = KERNEL + 1;

  /** Unit of the last plane. */
  public static final float LENGTH_UNIT_PX = 16;

  private static final float SHORTEST_SLOPE_PX = 0.5f;
  private static final float LONGEST_SLOPE_PX = 40;
  private static final float NO_LENGTH_PX = 1e-3f;

  private PathSamples() {}

  /**
   * A picture followed by its samples.
   *
   * @param picture colours [3, H, W] in 0..1
   * @param path of its pixels over its exposure, of the same size or, where the picture was padded
   *     at the bottom and right, smaller
   * @return [3 + CHANNELS, H, W]
   */
  public static FloatImage guided(FloatImage picture, BlurPath path) {
    int n = picture.height() * picture.width();
    FloatImage out = new FloatImage(3 + CHANNELS, picture.height(), picture.width());
    System.arraycopy(picture.data(), 0, out.data(), 0, 3 * n);
    new Sampling(picture, path)
        .into(
            (plane, row, values) ->
                System.arraycopy(
                    values, 0, out.data(), (3 + plane) * n + row * picture.width(), values.length));
    return out;
  }

  /**
   * Writes the samples of a picture.
   *
   * @param picture colours [3, H, W] in any range of width 1
   * @param path as in {@link #guided}
   * @param planes takes [CHANNELS, H, W] from its beginning
   */
  public static void write(FloatImage picture, BlurPath path, FloatBuffer planes) {
    int n = picture.height() * picture.width();
    new Sampling(picture, path)
        .into((plane, row, values) -> planes.put(plane * n + row * picture.width(), values));
  }

  /** Takes a row of a plane, which it must not keep. */
  private interface RowSink {
    void row(int plane, int row, float[] values);
  }

  /** One picture and its paths. */
  private static final class Sampling {
    private final int height;
    private final int width;
    private final BlurPath path;

    /** [height + 1, width + 1]: the last row and column are repeated once. */
    private final float[] luma;

    private final int stride;
    private final float lastX;
    private final float lastY;
    private final float[] x;
    private final float[] y;
    private final float[] unitX;
    private final float[] unitY;
    private final float[] length;

    Sampling(FloatImage picture, BlurPath path) {
      if (picture.channels() != 3
          || path.height() > picture.height()
          || path.width() > picture.width()) {
        throw new IllegalArgumentException(
            "paths of "
                + path.height()
                + "x"
                + path.width()
                + " do not belong to a picture of "
                + picture.channels()
                + "x"
                + picture.height()
                + "x"
                + picture.width());
      }
      this.height = picture.height();
      this.width = picture.width();
      this.path = path;
      this.stride = width + 1;
      this.luma = luma(picture);
      this.lastX = width - 1;
      this.lastY = height - 1;
      this.x = new float[width];
      this.y = new float[width];
      this.unitX = new float[width];
      this.unitY = new float[width];
      this.length = new float[width];
    }

    void into(RowSink sink) {
      float[] out = new float[width];
      for (int row = 0; row < height; row++) {
        direct(row);
        int plane = 0;
        for (float f : FRACTIONS) {
          differences(row, f, 0, out);
          sink.row(plane++, row, out);
        }
        for (float p : DISTANCES_PX) {
          differences(row, 0, p, out);
          sink.row(plane++, row, out);
        }
        for (float f : SLOPES) {
          slopes(row, f, out);
          sink.row(plane++, row, out);
        }
        for (int i = 0; i < width; i++) {
          out[i] = length[i] / LENGTH_UNIT_PX;
        }
        sink.row(plane, row, out);
      }
    }

    /** Ways of a row's pixels; the paths' last row and column stand for what was padded. */
    private void direct(int row) {
      int from = Math.min(row, path.height() - 1) * path.width();
      for (int i = 0; i < width; i++) {
        int k = from + Math.min(i, path.width() - 1);
        x[i] = path.linearX()[k];
        y[i] = path.linearY()[k];
        length[i] = (float) Math.sqrt(x[i] * x[i] + y[i] * y[i]);
        float unit = 1 / Math.max(length[i], NO_LENGTH_PX);
        unitX[i] = x[i] * unit;
        unitY[i] = y[i] * unit;
      }
    }

    private void differences(int row, float fraction, float distancePx, float[] out) {
      for (int i = 0; i < width; i++) {
        out[i] =
            sample(
                    i + fraction * x[i] + distancePx * unitX[i],
                    row + fraction * y[i] + distancePx * unitY[i])
                - luma[row * stride + i];
      }
    }

    private void slopes(int row, float fraction, float[] out) {
      for (int i = 0; i < width; i++) {
        float px = i + fraction * x[i];
        float py = row + fraction * y[i];
        float ahead = sample(px + 0.5f * unitX[i], py + 0.5f * unitY[i]);
        float behind = sample(px - 0.5f * unitX[i], py - 0.5f * unitY[i]);
        out[i] =
            (ahead - behind) * Math.min(LONGEST_SLOPE_PX, Math.max(SHORTEST_SLOPE_PX, length[i]));
      }
    }

    /** Bilinear; what lies outside is the border. */
    private float sample(float px, float py) {
      float cx = px;
      float cy = py;
      // Written for what is nearly always the case; this is where the time goes.
      if (!(px >= 0 && px <= lastX && py >= 0 && py <= lastY)) {
        cx = Math.min(lastX, Math.max(0f, px));
        cy = Math.min(lastY, Math.max(0f, py));
      }
      int ix = (int) cx;
      int iy = (int) cy;
      float fx = cx - ix;
      float fy = cy - iy;
      int at = iy * stride + ix;
      int below = at + stride;
      float upper = luma[at] + fx * (luma[at + 1] - luma[at]);
      float lower = luma[below] + fx * (luma[below + 1] - luma[below]);
      return upper + fy * (lower - upper);
    }

    private static float[] luma(FloatImage picture) {
      int height = picture.height();
      int width = picture.width();
      int n = height * width;
      float[] d = picture.data();
      float[] out = new float[(height + 1) * (width + 1)];
      for (int y = 0; y <= height; y++) {
        int from = Math.min(y, height - 1) * width;
        int to = y * (width + 1);
        for (int x = 0; x < width; x++) {
          int i = from + x;
          out[to + x] = (d[i] + d[n + i] + d[2 * n + i]) / 3;
        }
        out[to + width] = out[to + width - 1];
      }
      return out;
    }
  }
}
