package dev.attune.deblur.blur;

import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;

/**
 * The light of a rectangle of a picture on a grid of half pixels, with a margin around it where the
 * picture's border is repeated. Between pixels a six-tap filter is used, so that bilinear sampling
 * of the grid adds only a quarter of the blur that it adds to the pixels themselves.
 */
final class HalfPixelGrid {
  private final int channels;
  private final int stride;
  private final float[] values;
  private final int marginPx;

  HalfPixelGrid(FloatImage picture, Box box, int marginPx, LightTables tables) {
    this.channels = picture.channels();
    this.marginPx = marginPx;
    int height = box.height() + 2 * marginPx;
    int width = box.width() + 2 * marginPx;
    float[] light = light(picture, box, height, width, tables);
    this.stride = 2 * width * channels;
    this.values = new float[2 * height * stride];
    widen(light, height, width);
    for (int y = 0; y < height; y++) {
      halfRow(y, height);
    }
  }

  /** Samples of a grid row. */
  int stride() {
    return stride;
  }

  /**
   * Interleaved samples; pixel (y, x) of the box is at grid row 2(y + margin), column 2(x +
   * margin).
   */
  float[] values() {
    return values;
  }

  /** Pixels around the box that the grid covers. */
  int marginPx() {
    return marginPx;
  }

  private float[] light(FloatImage picture, Box box, int height, int width, LightTables tables) {
    float[] out = new float[height * width * channels];
    int plane = picture.height() * picture.width();
    for (int y = 0; y < height; y++) {
      int row = clamp(box.top() - marginPx + y, picture.height()) * picture.width();
      for (int x = 0; x < width; x++) {
        int from = row + clamp(box.left() - marginPx + x, picture.width());
        for (int c = 0; c < channels; c++) {
          out[(y * width + x) * channels + c] = tables.decode(picture.data()[c * plane + from]);
        }
      }
    }
    return out;
  }

  private static int clamp(int at, int length) {
    return Math.min(length - 1, Math.max(0, at));
  }

  /** Writes even grid rows: pixels at even columns, filtered values between them. */
  private void widen(float[] light, int height, int width) {
    float[] row = new float[(width + 5) * channels]; // two pixels more before, three behind
    for (int y = 0; y < height; y++) {
      System.arraycopy(light, y * width * channels, row, 2 * channels, width * channels);
      for (int k = 0; k < channels; k++) {
        row[k] = row[channels + k] = row[2 * channels + k];
        for (int x = width + 2; x < width + 5; x++) {
          row[x * channels + k] = row[(width + 1) * channels + k];
        }
      }
      int to = 2 * y * stride;
      int from = 0;
      for (int x = 0; x < width; x++, to += channels) {
        for (int k = 0; k < channels; k++, to++, from++) {
          values[to] = row[from + 2 * channels];
          values[to + channels] =
              half(
                  row[from],
                  row[from + channels],
                  row[from + 2 * channels],
                  row[from + 3 * channels],
                  row[from + 4 * channels],
                  row[from + 5 * channels]);
        }
      }
    }
  }

  private void halfRow(int y, int height) {
    int last = height - 1;
    int a = 2 * Math.max(0, y - 2) * stride;
    int b = 2 * Math.max(0, y - 1) * stride;
    int c = 2 * y * stride;
    int d = 2 * Math.min(last, y + 1) * stride;
    int e = 2 * Math.min(last, y + 2) * stride;
    int f = 2 * Math.min(last, y + 3) * stride;
    int to = c + stride;
    for (int x = 0; x < stride; x++) {
      values[to + x] =
          half(
              values[a + x],
              values[b + x],
              values[c + x],
              values[d + x],
              values[e + x],
              values[f + x]);
    }
  }

  private static float half(float a, float b, float c, float d, float e, float f) {
    return (20 * (c + d) - 5 * (b + e) + a + f) / 32;
  }
}
