package dev.attune.datasets.scene;

/** Draws surfaces for shapes from a bank of textures. Used by one thread. */
final class Materials {
  private static final Pattern[] ALL = Pattern.values();

  private final TextureBank bank;
  private final double scale;

  Materials(TextureBank bank) {
    this(bank, 1);
  }

  private Materials(TextureBank bank, double scale) {
    this.bank = bank;
    this.scale = scale;
  }

  /** For a place seen from so much nearer: patterns of known size are larger. */
  Materials scaled(double nearer) {
    return new Materials(bank, nearer);
  }

  /** Any surface: a third are plain, the others have a texture of some size. */
  Surface any(SceneRandom r) {
    return r.chance(0.33) ? plain(r) : of(r.pick(ALL), r);
  }

  /** Nearly one colour. */
  Surface plain(SceneRandom r) {
    return Surface.plain(r, bank.any(Pattern.CLOUDS, r), Palette.random(r));
  }

  /** With a pattern of this family, in colours that suit it, turned anyhow. */
  Surface of(Pattern pattern, SceneRandom r) {
    double angle = r.chance(0.5) ? 0.05 * r.normal() : r.angle();
    return Surface.textured(
        r, bank.any(pattern, r), palette(pattern, r), r.logBetween(0.35, 2.4), angle);
  }

  /** With a pattern that is not turned. */
  Surface upright(Pattern pattern, SceneRandom r, double texelsPerPx) {
    return Surface.textured(r, bank.any(pattern, r), palette(pattern, r), nearer(texelsPerPx), 0);
  }

  /** A pattern on the ground, smaller towards the upper border of a shape of this half height. */
  Surface ground(Pattern pattern, SceneRandom r, double halfHeightPx) {
    return Surface.receding(
        r, bank.any(pattern, r), palette(pattern, r), nearer(r.between(0.4, 1.6)), halfHeightPx);
  }

  /** A pattern seen through {@code haze} (0..1) of bluish air. */
  Surface hazy(Pattern pattern, SceneRandom r, double haze) {
    Palette palette = palette(pattern, r).blended(Palette.linear(0.58, 0.15, 0.8), haze);
    return Surface.textured(r, bank.any(pattern, r), palette, r.between(1, 2.4), 0);
  }

  /** A texture is not enlarged so far that it shows nothing but its texels. */
  private double nearer(double texelsPerPx) {
    return Math.max(0.3, texelsPerPx / scale);
  }

  private static Palette palette(Pattern pattern, SceneRandom r) {
    return switch (pattern) {
      case FOLIAGE, GRASS -> r.chance(0.75) ? Palette.plants(r) : Palette.random(r);
      case WRITING, CHECKS -> Palette.contrasting(r);
      default -> r.chance(0.15) ? Palette.contrasting(r) : Palette.random(r);
    };
  }

  /** Sky with or without clouds. */
  Surface sky(SceneRandom r) {
    Tile tile = bank.any(Pattern.CLOUDS, r);
    return r.chance(0.4)
        ? Surface.plain(r, tile, Palette.sky(r))
        : Surface.textured(r, tile, Palette.sky(r), r.between(0.25, 0.7), 0);
  }

  /** Two far apart tones, nearly plain: for letters and signs. */
  Surface bold(SceneRandom r) {
    return Surface.plain(r, bank.any(Pattern.CLOUDS, r), Palette.contrasting(r));
  }

  /** A lamp or a glint. */
  Surface lamp(SceneRandom r) {
    return glowing(r, r.logBetween(1.3, 7));
  }

  /** A bright outside seen through a window. */
  Surface daylight(SceneRandom r) {
    return glowing(r, r.between(0.9, 2));
  }

  private Surface glowing(SceneRandom r, double gain) {
    Palette palette = new Palette(new double[][] {{1, 0.9, 0.75}, {0.85, 0.95, 1}});
    return Surface.glowing(r, bank.any(Pattern.CLOUDS, r), palette, gain);
  }
}
