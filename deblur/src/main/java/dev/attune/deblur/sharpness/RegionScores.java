package dev.attune.deblur.sharpness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sharpness of every square region of a frame, on a grid of positions a quarter of a side apart.
 */
final class RegionScores {
  private final List<Scored> ranked = new ArrayList<>();

  /** A region and its sharpness. */
  record Scored(Box box, double score) {}

  /**
   * Scores the regions of {@code side} px whose mean texture is at least {@code minimumTexture}.
   */
  RegionScores(SharpnessMap map, int side, double minimumTexture) {
    GradientEnergy cells = map.cells();
    int stride = cells.columns() + 1;
    double[] weight = new double[(cells.rows() + 1) * stride];
    double[] sum = new double[weight.length];
    for (int y = 0; y < cells.rows(); y++) {
      for (int x = 0; x < cells.columns(); x++) {
        int at = (y + 1) * stride + x + 1;
        double w = map.texture()[y * cells.columns() + x];
        double s = map.sharpness()[y * cells.columns() + x];
        weight[at] = w + weight[at - 1] + weight[at - stride] - weight[at - stride - 1];
        sum[at] = w * s + sum[at - 1] + sum[at - stride] - sum[at - stride - 1];
      }
    }
    for (int top : positions(cells.frameHeight(), side)) {
      for (int left : positions(cells.frameWidth(), side)) {
        int r0 = cells.firstCell(top, cells.rows());
        int c0 = cells.firstCell(left, cells.columns());
        int r1 = Math.max(r0 + 1, cells.firstCell(top + side, cells.rows() + 1));
        int c1 = Math.max(c0 + 1, cells.firstCell(left + side, cells.columns() + 1));
        double w = inside(weight, stride, r0, c0, r1, c1);
        if (w > 0 && w >= minimumTexture * (r1 - r0) * (c1 - c0)) {
          Box box = new Box(top, left, top + side, left + side);
          ranked.add(new Scored(box, inside(sum, stride, r0, c0, r1, c1) / w));
        }
      }
    }
    ranked.sort(Comparator.comparingDouble(Scored::score).reversed());
  }

  /** The sharpest regions, with enough texture, that overlap each other by no more than half. */
  List<Scored> apart(int count) {
    List<Scored> out = new ArrayList<>();
    for (Scored s : ranked) {
      if (out.size() == count) {
        break;
      }
      if (out.stream().allMatch(o -> 2 * o.box().overlap(s.box()) <= s.box().area())) {
        out.add(s);
      }
    }
    return out;
  }

  private static double inside(double[] table, int stride, int r0, int c0, int r1, int c1) {
    return table[r1 * stride + c1]
        - table[r0 * stride + c1]
        - table[r1 * stride + c0]
        + table[r0 * stride + c0];
  }

  /** Starts of windows of {@code side} along {@code length}: both ends and evenly between. */
  private static int[] positions(int length, int side) {
    int room = length - side;
    int count = 1 + (room * 4 + side - 1) / side;
    int[] out = new int[count];
    for (int i = 1; i < count; i++) {
      out[i] = (int) ((long) room * i / (count - 1));
    }
    return out;
  }
}
