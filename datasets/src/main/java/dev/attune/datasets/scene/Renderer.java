package dev.attune.datasets.scene;

import dev.attune.video.frame.FloatImage;

/**
 * Draws virtual frames of a rectangle of the view. Every pixel is computed from its place in the
 * whole view, so a crop is the crop of the whole to the last bit. Used by one thread.
 */
final class Renderer {
  /** Added to places so that they are never negative; a multiple of every side that wraps. */
  private static final double POSITIVE = 1 << 26;

  private final Scene scene;
  private final View view;
  private final int left;
  private final int top;
  private final int width;
  private final int height;

  Renderer(Scene scene, View view, int left, int top, int width, int height) {
    this.scene = scene;
    this.view = view;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  /** The mean of the virtual frames of these times, linear light, {@code [3, H, W]}. */
  FloatImage mean(double... times) {
    int n = width * height;
    float[] sum = new float[3 * n];
    float[] one = times.length == 1 ? sum : new float[3 * n];
    for (double time : times) {
      draw(time, one);
      if (times.length > 1) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += one[i];
        }
      }
    }
    if (times.length > 1) {
      float scale = 1f / times.length;
      for (int i = 0; i < sum.length; i++) {
        sum[i] *= scale;
      }
    }
    return new FloatImage(3, height, width, sum);
  }

  private void draw(double time, float[] out) {
    drawBackdrop(view.toBackdrop(time), out);
    for (Actor actor : scene.actors()) {
      drawActor(actor, view.toActor(actor, time), out);
    }
  }

  private void drawBackdrop(Affine toWorld, float[] out) {
    Canvas canvas = scene.backdrop();
    float[] t = canvas.texels;
    double density = canvas.density;
    int maskX = canvas.width - 1;
    boolean mirrors = canvas.border == Border.MIRRORED;
    int canvasHeight = canvas.height;
    int canvasWidth = canvas.width;
    double a = toWorld.a() * density;
    double d = toWorld.d() * density;
    // The middle of the view looks at the middle of the canvas while the camera rests.
    double middleU = 0.5 * (canvas.width - density * scene.settings().width()) - 0.5 + POSITIVE;
    double middleV = 0.5 * (canvas.height - density * scene.settings().height()) - 0.5 + POSITIVE;
    int n = width * height;
    for (int y = 0; y < height; y++) {
      double py = top + y + 0.5;
      double rowU = (toWorld.b() * py + toWorld.c()) * density + middleU;
      double rowV = (toWorld.e() * py + toWorld.f()) * density + middleV;
      int at = y * width;
      for (int x = 0; x < width; x++, at++) {
        double px = left + x + 0.5;
        double u = a * px + rowU;
        double v = d * px + rowV;
        int iu = (int) u;
        int iv = (int) v;
        float fu = (float) (u - iu);
        float fv = (float) (v - iv);
        int x0 = (iu & maskX) << 2;
        int x1 = ((iu + 1) & maskX) << 2;
        int row0 = iv & (canvasHeight - 1);
        int row1 = (iv + 1) & (canvasHeight - 1);
        if (mirrors) {
          row0 = mirrored(iv - (int) POSITIVE, canvasHeight);
          row1 = mirrored(iv + 1 - (int) POSITIVE, canvasHeight);
        }
        int y0 = (row0 * canvasWidth) << 2;
        int y1 = (row1 * canvasWidth) << 2;
        int i00 = y0 + x0;
        int i01 = y0 + x1;
        int i10 = y1 + x0;
        int i11 = y1 + x1;
        float w11 = fu * fv;
        float w01 = fu - w11;
        float w10 = fv - w11;
        float w00 = 1 - fu - w10;
        out[at] = w00 * t[i00] + w01 * t[i01] + w10 * t[i10] + w11 * t[i11];
        out[at + n] = w00 * t[i00 + 1] + w01 * t[i01 + 1] + w10 * t[i10 + 1] + w11 * t[i11 + 1];
        out[at + 2 * n] = w00 * t[i00 + 2] + w01 * t[i01 + 2] + w10 * t[i10 + 2] + w11 * t[i11 + 2];
      }
    }
  }

  private static int mirrored(int row, int height) {
    return row >= 0 && row < height ? row : Border.MIRRORED.row(row, height);
  }

  private void drawActor(Actor actor, Affine toLocal, float[] out) {
    Canvas canvas = actor.canvas;
    Affine back = toLocal.inverse();
    double reach = actor.reach() * back.scale() + 1;
    int x0 = Math.max(0, (int) Math.floor(back.c() - reach) - left);
    int x1 = Math.min(width - 1, (int) Math.ceil(back.c() + reach) - left);
    int y0 = Math.max(0, (int) Math.floor(back.f() - reach) - top);
    int y1 = Math.min(height - 1, (int) Math.ceil(back.f() + reach) - top);
    float[] t = canvas.texels;
    int n = width * height;
    int stride = canvas.width << 2;
    double density = canvas.density;
    double lastU = canvas.width - 1.0;
    double lastV = canvas.height - 1.0;
    double a = toLocal.a() * density;
    double d = toLocal.d() * density;
    for (int y = y0; y <= y1; y++) {
      double py = top + y + 0.5;
      double rowU = (toLocal.b() * py + toLocal.c()) * density + 0.5 * canvas.width - 0.5;
      double rowV = (toLocal.e() * py + toLocal.f()) * density + 0.5 * canvas.height - 0.5;
      for (int x = x0; x <= x1; x++) {
        double px = left + x + 0.5;
        double u = a * px + rowU;
        double v = d * px + rowV;
        if (!(u >= 0 && v >= 0 && u < lastU && v < lastV)) {
          continue;
        }
        int iu = (int) u;
        int iv = (int) v;
        int i00 = iv * stride + (iu << 2);
        int i10 = i00 + stride;
        float fu = (float) (u - iu);
        float fv = (float) (v - iv);
        float w11 = fu * fv;
        float w01 = fu - w11;
        float w10 = fv - w11;
        float w00 = 1 - fu - w10;
        float cover = w00 * t[i00 + 3] + w01 * t[i00 + 7] + w10 * t[i10 + 3] + w11 * t[i10 + 7];
        if (cover <= 0) {
          continue;
        }
        float through = 1 - cover;
        int at = y * width + x;
        out[at] =
            through * out[at] + w00 * t[i00] + w01 * t[i00 + 4] + w10 * t[i10] + w11 * t[i10 + 4];
        out[at + n] =
            through * out[at + n]
                + w00 * t[i00 + 1]
                + w01 * t[i00 + 5]
                + w10 * t[i10 + 1]
                + w11 * t[i10 + 5];
        out[at + 2 * n] =
            through * out[at + 2 * n]
                + w00 * t[i00 + 2]
                + w01 * t[i00 + 6]
                + w10 * t[i10 + 2]
                + w11 * t[i10 + 6];
      }
    }
  }
}
