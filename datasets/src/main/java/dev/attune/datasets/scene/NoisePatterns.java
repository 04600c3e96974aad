package dev.attune.datasets.scene;

/** Textures made of fractal noise: rock, plaster, clouds, wood, sand, brushed metal. */
final class NoisePatterns {
  private static final double TWO_PI = 2 * Math.PI;

  private NoisePatterns() {}

  /** Soft and large, with detail fading as in clouds or worn paint. */
  static Tile clouds(SceneRandom r) {
    Field tone = Field.fractal(r.split("tone"), r.intBetween(1, 3), 7, r.between(0.4, 0.6));
    return new Tile(tone, Field.constant(1));
  }

  /** Plaster, concrete, soil: detail at every scale. */
  static Tile rough(SceneRandom r) {
    Field tone = Field.fractal(r.split("tone"), r.intBetween(2, 6), 7, r.between(0.6, 0.85));
    Field relief = Field.fractal(r.split("relief"), r.intBetween(8, 32), 4, 0.7);
    double depth = r.between(0.1, 0.7);
    return new Tile(tone, relief.mapped(v -> 1 + depth * (v - 0.5)));
  }

  /** Folds and cracks: noise folded at its middle. */
  static Tile ridges(SceneRandom r) {
    Field base = Field.fractal(r.split("base"), r.intBetween(2, 6), 6, r.between(0.45, 0.65));
    boolean dark = r.chance(0.5);
    double sharpness = r.between(2, 9);
    Field tone =
        base.mapped(
            v -> {
              double ridge = Math.min(1, Math.abs(2 * v - 1) * sharpness);
              return dark ? ridge : 1 - ridge;
            });
    Field shade = Field.fractal(r.split("shade"), 4, 6, 0.6).mapped(v -> 0.7 + 0.5 * v);
    return new Tile(tone, shade);
  }

  /** Bands bent by noise. */
  static Tile marble(SceneRandom r) {
    Field bend = Field.fractal(r.split("bend"), r.intBetween(1, 3), 6, 0.55);
    int kx = r.intBetween(0, 5);
    int ky = r.intBetween(1, 5);
    double amount = r.between(0.5, 2.5);
    Field tone =
        Field.of(
            (x, y) ->
                0.5 + 0.5 * StrictMath.sin(TWO_PI * (kx * x + ky * y + amount * bend.at(x, y))));
    return new Tile(tone, Field.constant(1));
  }

  /** Fibres along one direction with darker rings. */
  static Tile wood(SceneRandom r) {
    Field fibre = new Field();
    fibre.addNoise(r.split("coarse"), 3, 24, 1);
    fibre.addNoise(r.split("middle"), 6, 64, 0.6f);
    fibre.addNoise(r.split("fine"), 8, 160, 0.5f);
    Field grain = fibre.stretched();
    int rings = r.intBetween(2, 6);
    Field bend = Field.fractal(r.split("bend"), 1, 3, 0.5);
    Field tone =
        Field.of(
            (x, y) -> {
              double ring = rings * (y + 0.6 * bend.at(x, y));
              return 0.5 * (ring - Math.floor(ring)) + 0.5 * grain.at(x, y);
            });
    return new Tile(tone, grain.mapped(v -> 0.8 + 0.4 * v));
  }

  /** Sand, asphalt, felt: almost white noise with some large patches. */
  static Tile grain(SceneRandom r) {
    Field fine = Field.fractal(r.split("fine"), r.intBetween(24, 90), 4, r.between(0.7, 1));
    Field large = Field.fractal(r.split("large"), 2, 4, 0.5);
    double share = r.between(0.2, 0.6);
    Field tone = Field.of((x, y) -> share * fine.at(x, y) + (1 - share) * large.at(x, y));
    double depth = r.between(0.2, 0.9);
    return new Tile(tone, fine.mapped(v -> 1 + depth * (v - 0.5)));
  }

  /** Long scratches of one direction. */
  static Tile brushed(SceneRandom r) {
    Field lines = new Field();
    lines.addNoise(r.split("coarse"), r.intBetween(1, 4), r.intBetween(32, 64), 1);
    lines.addNoise(r.split("fine"), r.intBetween(2, 10), r.intBetween(128, 250), 1);
    Field soft = Field.fractal(r.split("soft"), 1, 3, 0.5);
    Field streaks = lines.stretched();
    Field tone = Field.of((x, y) -> 0.5 * streaks.at(x, y) + 0.5 * soft.at(x, y));
    return new Tile(tone, streaks.mapped(v -> 0.85 + 0.3 * v));
  }
}
