package dev.attune.datasets.corruption;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kinds of corruption; the first fifteen in the order of the test-time adaptation papers. */
public enum CorruptionType {
  /** Normal noise on every value. */
  GAUSSIAN_NOISE,
  /** Poisson noise, as of few photons. */
  SHOT_NOISE,
  /** Values replaced by black or white. */
  IMPULSE_NOISE,
  /** A disk, as of a lens out of focus. */
  DEFOCUS_BLUR,
  /** Pixels exchanged with neighbours. */
  GLASS_BLUR,
  /** A line of falling weight. */
  MOTION_BLUR,
  /** Mean over zooms. */
  ZOOM_BLUR,
  /** Streaks over a whitened picture. */
  SNOW,
  /** A photograph of ice over the picture; needs {@link FrostPhotos}. */
  FROST,
  /** Plasma clouds. */
  FOG,
  /** More value in HSV. */
  BRIGHTNESS,
  /** Less distance from the mean. */
  CONTRAST,
  /** Small warps. */
  ELASTIC_TRANSFORM,
  /** Fewer pixels. */
  PIXELATE,
  /** Strong JPEG compression. */
  JPEG_COMPRESSION,
  /** Noise in proportion to the value. */
  SPECKLE_NOISE,
  /** Gaussian blur. */
  GAUSSIAN_BLUR,
  /** Drops of water or mud on the lens. */
  SPATTER,
  /** Another saturation in HSV. */
  SATURATE;

  private static final int COMMON = 15;

  /** The fifteen that published results are the mean of, in the order of the papers. */
  public static List<CorruptionType> common() {
    return Arrays.stream(values()).limit(COMMON).toList();
  }

  /** The four that the authors keep for choosing settings. */
  public static List<CorruptionType> extra() {
    return Arrays.stream(values()).skip(COMMON).toList();
  }

  /** The name in published files, such as {@code gaussian_noise}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type of a published name.
   *
   * @throws IllegalArgumentException naming all names
   */
  public static CorruptionType of(String label) {
    return Arrays.stream(values())
        .filter(t -> t.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "corruption '"
                        + label
                        + "' is unknown; there are "
                        + Arrays.stream(values())
                            .map(CorruptionType::label)
                            .collect(Collectors.joining(", "))));
  }
}
