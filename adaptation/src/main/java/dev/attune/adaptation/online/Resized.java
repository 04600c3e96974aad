package dev.attune.adaptation.online;

/** Bilinear resizing with centres of pixels aligned, without a filter for shrinking. */
final class Resized {
  private Resized() {}

  static Pictures to(Pictures from, int height, int width) {
    if (height == from.height() && width == from.width()) {
      return from;
    }
    int planes = from.size() * from.channels();
    float[] out = new float[planes * height * width];
    for (int p = 0; p < planes; p++) {
      for (int y = 0; y < height; y++) {
        double sy = source(y, height, from.height());
        for (int x = 0; x < width; x++) {
          double sx = source(x, width, from.width());
          out[(p * height + y) * width + x] = (float) at(from, p, sy, sx);
        }
      }
    }
    return Pictures.of(from.shape().with(2, height).with(3, width), out);
  }

  private static double source(int target, int targetSize, int sourceSize) {
    return Math.max(0, (target + 0.5) * sourceSize / targetSize - 0.5);
  }

  /** The value between pixels; positions outside take the edge's. */
  static double at(Pictures of, int plane, double y, double x) {
    int y0 = clamp((int) Math.floor(y), of.height());
    int x0 = clamp((int) Math.floor(x), of.width());
    int y1 = clamp((int) Math.floor(y) + 1, of.height());
    int x1 = clamp((int) Math.floor(x) + 1, of.width());
    double fy = y - Math.floor(y);
    double fx = x - Math.floor(x);
    int start = plane * of.height() * of.width();
    float[] v = of.values();
    double top = v[start + y0 * of.width() + x0] * (1 - fx) + v[start + y0 * of.width() + x1] * fx;
    double low = v[start + y1 * of.width() + x0] * (1 - fx) + v[start + y1 * of.width() + x1] * fx;
    return top * (1 - fy) + low * fy;
  }

  private static int clamp(int i, int size) {
    return Math.max(0, Math.min(size - 1, i));
  }
}
