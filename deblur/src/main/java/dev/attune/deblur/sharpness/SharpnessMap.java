package dev.attune.deblur.sharpness;

/**
 * Weight-free sharpness of a frame, per cell. In every neighbourhood of 3x3 cells the sharpness is
 * the share of coarse-scale contrast that survives at fine scale in the worst direction: the square
 * root of the smaller generalised eigenvalue of the fine against the coarse structure tensor, after
 * noise was taken off the fine one. Motion blur removes fine contrast along its path and leaves the
 * coarse, whatever the texture or its contrast; where there is no contrast in both directions, as
 * in sky, the texture is near 0 and the sharpness says nothing.
 *
 * @param cells the grid
 * @param sharpness per cell, at least 0, comparable within a video
 * @param texture per cell, 0..1: how much the sharpness is to be believed
 */
@SuppressWarnings("ArrayRecordComponent") // a grid is its cells
public record SharpnessMap(GradientEnergy cells, float[] sharpness, float[] texture) {
  /** Coarse gradients that are weak against this (about one level of 255 a pixel) are noise. */
  private static final double REGULARISER = 1 / (255.0 * 255.0);

  /** Energy of the weaker coarse direction at which texture is 1/2. */
  private static final double HALF_TEXTURE = 2.25 / (255.0 * 255.0);

  /** Texture from which a cell counts as known. */
  private static final float KNOWN = 0.1f;

  /**
   * The map of a frame.
   *
   * @param energy of the frame
   * @param noiseEnergy of the video, {@link NoiseFloor#energy()}
   */
  public static SharpnessMap of(GradientEnergy energy, double noiseEnergy) {
    int n = energy.rows() * energy.columns();
    float[] sharpness = new float[n];
    float[] texture = new float[n];
    double[] f = new double[3];
    double[] c = new double[3];
    for (int y = 0, i = 0; y < energy.rows(); y++) {
      for (int x = 0; x < energy.columns(); x++, i++) {
        double share = pool(energy, y, x, f, c);
        f[0] -= noiseEnergy;
        f[2] -= noiseEnergy;
        double weak = smallerEigenvalue(c[0], c[1], c[2]);
        texture[i] = (float) (share * weak / (weak + HALF_TEXTURE));
        double kept = smallerRatio(f, c[0] + REGULARISER, c[1], c[2] + REGULARISER);
        sharpness[i] = (float) Math.sqrt(Math.max(0, kept));
      }
    }
    return new SharpnessMap(energy, sharpness, texture);
  }

  /** Whether a cell has enough texture to be called sharp or blurred. */
  public boolean known(int row, int column) {
    return texture[row * cells.columns() + column] >= KNOWN;
  }

  /** Sharpness of the whole frame: mean over its cells, weighted by texture; 0 if there is none. */
  public double score() {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < texture.length; i++) {
      sum += texture[i] * sharpness[i];
      weight += texture[i];
    }
    return weight > 0 ? sum / weight : 0;
  }

  /** Mean texture of the frame, 0..1. */
  public double meanTexture() {
    double weight = 0;
    for (float t : texture) {
      weight += t;
    }
    return weight / texture.length;
  }

  /** Means the tensors of the cells around one that are not clipped; returns the share of those. */
  private static double pool(GradientEnergy e, int y, int x, double[] f, double[] c) {
    java.util.Arrays.fill(f, 0);
    java.util.Arrays.fill(c, 0);
    int all = 0;
    int used = 0;
    for (int v = Math.max(0, y - 1); v <= Math.min(e.rows() - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(e.columns() - 1, x + 1); u++) {
        int at = v * e.columns() + u;
        all++;
        if (!e.clipped()[at]) {
          used++;
          for (int k = 0; k < 3; k++) {
            f[k] += e.fine()[3 * at + k];
            c[k] += e.coarse()[3 * at + k];
          }
        }
      }
    }
    for (int k = 0; k < 3; k++) {
      f[k] /= Math.max(1, used);
      c[k] /= Math.max(1, used) * GradientMeter.COARSE_STEP_SQUARED;
    }
    return (double) used / all;
  }

  private static double smallerEigenvalue(double xx, double xy, double yy) {
    double mean = (xx + yy) / 2;
    return Math.max(0, mean - Math.hypot((xx - yy) / 2, xy));
  }

  /** Smaller solution l of det(F - l C) = 0 for symmetric F and positive definite C. */
  private static double smallerRatio(double[] f, double xx, double xy, double yy) {
    double a = xx * yy - xy * xy;
    double b = f[0] * yy + f[2] * xx - 2 * f[1] * xy;
    double c = f[0] * f[2] - f[1] * f[1];
    double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
    return (b - root) / (2 * a);
  }
}
