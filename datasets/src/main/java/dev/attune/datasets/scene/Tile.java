package dev.attune.datasets.scene;

/**
 * A finished periodic texture without colour: two samples a texel, {@code tone} (0..1, chosen from
 * a {@link Palette} when it is painted) and {@code shade} (a factor, about 0.3..1.3), as a pyramid
 * of box-filtered levels. Immutable.
 */
final class Tile {
  /** Texels a side of level 0. */
  static final int SIZE = Field.SIZE / 2;

  private final float[][] levels;

  /**
   * From a drawing of twice the resolution; level 0 is its 2x2 average, which smooths its edges.
   */
  Tile(Field tone, Field shade) {
    float[] full = new float[Field.SIZE * Field.SIZE * 2];
    for (int i = 0; i < tone.data.length; i++) {
      full[2 * i] = tone.data[i];
      full[2 * i + 1] = shade.data[i];
    }
    int count = Integer.numberOfTrailingZeros(SIZE) + 1;
    levels = new float[count][];
    float[] above = full;
    int size = SIZE;
    for (int l = 0; l < count; l++, size /= 2) {
      levels[l] = halved(above, size);
      above = levels[l];
    }
  }

  private static float[] halved(float[] in, int size) {
    float[] out = new float[size * size * 2];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int i = (2 * y * 2 * size + 2 * x) * 2;
        int j = i + 2 * size * 2;
        for (int c = 0; c < 2; c++) {
          out[(y * size + x) * 2 + c] =
              0.25f * (in[i + c] + in[i + 2 + c] + in[j + c] + in[j + 2 + c]);
        }
      }
    }
    return out;
  }

  /** The level in which neighbouring texels are at least as far apart as the samples taken. */
  int levelFor(double texelsPerSample) {
    int level = 0;
    while (level + 1 < levels.length && texelsPerSample > 1.3) {
      texelsPerSample /= 2;
      level++;
    }
    return level;
  }

  /** Bilinear tone and shade at a place in texels of level 0; any finite coordinates. */
  void sample(int level, double x, double y, float[] toneAndShade) {
    int size = SIZE >> level;
    int mask = size - 1;
    double scale = 1.0 / (1 << level);
    double u = x * scale - 0.5;
    double v = y * scale - 0.5;
    double fu = Math.floor(u);
    double fv = Math.floor(v);
    int x0 = (int) fu & mask;
    int y0 = (int) fv & mask;
    int x1 = (x0 + 1) & mask;
    int y1 = (y0 + 1) & mask;
    float px = (float) (u - fu);
    float py = (float) (v - fv);
    float[] t = levels[level];
    int a = (y0 * size + x0) * 2;
    int b = (y0 * size + x1) * 2;
    int c = (y1 * size + x0) * 2;
    int d = (y1 * size + x1) * 2;
    float tone0 = t[a] + px * (t[b] - t[a]);
    float tone1 = t[c] + px * (t[d] - t[c]);
    float shade0 = t[a + 1] + px * (t[b + 1] - t[a + 1]);
    float shade1 = t[c + 1] + px * (t[d + 1] - t[c + 1]);
    toneAndShade[0] = tone0 + py * (tone1 - tone0);
    toneAndShade[1] = shade0 + py * (shade1 - shade0);
  }
}
