package dev.attune.datasets.scene;

/** Gaussian blur of a canvas's texels; opacity is blurred with the light it belongs to. */
final class Softening {
  private static final int SAMPLES = 4;

  private final float[] half;

  /** With a deviation in texels, above 0. */
  Softening(double sigma) {
    half = new float[(int) Math.ceil(3 * sigma) + 1];
    double sum = 0;
    double[] weights = new double[half.length];
    for (int i = 0; i < half.length; i++) {
      weights[i] = StrictMath.exp(-0.5 * i * i / (sigma * sigma));
      sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    for (int i = 0; i < half.length; i++) {
      half[i] = (float) (weights[i] / sum);
    }
  }

  /** Texels on each side that a texel takes light from. */
  int reach() {
    return half.length - 1;
  }

  /** Blurs in place. */
  void apply(float[] texels, int width, int height, Border border) {
    int reach = reach();
    int row = width * SAMPLES;
    float[] line = new float[row + 2 * reach * SAMPLES];
    for (int y = 0; y < height; y++) {
      System.arraycopy(texels, y * row, line, reach * SAMPLES, row);
      for (int i = 0; i < reach * SAMPLES && border != Border.EMPTY; i++) {
        line[i] = texels[y * row + Math.floorMod(i - reach * SAMPLES, row)];
        line[reach * SAMPLES + row + i] = texels[y * row + i % row];
      }
      blurLine(line, texels, y * row, row);
    }
    float[] in = texels.clone();
    for (int y = 0; y < height; y++) {
      int at = y * row;
      java.util.Arrays.fill(texels, at, at + row, 0);
      for (int k = -reach; k <= reach; k++) {
        int from = border.row(y + k, height);
        if (from >= 0) {
          addScaled(in, from * row, half[Math.abs(k)], texels, at, row);
        }
      }
    }
  }

  private void blurLine(float[] line, float[] out, int at, int count) {
    int middle = reach() * SAMPLES;
    java.util.Arrays.fill(out, at, at + count, 0);
    addScaled(line, middle, half[0], out, at, count);
    for (int k = 1; k < half.length; k++) {
      addScaled(line, middle - k * SAMPLES, half[k], out, at, count);
      addScaled(line, middle + k * SAMPLES, half[k], out, at, count);
    }
  }

  private static void addScaled(
      float[] in, int from, float weight, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] += weight * in[from + i];
    }
  }
}
