package dev.attune.datasets.scene;

/**
 * What a scene may be used for. The two lowest bits of a seed say it, for scenes and for texture
 * banks, so that nothing that is trained on can ever be tested on or shown.
 */
public enum SceneSplit {
  /** To train on. */
  TRAINING(0),
  /** To choose models by. */
  VALIDATION(1),
  /** To report figures on. */
  TEST(2),
  /** To show. */
  DEMO(3);

  private static final long MASK = 3;

  private final long code;

  SceneSplit(long code) {
    this.code = code;
  }

  /** Seed number {@code index} of this split, well mixed; other indices give other seeds. */
  public long seed(long master, long index) {
    long mixed = SceneRandom.mix(SceneRandom.mix(master) + index);
    return (mixed & ~MASK) | code;
  }

  /** The split that a seed belongs to. */
  public static SceneSplit of(long seed) {
    for (SceneSplit split : values()) {
      if (split.code == (seed & MASK)) {
        return split;
      }
    }
    throw new AssertionError(seed);
  }
}
