package dev.attune.deblur.sharpness;

import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws boxes around the sharp parts of one frame: threshold, connected components, trimmed
 * bounding boxes (RSDM of DADeblur). Keeps its work space, so one instance serves one thread.
 */
public final class RegionFinder {
  private final BoxRules rules;
  private boolean[] sharp = {};
  private int[] label = {};
  private int[] parent = {};

  /**
   * What one threshold finds in one frame.
   *
   * @param sharpPixels pixels below the threshold
   * @param raw bounding boxes that are large enough, in the order of their components' first pixel
   * @param refined what trimming left of them, without those that became too small
   */
  public record Found(int sharpPixels, List<Box> raw, List<Box> refined) {}

  /** A finder of the given rules. */
  public RegionFinder(BoxRules rules) {
    this.rules = rules;
  }

  /**
   * Boxes of the parts of {@code magnitude} that lie below {@code threshold}; NaN is not sharp.
   *
   * @param magnitude one channel
   */
  public Found find(FloatImage magnitude, double threshold) {
    int height = magnitude.height();
    int width = magnitude.width();
    int sharpPixels = mark(magnitude, threshold);
    List<Box> raw = sharpPixels == 0 ? List.of() : components(height, width);
    List<Box> refined = new ArrayList<>();
    for (Box box : raw) {
      Box trimmed = trim(box, width);
      if (trimmed.height() >= rules.minimumHeight() && trimmed.width() >= rules.minimumWidth()) {
        refined.add(trimmed);
      }
    }
    return new Found(sharpPixels, raw, List.copyOf(refined));
  }

  private int mark(FloatImage magnitude, double threshold) {
    int n = magnitude.height() * magnitude.width();
    if (sharp.length < n) {
      sharp = new boolean[n];
      label = new int[n];
      parent = new int[n / 2 + 2];
    }
    int count = 0;
    for (int i = 0; i < n; i++) {
      sharp[i] = magnitude.data()[i] < threshold;
      count += sharp[i] ? 1 : 0;
    }
    return count;
  }

  /** Two passes with union-find; roots are always the smallest label, so raster order is kept. */
  private List<Box> components(int height, int width) {
    boolean diagonal = rules.connectivity() == 8;
    int labels = 0;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if (!sharp[i]) {
          continue;
        }
        int own = -1;
        if (x > 0 && sharp[i - 1]) {
          own = join(own, label[i - 1]);
        }
        if (y > 0) {
          int above = i - width;
          if (sharp[above]) {
            own = join(own, label[above]);
          } else if (diagonal) {
            if (x > 0 && sharp[above - 1]) {
              own = join(own, label[above - 1]);
            }
            if (x + 1 < width && sharp[above + 1]) {
              own = join(own, label[above + 1]);
            }
          }
        }
        if (own < 0) {
          own = labels++;
          parent[own] = own;
        }
        label[i] = own;
      }
    }
    return bounds(height, width, labels);
  }

  private int join(int a, int b) {
    int root = root(b);
    if (a < 0) {
      return root;
    }
    int other = root(a);
    int low = Math.min(root, other);
    parent[Math.max(root, other)] = low;
    return low;
  }

  private int root(int at) {
    int i = at;
    while (parent[i] != i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }

  private List<Box> bounds(int height, int width, int labels) {
    int[][] ends = new int[labels][];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if (!sharp[i]) {
          continue;
        }
        int root = root(label[i]);
        int[] box = ends[root];
        if (box == null) {
          ends[root] = new int[] {y, x, y + 1, x + 1};
        } else {
          box[1] = Math.min(box[1], x);
          box[2] = y + 1;
          box[3] = Math.max(box[3], x + 1);
        }
      }
    }
    List<Box> boxes = new ArrayList<>();
    for (int[] b : ends) {
      if (b != null && (long) (b[2] - b[0]) * (b[3] - b[1]) > rules.areaGreaterThan()) {
        boxes.add(new Box(b[0], b[1], b[2], b[3]));
      }
    }
    return List.copyOf(boxes);
  }

  /**
   * Moves the sides inwards over bad lines. As in the reference the last bad line met stays inside:
   * one line of slack on each trimmed side.
   */
  private Box trim(Box box, int width) {
    int top = box.top();
    int left = box.left();
    int bottom = box.bottom();
    int right = box.right();
    for (Side side : rules.trimOrder()) {
      switch (side) {
        case LEFT -> {
          for (int x = left, end = right; x < end && badColumn(x, top, bottom, width); x++) {
            left = x;
          }
        }
        case RIGHT -> {
          for (int x = right, end = left; x > end && badColumn(x - 1, top, bottom, width); x--) {
            right = x;
          }
        }
        case TOP -> {
          for (int y = top, end = bottom; y < end && badRow(y, left, right, width); y++) {
            top = y;
          }
        }
        case BOTTOM -> {
          for (int y = bottom, end = top; y > end && badRow(y - 1, left, right, width); y--) {
            bottom = y;
          }
        }
      }
    }
    return new Box(top, left, bottom, right);
  }

  private boolean badColumn(int x, int top, int bottom, int width) {
    int count = 0;
    for (int y = top, i = top * width + x; y < bottom; y++, i += width) {
      count += sharp[i] ? 1 : 0;
    }
    return bad(count, bottom - top);
  }

  private boolean badRow(int y, int left, int right, int width) {
    int count = 0;
    for (int i = y * width + left, end = y * width + right; i < end; i++) {
      count += sharp[i] ? 1 : 0;
    }
    return bad(count, right - left);
  }

  private boolean bad(int sharpCount, int length) {
    return (double) sharpCount / length < rules.lineBadIfShareBelow();
  }
}
