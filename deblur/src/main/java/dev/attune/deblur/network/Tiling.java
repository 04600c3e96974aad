package dev.attune.deblur.network;

import dev.attune.deblur.sharpness.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts pictures that are too large for the memory into tiles that overlap. What a network makes of
 * pixels near a cut is not used, because it has not seen what lies beyond; where tiles meet, one
 * fades into the other. Everything in pixels.
 *
 * @param most greatest height and width of a tile, with its overlap
 * @param unseen next to a cut what is not used; with at least the reach of the network, and no
 *     state, tiles come out as the whole picture would
 * @param fade width over which one tile fades into the next; 0 changes over at once
 * @param multiple cuts lie at multiples of this
 */
public record Tiling(int most, int unseen, int fade, int multiple) {
  /** The least part of a tile that is worth its overlap. */
  private static final int LEAST_USED_PX = 64;

  /** Checks the ranges. */
  public Tiling {
    if (unseen < 0 || fade < 0 || multiple < 1) {
      throw new IllegalArgumentException(
          "unseen "
              + unseen
              + ", fade "
              + fade
              + ", multiple "
              + multiple
              + ": 0, 0, 1 are the least");
    }
    if (most < least(unseen, fade, multiple)) {
      throw new IllegalArgumentException(
          "tiles of "
              + most
              + " px: with this network at least "
              + least(unseen, fade, multiple)
              + " are needed");
    }
  }

  /** The smallest tile that can be asked for. */
  public static int least(int unseen, int fade, int multiple) {
    return overlap(unseen, fade, multiple) + Math.max(LEAST_USED_PX, 2 * multiple);
  }

  /**
   * The same with tiles that are no larger than those of another run, where that has smaller ones.
   */
  public Tiling atMost(int sidePx) {
    int side = Math.max(Math.min(most, sidePx), least(unseen, fade, multiple));
    return new Tiling(side, unseen, fade, multiple);
  }

  /** Whether {@link #halved} can be asked for. */
  public boolean canBeHalved() {
    return most > least(unseen, fade, multiple);
  }

  /**
   * Smaller tiles.
   *
   * @param largest tile there is, of which half as much should be left
   */
  public Tiling halved(Box largest) {
    int half = Math.min(most, Math.max(largest.height(), largest.width())) / 2;
    return new Tiling(Math.max(half, least(unseen, fade, multiple)), unseen, fade, multiple);
  }

  private static int overlap(int unseen, int fade, int multiple) {
    // Cuts are rounded to multiples, which must not eat the overlap up.
    return 2 * unseen + fade + 2 * multiple;
  }

  /**
   * The tiles of a picture, from the upper left to the lower right; a single one where it fits.
   *
   * @param height of the picture, a multiple of {@code multiple}
   * @param width of the picture, a multiple of {@code multiple}
   */
  public List<Tile> tiles(int height, int width) {
    if (height % multiple != 0 || width % multiple != 0) {
      throw new IllegalArgumentException(
          "a picture of " + height + "x" + width + ": multiples of " + multiple + " are wanted");
    }
    List<Span> rows = spans(height);
    List<Span> columns = spans(width);
    List<Tile> out = new ArrayList<>();
    for (Span r : rows) {
      for (Span c : columns) {
        out.add(new Tile(new Box(r.from, c.from, r.to, c.to), r.weights, c.weights));
      }
    }
    return out;
  }

  /** A stretch of an axis and the share of its result that counts at each of its pixels. */
  @SuppressWarnings("ArrayRecordComponent") // dense weights are their arrays
  private record Span(int from, int to, float[] weights) {}

  private List<Span> spans(int size) {
    int overlap = overlap(unseen, fade, multiple);
    int count = size <= most ? 1 : quotient(size - overlap, most / multiple * multiple - overlap);
    int length = count == 1 ? size : rounded(quotient(size + (count - 1) * overlap, count));
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] =
          count == 1 ? 0 : (int) ((long) (size - length) * i / (count - 1)) / multiple * multiple;
    }
    List<Span> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] weights = new float[length];
      for (int k = 0; k < length; k++) {
        double at = from[i] + k + 0.5;
        double w = 1;
        if (i > 0) {
          w *= risen(at, seam(from[i], from[i - 1] + length));
        }
        if (i + 1 < count) {
          w *= 1 - risen(at, seam(from[i + 1], from[i] + length));
        }
        weights[k] = (float) w;
      }
      out.add(new Span(from[i], from[i] + length, weights));
    }
    return out;
  }

  private int rounded(int size) {
    return quotient(size, multiple) * multiple;
  }

  /** Rounded up. */
  private static int quotient(int a, int b) {
    return (a + b - 1) / b;
  }

  /**
   * Where the tile that begins at {@code begin} takes over from the one that ends at {@code end}.
   */
  private static double seam(int begin, int end) {
    return (begin + end) / 2.0;
  }

  /** How far the later tile has taken over. */
  private double risen(double at, double seam) {
    if (fade == 0) {
      return at > seam ? 1 : 0;
    }
    return Math.min(1, Math.max(0, (at - seam) / fade + 0.5));
  }
}
