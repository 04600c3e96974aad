package dev.attune.datasets.scene;

/** The families of textures; each member of a family differs by its random numbers. */
enum Pattern {
  CLOUDS,
  ROUGH,
  RIDGES,
  MARBLE,
  WOOD,
  GRAIN,
  BRUSHED,
  STRIPES,
  PLAID,
  CHECKS,
  BRICKS,
  WEAVE,
  FACADE,
  DOTS,
  FOLIAGE,
  GRASS,
  WRITING,
  PEBBLES,
  MOSAIC,
  CONFETTI;

  /** Draws a member of this family. */
  Tile draw(SceneRandom r) {
    return switch (this) {
      case CLOUDS -> NoisePatterns.clouds(r);
      case ROUGH -> NoisePatterns.rough(r);
      case RIDGES -> NoisePatterns.ridges(r);
      case MARBLE -> NoisePatterns.marble(r);
      case WOOD -> NoisePatterns.wood(r);
      case GRAIN -> NoisePatterns.grain(r);
      case BRUSHED -> NoisePatterns.brushed(r);
      case STRIPES -> GridPatterns.stripes(r);
      case PLAID -> GridPatterns.plaid(r);
      case CHECKS -> GridPatterns.checks(r);
      case BRICKS -> GridPatterns.bricks(r);
      case WEAVE -> GridPatterns.weave(r);
      case FACADE -> GridPatterns.facade(r);
      case DOTS -> GridPatterns.dots(r);
      case FOLIAGE -> ScatterPatterns.foliage(r);
      case GRASS -> ScatterPatterns.grass(r);
      case WRITING -> ScatterPatterns.writing(r);
      case PEBBLES -> ScatterPatterns.pebbles(r);
      case MOSAIC -> ScatterPatterns.mosaic(r);
      case CONFETTI -> ScatterPatterns.confetti(r);
    };
  }
}
