package dev.attune.datasets.blur;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How pairs are made. Immutable.
 *
 * @param mode where the blur comes from
 * @param size of the pictures; empty takes 640x360, or less where the source is too small
 * @param scale how much the source is made smaller before it is blurred, above 0 to 1; empty makes
 *     it as small as size and motion allow
 * @param frames most pairs of a sequence, 1..100000
 * @param sequences of each input, 1..1000
 * @param noise deviation of the sensor's noise at middle grey, in levels of 8 bits, 0..50; drawn
 *     once a sequence
 * @param compressedShare share of the sequences whose blurred frames were compressed as video, 0..1
 * @param quality quantiser of that compression, 1..51, lower is better; drawn once a sequence
 * @param seed of everything that is drawn
 */
public record BlurRecipe(
    BlurMode mode,
    Optional<PictureSize> size,
    OptionalDouble scale,
    int frames,
    int sequences,
    Range noise,
    double compressedShare,
    Range quality,
    long seed) {
  private static final int MOST_FRAMES = 100_000;
  private static final int MOST_SEQUENCES = 1000;
  private static final double MOST_NOISE = 50;
  private static final double LEAST_SCALE = 0.01;

  /** Checks the ranges. */
  public BlurRecipe {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(size, "size");
    if (scale.isPresent() && !(scale.getAsDouble() >= LEAST_SCALE && scale.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "scale " + scale.getAsDouble() + ": " + LEAST_SCALE + " to 1 is allowed");
    }
    if (frames < 1 || frames > MOST_FRAMES) {
      throw new IllegalArgumentException(
          "frames " + frames + ": 1 to " + MOST_FRAMES + " is allowed");
    }
    if (sequences < 1 || sequences > MOST_SEQUENCES) {
      throw new IllegalArgumentException(
          "sequences " + sequences + ": 1 to " + MOST_SEQUENCES + " is allowed");
    }
    noise.require("noise", 0, MOST_NOISE);
    if (!(compressedShare >= 0 && compressedShare <= 1)) {
      throw new IllegalArgumentException(
          "share of compressed sequences " + compressedShare + ": 0 to 1 is allowed");
    }
    quality.require("quality", 1, 51);
  }
}
