package dev.attune.deblur.guide;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * Samples of a blurred picture along the path that each pixel took during its exposure. Blur along
 * a straight path of length L is a box of width L; in steps of L every such blur is the same one,
 * whatever its direction and length, and its inverse is a sum of the picture's derivative along the
 * path at odd multiples of L / 2. These samples are what a network needs to undo motion blur with
 * weights that do not depend on the motion. They do not change when a picture is mirrored or turned
 * with its paths. Immutable and thread-safe.
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

  private final int height;
  private final int width;
  private final int stride;
  private final float lastX;
  private final float lastY;

  /** [height + 1, width + 1]: the last row and column are repeated once. */
  private final float[] luma;

  private PathSamples(int height, int width) {
    this.height = height;
    this.width = width;
    this.stride = width + 1;
    this.lastX = width - 1;
    this.lastY = height - 1;
    this.luma = new float[(height + 1) * stride];
  }

  /**
   * Samples of a picture.
   *
   * @param planes colours [3, height, width], in any range of width 1, from its beginning
   */
  public static PathSamples of(FloatBuffer planes, int height, int width) {
    PathSamples out = new PathSamples(height, width);
    float[][] rows = new float[3][width];
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < 3; c++) {
        planes.get((c * height + y) * width, rows[c]);
      }
      int to = y * out.stride;
      for (int x = 0; x < width; x++) {
        out.luma[to + x] = (rows[0][x] + rows[1][x] + rows[2][x]) / 3;
      }
      out.luma[to + width] = out.luma[to + width - 1];
    }
    System.arraycopy(
        out.luma, (height - 1) * out.stride, out.luma, height * out.stride, out.stride);
    return out;
  }

  /**
   * A picture followed by its samples.
   *
   * @param picture colours [3, H, W] in 0..1
   * @param path of its pixels over its exposure, of the same size or, where the picture was padded
   *     at the bottom and right, smaller
   * @return [3 + CHANNELS, H, W]
   */
  public static FloatImage guided(FloatImage picture, BlurPath path) {
    if (picture.channels() != 3) {
      throw new IllegalArgumentException(
          "a picture of " + picture.channels() + " channels: 3 are wanted");
    }
    int height = picture.height();
    int width = picture.width();
    FloatImage out = new FloatImage(3 + CHANNELS, height, width);
    System.arraycopy(picture.data(), 0, out.data(), 0, picture.data().length);
    FloatBuffer all = FloatBuffer.wrap(out.data());
    of(all, height, width)
        .write(
            Box.whole(height, width),
            path,
            all.slice(3 * height * width, CHANNELS * height * width),
            1);
    return out;
  }

  /**
   * Writes the samples of a part of the picture.
   *
   * @param part inside the picture
   * @param path of its pixels over the exposure, from its upper left corner; where it is smaller
   *     than the part, its last row and column stand for what was padded
   * @param planes takes [CHANNELS, h, w] of the part from its beginning
   * @param threads work on it side by side
   */
  public void write(Box part, BlurPath path, FloatBuffer planes, int threads) {
    if (!Box.whole(height, width).contains(part)
        || path.height() > part.height()
        || path.width() > part.width()) {
      throw new IllegalArgumentException(
          "paths of "
              + path.height()
              + "x"
              + path.width()
              + " do not belong to "
              + part
              + " of a picture of "
              + height
              + "x"
              + width);
    }
    IntStream bands = IntStream.range(0, threads);
    (threads > 1 ? bands.parallel() : bands)
        .forEach(
            k ->
                new Band(part, path, planes)
                    .write(
                        (int) ((long) part.height() * k / threads),
                        (int) ((long) part.height() * (k + 1) / threads)));
  }

  /** Some rows of a part; used by one thread. */
  private final class Band {
    private final Box part;
    private final BlurPath path;
    private final FloatBuffer planes;
    private final float[] x;
    private final float[] y;
    private final float[] unitX;
    private final float[] unitY;
    private final float[] length;

    Band(Box part, BlurPath path, FloatBuffer planes) {
      this.part = part;
      this.path = path;
      this.planes = planes;
      this.x = new float[part.width()];
      this.y = new float[part.width()];
      this.unitX = new float[part.width()];
      this.unitY = new float[part.width()];
      this.length = new float[part.width()];
    }

    void write(int from, int to) {
      float[] out = new float[part.width()];
      for (int row = from; row < to; row++) {
        direct(row);
        int plane = 0;
        for (float f : FRACTIONS) {
          differences(row, f, 0, out);
          put(plane++, row, out);
        }
        for (float p : DISTANCES_PX) {
          differences(row, 0, p, out);
          put(plane++, row, out);
        }
        for (float f : SLOPES) {
          slopes(row, f, out);
          put(plane++, row, out);
        }
        for (int i = 0; i < out.length; i++) {
          out[i] = length[i] / LENGTH_UNIT_PX;
        }
        put(plane, row, out);
      }
    }

    private void put(int plane, int row, float[] values) {
      planes.put((plane * part.height() + row) * part.width(), values);
    }

    /** Ways of a row's pixels. */
    private void direct(int row) {
      int from = Math.min(row, path.height() - 1) * path.width();
      for (int i = 0; i < x.length; i++) {
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
      int own = (part.top() + row) * stride + part.left();
      for (int i = 0; i < out.length; i++) {
        out[i] =
            sample(
                    part.left() + i + fraction * x[i] + distancePx * unitX[i],
                    part.top() + row + fraction * y[i] + distancePx * unitY[i])
                - luma[own + i];
      }
    }

    private void slopes(int row, float fraction, float[] out) {
      for (int i = 0; i < out.length; i++) {
        float px = part.left() + i + fraction * x[i];
        float py = part.top() + row + fraction * y[i];
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
  }
}
