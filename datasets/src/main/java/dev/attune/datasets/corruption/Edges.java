package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.util.ArrayDeque;

/** Edges by Canny (1986), and how far everything is from them. */
final class Edges {
  private static final double TAN_22 = Math.tan(Math.PI / 8);
  private static final double TAN_67 = Math.tan(3 * Math.PI / 8);
  private static final double[][] ACROSS = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
  private static final double[][] DOWN = {{-1, -2, -1}, {0, 0, 0}, {1, 2, 1}};

  /** Steps back (rows, columns) of the chamfer distance of 5 x 5, and their lengths. */
  private static final double[][] STEPS = {
    {0, -1, 1}, {-1, 0, 1}, {-1, -1, 1.4}, {-1, 1, 1.4},
    {-1, -2, 2.1969}, {-1, 2, 2.1969}, {-2, -1, 2.1969}, {-2, 1, 2.1969}
  };

  private final int height;
  private final int width;
  private final float[] across;
  private final float[] down;

  private Edges(FloatImage levels) {
    height = levels.height();
    width = levels.width();
    across = Filters.correlate(levels, ACROSS, Filters.Border.NEAREST).data();
    down = Filters.correlate(levels, DOWN, Filters.Border.NEAREST).data();
  }

  /**
   * Distance of every pixel to the nearest edge, in pixels.
   *
   * @param levels one channel, 0 to 255
   * @param weak slope (sum of both Sobel derivatives) of an edge that goes on from a strong one
   * @param strong slope of an edge
   * @param most where distances are cut off
   */
  static FloatImage distance(FloatImage levels, double weak, double strong, double most) {
    Edges edges = new Edges(levels);
    return edges.distance(edges.find(weak, strong), most);
  }

  private boolean[] find(double weak, double strong) {
    boolean[] ridge = new boolean[height * width];
    boolean[] edge = new boolean[height * width];
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < edge.length; i++) {
      ridge[i] = slope(i / width, i % width) > weak && isGreatestAcross(i);
      if (ridge[i] && slope(i / width, i % width) > strong) {
        edge[i] = true;
        open.add(i);
      }
    }
    while (!open.isEmpty()) {
      int i = open.remove();
      for (int n = 0; n < 9; n++) {
        int y = i / width + n / 3 - 1;
        int x = i % width + n % 3 - 1;
        if (isInside(y, x) && ridge[y * width + x] && !edge[y * width + x]) {
          edge[y * width + x] = true;
          open.add(y * width + x);
        }
      }
    }
    return edge;
  }

  private boolean isGreatestAcross(int i) {
    double steep = Math.abs(down[i]) / Math.max(1e-9, Math.abs(across[i]));
    int dx = steep > TAN_67 ? 0 : 1;
    int dy = steep < TAN_22 ? 0 : steep > TAN_67 || across[i] * down[i] > 0 ? 1 : -1;
    int y = i / width;
    int x = i % width;
    return slope(y, x) > slope(y - dy, x - dx) && slope(y, x) >= slope(y + dy, x + dx);
  }

  private boolean isInside(int y, int x) {
    return y >= 0 && y < height && x >= 0 && x < width;
  }

  private double slope(int y, int x) {
    int i = y * width + x;
    return isInside(y, x) ? Math.abs(across[i]) + Math.abs(down[i]) : 0;
  }

  private FloatImage distance(boolean[] edge, double most) {
    FloatImage out = new FloatImage(1, height, width);
    float[] d = out.data();
    for (int i = 0; i < d.length; i++) {
      d[i] = (float) (edge[i] ? 0 : most);
    }
    for (int i = 0; i < d.length; i++) {
      shorten(d, i, 1);
    }
    for (int i = d.length - 1; i >= 0; i--) {
      shorten(d, i, -1);
    }
    return out;
  }

  private void shorten(float[] d, int i, int sign) {
    for (double[] step : STEPS) {
      int y = i / width + sign * (int) step[0];
      int x = i % width + sign * (int) step[1];
      if (isInside(y, x)) {
        d[i] = (float) Math.min(d[i], d[y * width + x] + step[2]);
      }
    }
  }
}
