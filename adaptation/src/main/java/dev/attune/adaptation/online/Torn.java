package dev.attune.adaptation.online;

import dev.attune.adaptation.tensor.Shape;
import java.util.stream.IntStream;

/** Ways to take the shape of objects out of pictures and leave their colours and textures. */
public sealed interface Torn {
  /**
   * Every picture's patches in an order of its own. Sides that are no multiple of the grid are
   * resized to one before and back after, bilinearly.
   *
   * @param grid patches along each side, at least 1; 4 in DeYO
   */
  record Patches(int grid) implements Torn {
    /** Checks the range. */
    public Patches {
      if (grid < 1) {
        throw new IllegalArgumentException("grid " + grid + ": at least 1 is allowed");
      }
    }
  }

  /** All pixels in one order for the whole batch. */
  record Pixels() implements Torn {}

  /**
   * A window filled with the picture's mean of each channel.
   *
   * @param row first row of the window
   * @param column first column of the window
   * @param size its height and width; what lies outside the picture is left out
   */
  record Occluded(int row, int column, int size) implements Torn {}

  /** The torn pictures. */
  default Pictures apply(Pictures pictures, Draws draws) {
    if (this instanceof Pixels) {
      int[] order = draws.permutation(pictures.height() * pictures.width());
      return rearranged(pictures, (picture, pixel) -> order[pixel]);
    }
    return this instanceof Patches p
        ? patches(pictures, p.grid, draws)
        : occluded(pictures, (Occluded) this);
  }

  /** Where a pixel of a picture comes from. */
  interface Origin {
    /** Index into height * width. */
    int of(int picture, int pixel);
  }

  private static Pictures rearranged(Pictures pictures, Origin origin) {
    int area = pictures.height() * pictures.width();
    float[] from = pictures.values();
    float[] to = new float[from.length];
    for (int i = 0; i < pictures.size(); i++) {
      for (int pixel = 0; pixel < area; pixel++) {
        int source = origin.of(i, pixel);
        for (int c = 0; c < pictures.channels(); c++) {
          int plane = (i * pictures.channels() + c) * area;
          to[plane + pixel] = from[plane + source];
        }
      }
    }
    return Pictures.of(pictures.shape(), to);
  }

  private static Pictures patches(Pictures pictures, int grid, Draws draws) {
    int height = Math.max(1, pictures.height() / grid) * grid;
    int width = Math.max(1, pictures.width() / grid) * grid;
    Pictures fitted = Resized.to(pictures, height, width);
    int rows = height / grid;
    int columns = width / grid;
    int[][] orders =
        IntStream.range(0, pictures.size())
            .mapToObj(i -> draws.permutation(grid * grid))
            .toArray(int[][]::new);
    Pictures torn =
        rearranged(
            fitted,
            (picture, pixel) -> {
              int y = pixel / width;
              int x = pixel % width;
              int patch = orders[picture][y / rows * grid + x / columns];
              return (patch / grid * rows + y % rows) * width
                  + patch % grid * columns
                  + x % columns;
            });
    return Resized.to(torn, pictures.height(), pictures.width());
  }

  private static Pictures occluded(Pictures pictures, Occluded window) {
    Shape shape = pictures.shape();
    float[] out = pictures.values().clone();
    int area = pictures.height() * pictures.width();
    for (int plane = 0; plane < out.length / area; plane++) {
      double sum = 0;
      for (int i = 0; i < area; i++) {
        sum += pictures.values()[plane * area + i];
      }
      float mean = (float) (sum / area);
      for (int y = Math.max(0, window.row);
          y < Math.min(pictures.height(), window.row + window.size);
          y++) {
        for (int x = Math.max(0, window.column);
            x < Math.min(pictures.width(), window.column + window.size);
            x++) {
          out[plane * area + y * pictures.width() + x] = mean;
        }
      }
    }
    return Pictures.of(shape, out);
  }
}
