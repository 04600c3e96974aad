package dev.attune.deblur.blur;

/** Values of a picture between its pixels; the caller keeps two pixels away from the border. */
final class Resample {
  private Resample() {}

  /** Bilinear, for fields that are smooth. */
  static float linear(float[] values, int width, float y, float x) {
    int row = (int) y;
    int column = (int) x;
    float fy = y - row;
    float fx = x - column;
    int at = row * width + column;
    float upper = values[at] + fx * (values[at + 1] - values[at]);
    float lower = values[at + width] + fx * (values[at + width + 1] - values[at + width]);
    return upper + fy * (lower - upper);
  }

  /** Cubic convolution (Keys, 1981; a = -1/2), for pictures: it hardly blurs. */
  static float cubic(float[] values, int width, float y, float x) {
    int row = (int) y;
    int column = (int) x;
    float fx = x - column;
    float w0 = outer(1 + fx);
    float w1 = inner(fx);
    float w2 = inner(1 - fx);
    float w3 = outer(2 - fx);
    float fy = y - row;
    float sum = 0;
    for (int k = -1; k <= 2; k++) {
      int at = (row + k) * width + column;
      float line =
          w0 * values[at - 1] + w1 * values[at] + w2 * values[at + 1] + w3 * values[at + 2];
      float distance = Math.abs(fy - k);
      sum += line * (distance < 1 ? inner(distance) : outer(distance));
    }
    return sum;
  }

  private static float inner(float d) {
    return (1.5f * d - 2.5f) * d * d + 1;
  }

  private static float outer(float d) {
    return ((-0.5f * d + 2.5f) * d - 4) * d + 2;
  }
}
