package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;

/**
 * Physical blur without weights: every pixel is the mean light along its path, straight or curved.
 * Samples lie at most 0.7 px apart; pixels that do not move are returned bit by bit. What lies
 * outside the picture is its border repeated. Stateless after construction and thread-safe.
 */
public final class LineIntegralBlur implements BlurringModel {
  private static final double SPACING_PX = 0.7;

  /** Paths shorter than this are no motion that 8-bit pictures could show. */
  private static final double STILL_PX = 0.2;

  /** Tiles bound the memory and keep the margin small where motion is small. */
  private static final int TILE_PX = 256;

  private final LightTables tables;

  /** A blur of pictures whose values stand for light as {@code curve} says. */
  public LineIntegralBlur(TransferCurve curve) {
    this.tables = new LightTables(curve);
  }

  @Override
  public FloatImage blur(FloatImage sharp, Box box, BlurPath path) {
    if (path.height() != box.height() || path.width() != box.width()) {
      throw new IllegalArgumentException(
          "paths of "
              + path.height()
              + "x"
              + path.width()
              + " do not belong to a part of "
              + box.height()
              + "x"
              + box.width());
    }
    FloatImage out = sharp.crop(box.top(), box.left(), box.height(), box.width());
    for (int top = 0; top < box.height(); top += TILE_PX) {
      for (int left = 0; left < box.width(); left += TILE_PX) {
        Box tile =
            new Box(
                top,
                left,
                Math.min(box.height(), top + TILE_PX),
                Math.min(box.width(), left + TILE_PX));
        blurTile(sharp, box, tile, path, out);
      }
    }
    return out;
  }

  private void blurTile(FloatImage sharp, Box box, Box tile, BlurPath path, FloatImage out) {
    double reach = reach(path, tile);
    if (2 * reach < STILL_PX) {
      return;
    }
    Box source =
        new Box(
            box.top() + tile.top(),
            box.left() + tile.left(),
            box.top() + tile.bottom(),
            box.left() + tile.right());
    HalfPixelGrid grid = new HalfPixelGrid(sharp, source, (int) Math.ceil(reach) + 1, tables);
    float[] sum = new float[sharp.channels()];
    int plane = out.height() * out.width();
    for (int y = tile.top(); y < tile.bottom(); y++) {
      for (int x = tile.left(); x < tile.right(); x++) {
        int i = y * path.width() + x;
        double length = path.lengthPx(i);
        if (!(length >= STILL_PX)) {
          continue;
        }
        int samples = 1 + (int) Math.ceil(length / SPACING_PX);
        if (sum.length == 3) {
          integrate3(grid, path, i, y - tile.top(), x - tile.left(), samples, sum);
        } else {
          integrate(grid, path, i, y - tile.top(), x - tile.left(), samples, sum);
        }
        for (int c = 0; c < sum.length; c++) {
          out.data()[c * plane + i] = tables.encode(sum[c] / samples);
        }
      }
    }
  }

  /** Greatest distance of a path's point from its pixel along an axis, at least 0, finite. */
  private static double reach(BlurPath path, Box tile) {
    double reach = 0;
    for (int y = tile.top(); y < tile.bottom(); y++) {
      for (int x = tile.left(); x < tile.right(); x++) {
        int i = y * path.width() + x;
        double dx = Math.abs(path.linearX()[i]) / 2 + Math.abs(path.curveX()[i]) / 4;
        double dy = Math.abs(path.linearY()[i]) / 2 + Math.abs(path.curveY()[i]) / 4;
        double own = Math.max(dx, dy);
        if (!(own < 1e4)) {
          throw new IllegalArgumentException(
              "path of pixel (" + x + ", " + y + ") reaches " + own + " px");
        }
        reach = Math.max(reach, own);
      }
    }
    return reach;
  }

  /**
   * Sums the light along a path. What a pixel shows at time t was, at mid-exposure, where the path
   * run backwards leads: the sample is at the pixel minus the way.
   */
  private static void integrate(
      HalfPixelGrid grid, BlurPath path, int i, int y, int x, int samples, float[] sum) {
    java.util.Arrays.fill(sum, 0);
    float[] v = grid.values();
    int channels = sum.length;
    int stride = grid.stride();
    float centreX = 2 * (x + grid.marginPx());
    float centreY = 2 * (y + grid.marginPx());
    for (int k = 0; k < samples; k++) {
      float t = (k + 0.5f) / samples - 0.5f;
      float gx = centreX - 2 * t * (path.linearX()[i] + t * path.curveX()[i]);
      float gy = centreY - 2 * t * (path.linearY()[i] + t * path.curveY()[i]);
      int ix = (int) gx;
      int iy = (int) gy;
      float fx = gx - ix;
      float fy = gy - iy;
      int at = iy * stride + ix * channels;
      for (int c = 0; c < channels; c++) {
        float top = v[at + c] + fx * (v[at + channels + c] - v[at + c]);
        float low = v[at + stride + c];
        low += fx * (v[at + stride + channels + c] - low);
        sum[c] += top + fy * (low - top);
      }
    }
  }

  /** The same for three channels without an inner loop. */
  private static void integrate3(
      HalfPixelGrid grid, BlurPath path, int i, int y, int x, int samples, float[] sum) {
    float[] v = grid.values();
    int stride = grid.stride();
    float centreX = 2 * (x + grid.marginPx());
    float centreY = 2 * (y + grid.marginPx());
    float lx = -2 * path.linearX()[i];
    float ly = -2 * path.linearY()[i];
    float cx = -2 * path.curveX()[i];
    float cy = -2 * path.curveY()[i];
    float step = 1f / samples;
    float t = 0.5f * step - 0.5f;
    float r = 0;
    float g = 0;
    float b = 0;
    for (int k = 0; k < samples; k++, t += step) {
      float gx = centreX + t * (lx + t * cx);
      float gy = centreY + t * (ly + t * cy);
      int ix = (int) gx;
      int iy = (int) gy;
      float fx = gx - ix;
      float fy = gy - iy;
      float w11 = fx * fy;
      float w10 = fx - w11;
      float w01 = fy - w11;
      float w00 = 1 - fx - w01;
      int at = iy * stride + ix * 3;
      int below = at + stride;
      r += w00 * v[at] + w10 * v[at + 3] + w01 * v[below] + w11 * v[below + 3];
      g += w00 * v[at + 1] + w10 * v[at + 4] + w01 * v[below + 1] + w11 * v[below + 4];
      b += w00 * v[at + 2] + w10 * v[at + 5] + w01 * v[below + 2] + w11 * v[below + 5];
    }
    sum[0] = r;
    sum[1] = g;
    sum[2] = b;
  }
}
