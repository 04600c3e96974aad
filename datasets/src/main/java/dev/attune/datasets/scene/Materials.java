package dev.attune.datasets.scene;

/** Draws surfaces for shapes from a bank of textures. Used by one thread. */
final class Materials {
  private static final Pattern[] ALL = Pattern.values();

  private final TextureBank bank;

  Materials(TextureBank bank) {
    this.bank = bank;
  }

  /** Any surface: a third are plain, the others have a texture of some size. */
  Surface any(SceneRandom r) {
    if (r.chance(0.33)) {
      return plain(r);
    }
    return of(r.pick(ALL), r);
  }

  /** Nearly one colour. */
  Surface plain(SceneRandom r) {
    return Surface.plain(r, bank.any(Pattern.CLOUDS, r), Palette.random(r));
  }

  /** With a pattern of this family, in colours that suit it. */
  Surface of(Pattern pattern, SceneRandom r) {
    Palette palette =
        switch (pattern) {
          case FOLIAGE, GRASS -> r.chance(0.75) ? Palette.plants(r) : Palette.random(r);
          case WRITING, CHECKS -> Palette.contrasting(r);
          default -> r.chance(0.15) ? Palette.contrasting(r) : Palette.random(r);
        };
    return Surface.textured(r, bank.any(pattern, r), palette, r.logBetween(0.35, 2.4));
  }

  /** Sky with or without clouds. */
  Surface sky(SceneRandom r) {
    Tile tile = bank.any(Pattern.CLOUDS, r);
    return r.chance(0.4)
        ? Surface.plain(r, tile, Palette.sky(r))
        : Surface.textured(r, tile, Palette.sky(r), r.between(0.25, 0.7));
  }

  /** Two far apart tones, nearly plain: for letters and signs. */
  Surface bold(SceneRandom r) {
    return Surface.plain(r, bank.any(Pattern.CLOUDS, r), Palette.contrasting(r));
  }

  /** A lamp or a glint. */
  Surface lamp(SceneRandom r) {
    Palette palette = new Palette(new double[][] {{1, 0.9, 0.75}, {0.85, 0.95, 1}});
    return Surface.glowing(r, bank.any(Pattern.CLOUDS, r), palette, r.logBetween(1.3, 7));
  }
}
