package dev.attune.datasets.scene;

/**
 * A periodic square of floats on which patterns are drawn, at twice the resolution of the finished
 * {@link Tile}. Not thread-safe.
 */
final class Field {
  /** Samples a side. */
  static final int SIZE = 512;

  private static final int MASK = SIZE - 1;

  final float[] data = new float[SIZE * SIZE];

  /** A value at a place, both coordinates in [0, 1). */
  interface Function {
    double at(double x, double y);
  }

  /** Everywhere the same value. */
  static Field constant(double value) {
    Field f = new Field();
    java.util.Arrays.fill(f.data, (float) value);
    return f;
  }

  /** The function sampled at the centres. */
  static Field of(Function function) {
    Field f = new Field();
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        f.data[y * SIZE + x] = (float) function.at((x + 0.5) / SIZE, (y + 0.5) / SIZE);
      }
    }
    return f;
  }

  /**
   * Fractal gradient noise (Perlin 1985/2002), scaled to fill 0..1: octave k has {@code frequency *
   * 2^k} cells a side and amplitude {@code gain^k}.
   */
  static Field fractal(SceneRandom random, int frequency, int octaves, double gain) {
    Field f = new Field();
    float amplitude = 1;
    for (int k = 0; k < octaves && (frequency << k) <= SIZE / 2; k++) {
      f.addNoise(random.split(k), frequency << k, frequency << k, amplitude);
      amplitude *= (float) gain;
    }
    return f.stretched();
  }

  /** Adds gradient noise of {@code cellsX} by {@code cellsY} cells, about -1..1 times amplitude. */
  void addNoise(SceneRandom random, int cellsX, int cellsY, float amplitude) {
    float[] gx = new float[cellsX * cellsY];
    float[] gy = new float[cellsX * cellsY];
    for (int i = 0; i < gx.length; i++) {
      double a = random.angle();
      gx[i] = (float) StrictMath.cos(a);
      gy[i] = (float) StrictMath.sin(a);
    }
    int[] cell = new int[SIZE];
    float[] part = new float[SIZE];
    float[] weight = new float[SIZE];
    for (int x = 0; x < SIZE; x++) {
      float u = (x + 0.5f) * cellsX / SIZE;
      cell[x] = (int) u;
      part[x] = u - cell[x];
      weight[x] = fade(part[x]);
    }
    for (int y = 0; y < SIZE; y++) {
      float v = (y + 0.5f) * cellsY / SIZE;
      int top = (int) v;
      float py = v - top;
      float wy = fade(py);
      int row0 = top * cellsX;
      int row1 = (top + 1) % cellsY * cellsX;
      for (int x = 0; x < SIZE; x++) {
        int c0 = cell[x];
        int c1 = c0 + 1 == cellsX ? 0 : c0 + 1;
        float px = part[x];
        float n00 = gx[row0 + c0] * px + gy[row0 + c0] * py;
        float n01 = gx[row0 + c1] * (px - 1) + gy[row0 + c1] * py;
        float n10 = gx[row1 + c0] * px + gy[row1 + c0] * (py - 1);
        float n11 = gx[row1 + c1] * (px - 1) + gy[row1 + c1] * (py - 1);
        float n0 = n00 + weight[x] * (n01 - n00);
        float n1 = n10 + weight[x] * (n11 - n10);
        data[y * SIZE + x] += amplitude * 1.5f * (n0 + wy * (n1 - n0));
      }
    }
  }

  private static float fade(float t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  /** The value at a place of the torus, bilinear; any finite coordinates. */
  float at(double x, double y) {
    double u = x * SIZE - 0.5;
    double v = y * SIZE - 0.5;
    double fu = Math.floor(u);
    double fv = Math.floor(v);
    int x0 = (int) (long) fu & MASK;
    int y0 = (int) (long) fv & MASK;
    int x1 = (x0 + 1) & MASK;
    int y1 = (y0 + 1) & MASK;
    float px = (float) (u - fu);
    float py = (float) (v - fv);
    float a = data[y0 * SIZE + x0];
    float b = data[y1 * SIZE + x0];
    a += px * (data[y0 * SIZE + x1] - a);
    b += px * (data[y1 * SIZE + x1] - b);
    return a + py * (b - a);
  }

  /** A copy whose extremes are 0 and 1; a constant becomes 0.5. */
  Field stretched() {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float v : data) {
      min = Math.min(min, v);
      max = Math.max(max, v);
    }
    Field f = new Field();
    float scale = max > min ? 1 / (max - min) : 0;
    for (int i = 0; i < data.length; i++) {
      f.data[i] = scale == 0 ? 0.5f : (data[i] - min) * scale;
    }
    return f;
  }

  /** A copy with every value mapped. */
  Field mapped(java.util.function.DoubleUnaryOperator map) {
    Field f = new Field();
    for (int i = 0; i < data.length; i++) {
      f.data[i] = (float) map.applyAsDouble(data[i]);
    }
    return f;
  }
}
