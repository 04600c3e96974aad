package dev.attune.datasets.scene;

import java.util.EnumMap;
import java.util.Map;

/**
 * A library of textures, each drawn when first used and then shared by all scenes. What a texture
 * looks like depends on the bank's seed, its family and its number alone. Thread-safe.
 */
public final class TextureBank {
  private final SceneRandom random;
  private final Map<Pattern, Tile[]> tiles = new EnumMap<>(Pattern.class);

  /**
   * A bank with {@code variants} members of every one of the twenty families of textures; one
   * member takes about 0.7 MB.
   *
   * @throws IllegalArgumentException when there is less than one
   */
  public TextureBank(long seed, int variants) {
    if (variants < 1) {
      throw new IllegalArgumentException("variants " + variants + ": at least 1 is needed");
    }
    this.random = new SceneRandom(seed).split("textures");
    for (Pattern pattern : Pattern.values()) {
      tiles.put(pattern, new Tile[variants]);
    }
  }

  /** A random member of a family. */
  synchronized Tile any(Pattern pattern, SceneRandom choice) {
    Tile[] members = tiles.get(pattern);
    int variant = choice.intBetween(0, members.length - 1);
    if (members[variant] == null) {
      members[variant] = pattern.draw(random.split(pattern.name()).split(variant));
    }
    return members[variant];
  }
}
