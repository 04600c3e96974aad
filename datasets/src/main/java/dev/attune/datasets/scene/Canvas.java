package dev.attune.datasets.scene;

/**
 * Texels being painted from front to back: what is painted later shows only where nothing stands
 * before it. Red, green, blue (linear light, times opacity) and opacity lie side by side. Not
 * thread-safe while painted; not changed afterwards.
 */
final class Canvas {
  final int width;
  final int height;

  /** Texels a pixel. */
  final double density;

  final float[] texels;
  private final float[] light;
  private double originX;
  private double originY;
  private boolean part;

  /** What lies beyond the borders; sides along which it wraps are powers of two. */
  final Border border;

  /** A transparent canvas. */
  Canvas(int width, int height, double density, Border border) {
    this.width = width;
    this.height = height;
    this.density = density;
    this.border = border;
    this.texels = new float[width * height * 4];
    this.light = new float[width * height];
    java.util.Arrays.fill(light, 1);
  }

  /** Width in pixels. */
  double widthPx() {
    return width / density;
  }

  /** Height in pixels. */
  double heightPx() {
    return height / density;
  }

  /**
   * Makes the canvas a window on a larger place: from now on, places are given in pixels of that,
   * and what lies outside of the window is left out rather than wrapped.
   *
   * @param x column of the place at the left border of the canvas, in pixels
   * @param y row of the place at the upper border
   */
  void showPart(double x, double y) {
    originX = x;
    originY = y;
    part = true;
  }

  /**
   * Paints a shape behind what is there.
   *
   * @param cx its origin, in pixels from the left border
   * @param cy its origin, in pixels from the upper border
   * @param angle by which it is turned, radians
   * @param edgePx width of the soft edge in pixels; about 1 is the edge of a sharp picture
   */
  void paint(Shape shape, double cx, double cy, double angle, Surface surface, double edgePx) {
    visit(
        shape,
        cx,
        cy,
        angle,
        0.5 * edgePx,
        (i, x, y, d) -> {
          float free = 1 - texels[4 * i + 3];
          float w = free * (float) Math.min(1, 0.5 - d / edgePx);
          if (w > 0) {
            surface.add(x, y, w * light[i], texels, 4 * i);
            texels[4 * i + 3] += w;
          }
        });
  }

  /**
   * Dims what will be painted behind the shape.
   *
   * @param depth share of light taken away, 0..1
   * @param softPx width of the penumbra in pixels
   */
  void shadow(Shape shape, double cx, double cy, double angle, double depth, double softPx) {
    visit(
        shape,
        cx,
        cy,
        angle,
        softPx,
        (i, x, y, d) -> {
          double t = Math.min(1, Math.max(0, 0.5 - 0.5 * d / softPx));
          light[i] *= (float) (1 - depth * t * t * (3 - 2 * t));
        });
  }

  /** Fills what is still free. */
  void fill(Surface surface) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        float free = 1 - texels[4 * i + 3];
        if (free > 0) {
          double px = (x + 0.5 - 0.5 * width) / density;
          double py = (y + 0.5 - 0.5 * height) / density;
          surface.add(px, py, free * light[i], texels, 4 * i);
          texels[4 * i + 3] = 1;
        }
      }
    }
  }

  /** Draws as a lens does that makes a point a Gaussian of this deviation in pixels. */
  void soften(double sigmaPx) {
    // A fifth of a texel changes nothing.
    if (sigmaPx * density > 0.2) {
      new Softening(sigmaPx * density).apply(texels, width, height, border);
    }
  }

  /** Multiplies light by a factor that varies smoothly over the canvas and wraps with it. */
  void illuminate(double gain, double acrossX, double phaseX, double acrossY, double phaseY) {
    float[] column = new float[width];
    for (int x = 0; x < width; x++) {
      double turn = 2 * Math.PI * x / width + phaseX;
      column[x] = (float) (1 + acrossX * StrictMath.sin(turn));
    }
    for (int y = 0; y < height; y++) {
      double turn = 2 * Math.PI * y / height + phaseY;
      float row = (float) (gain * (1 + acrossY * StrictMath.sin(turn)));
      for (int x = 0; x < width; x++) {
        int i = (y * width + x) * 4;
        float f = row * column[x];
        texels[i] *= f;
        texels[i + 1] *= f;
        texels[i + 2] *= f;
      }
    }
  }

  private interface Visitor {
    void at(int texel, double x, double y, double distance);
  }

  private void visit(
      Shape shape, double cx, double cy, double angle, double margin, Visitor visitor) {
    double reach = shape.reach() + margin;
    double middleX = cx - originX;
    double middleY = cy - originY;
    int left = (int) Math.floor((middleX - reach) * density);
    int right = (int) Math.ceil((middleX + reach) * density);
    int top = (int) Math.floor((middleY - reach) * density);
    int bottom = (int) Math.ceil((middleY + reach) * density);
    if (part || border == Border.EMPTY) {
      left = Math.max(0, left);
      right = Math.min(width - 1, right);
    } else if (right - left >= width) {
      // A shape wider than the canvas is drawn once, the part around its origin.
      left = (int) Math.rint(middleX * density) - width / 2;
      right = left + width - 1;
    }
    if (part || border != Border.AROUND) {
      top = Math.max(0, top);
      bottom = Math.min(height - 1, bottom);
    } else if (bottom - top >= height) {
      top = (int) Math.rint(middleY * density) - height / 2;
      bottom = top + height - 1;
    }
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    for (int ty = top; ty <= bottom; ty++) {
      int row = border.row(ty, height) * width;
      double dy = (ty + 0.5) / density - middleY;
      for (int tx = left; tx <= right; tx++) {
        double dx = (tx + 0.5) / density - middleX;
        if (dx * dx + dy * dy > reach * reach) {
          continue;
        }
        int i = row + border.column(tx, width);
        if (texels[4 * i + 3] >= 0.999f) {
          continue;
        }
        double x = cos * dx + sin * dy;
        double y = cos * dy - sin * dx;
        double d = shape.distance(x, y);
        if (d < margin) {
          visitor.at(i, x, y, d);
        }
      }
    }
  }
}
