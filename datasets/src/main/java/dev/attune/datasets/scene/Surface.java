package dev.attune.datasets.scene;

/**
 * What a shape is filled with: a texture laid over the plane at some size and angle, coloured by a
 * palette and lit by a gradient. Immutable but for scratch, so used by one thread.
 */
final class Surface {
  /** A receding texture is not drawn smaller than this against its front. */
  private static final double MOST_RECEDING = 12;

  private final Tile tile;
  private final Palette palette;
  private final double texelsPerPx;
  private final int level;
  private final double cosScaled;
  private final double sinScaled;
  private final double offsetX;
  private final double offsetY;
  private final double recedingPx;
  private final float contrast;
  private final float tone;
  private final float gain;
  private final float slopeX;
  private final float slopeY;
  private final float[] scratch = new float[2];

  private Surface(
      SceneRandom r,
      Tile tile,
      Palette palette,
      double texelsPerPx,
      double angle,
      double recedingPx,
      double contrast,
      double gain) {
    this.tile = tile;
    this.palette = palette;
    this.texelsPerPx = texelsPerPx;
    this.level = tile.levelFor(texelsPerPx);
    this.cosScaled = StrictMath.cos(angle) * texelsPerPx;
    this.sinScaled = StrictMath.sin(angle) * texelsPerPx;
    this.recedingPx = recedingPx;
    this.offsetX = r.between(0, Tile.SIZE);
    this.offsetY = r.between(0, Tile.SIZE);
    this.contrast = (float) contrast;
    this.tone = (float) r.between(0.2, 0.8);
    this.gain = (float) gain;
    // Up to an eighth over ten pixels, so that even a plain surface is not quite flat.
    double slope = r.chance(0.5) ? 0 : r.between(0, 0.008);
    double towards = r.angle();
    this.slopeX = (float) (slope * StrictMath.cos(towards));
    this.slopeY = (float) (slope * StrictMath.sin(towards));
  }

  /** A texture in colours; {@code texelsPerPx} above 1 shows it smaller than drawn. */
  static Surface textured(
      SceneRandom r, Tile tile, Palette palette, double texelsPerPx, double angle) {
    return new Surface(r, tile, palette, texelsPerPx, angle, 0, 1, 1);
  }

  /**
   * A texture on a plane that recedes towards a horizon just above a shape of half height {@code
   * halfPx}; at the lower border it has {@code texelsPerPx}.
   */
  static Surface receding(
      SceneRandom r, Tile tile, Palette palette, double texelsPerPx, double halfPx) {
    return new Surface(r, tile, palette, texelsPerPx, 0, halfPx, 1, 1);
  }

  /** Nearly one colour. */
  static Surface plain(SceneRandom r, Tile tile, Palette palette) {
    return new Surface(r, tile, palette, r.between(0.2, 0.6), r.angle(), 0, r.between(0, 0.12), 1);
  }

  /** One colour that sends out light, brighter than white by {@code gain}. */
  static Surface glowing(SceneRandom r, Tile tile, Palette palette, double gain) {
    return new Surface(r, tile, palette, 0.3, 0, 0, 0.1, gain);
  }

  /**
   * Adds this surface's light at ({@code x}, {@code y}), in pixels from the middle of the shape,
   * times {@code weight} to the three values from {@code at} on.
   */
  void add(double x, double y, float weight, float[] texels, int at) {
    if (recedingPx > 0) {
      // Depth grows as 1 / distance to the horizon; along it, texels crowd as its square.
      double front = 2.1 * recedingPx;
      double below = Math.max(y + 1.1 * recedingPx, front / MOST_RECEDING);
      double smaller = front / below;
      double u = x * texelsPerPx * smaller + offsetX;
      double v = -front * texelsPerPx * smaller + offsetY;
      int coarser = tile.levelFor(texelsPerPx * smaller * Math.sqrt(smaller));
      tile.sample(coarser, u, v, scratch);
    } else {
      double u = cosScaled * x + sinScaled * y + offsetX;
      double v = cosScaled * y - sinScaled * x + offsetY;
      tile.sample(level, u, v, scratch);
    }
    float lit = 1 + slopeX * (float) x + slopeY * (float) y;
    float shade = 1 + Math.min(1, contrast) * (scratch[1] - 1);
    float factor = weight * gain * shade * Math.max(0.25f, Math.min(1.8f, lit));
    palette.add(tone + contrast * (scratch[0] - tone), factor, texels, at);
  }
}
