package dev.attune.datasets.blur;

/**
 * How far from the middle of its view a camera sees, in pixels of the scaled source.
 *
 * @param left least column, negative
 * @param top least row, negative
 * @param right greatest column
 * @param bottom greatest row
 */
record Reach(double left, double top, double right, double bottom) {

  /** What pictures of a size see while the camera is not moved. */
  static Reach of(PictureSize size) {
    return new Reach(
        -(size.width() - 1) / 2.0,
        -(size.height() - 1) / 2.0,
        (size.width() - 1) / 2.0,
        (size.height() - 1) / 2.0);
  }

  /** What this and a pose see together. */
  Reach with(Pose pose, PictureSize size) {
    double l = left;
    double t = top;
    double r = right;
    double b = bottom;
    for (int corner = 0; corner < 4; corner++) {
      double u = (corner % 2 == 0 ? -0.5 : 0.5) * (size.width() - 1);
      double v = (corner < 2 ? -0.5 : 0.5) * (size.height() - 1);
      l = Math.min(l, pose.seenX(u, v));
      r = Math.max(r, pose.seenX(u, v));
      t = Math.min(t, pose.seenY(u, v));
      b = Math.max(b, pose.seenY(u, v));
    }
    return new Reach(l, t, r, b);
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }
}
