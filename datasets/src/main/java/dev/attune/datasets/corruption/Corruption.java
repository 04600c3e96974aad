package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.util.SplittableRandom;

/**
 * One corruption, ready to be applied to pictures in RGB with values in 0..1. The result is what
 * the published sets store: 8-bit levels, cut off below. Random numbers follow from seed, type,
 * severity, item and frame, so that any picture can be made alone and in any order. Immutable and
 * thread-safe.
 *
 * @param type kind
 * @param severity 1 to 5
 * @param scale constants
 * @param frost photographs, for {@link CorruptionType#FROST}
 * @param seed of a run
 */
public record Corruption(
    CorruptionType type, int severity, CorruptionScale scale, FrostPhotos frost, long seed) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Checks the range. */
  public Corruption {
    scale.of(type, severity);
    if (type == CorruptionType.FROST && frost.photos().isEmpty()) {
      throw new IllegalArgumentException(
          "frost needs the photographs of the published set, and there are none; name their folder"
              + " or leave frost out");
    }
  }

  /**
   * The corrupted picture, in the same size.
   *
   * @param item number of the picture, or of the video
   * @param frame number of the frame in a video; 0 for a picture
   */
  public FloatImage apply(FloatImage picture, long item, long frame) {
    if (picture.channels() != 3) {
      throw new IllegalArgumentException(
          "a picture of " + picture.channels() + " channels: three, in RGB, are allowed");
    }
    SplittableRandom random = random(item, frame);
    double[] c = scale.of(type, severity);
    FloatImage out =
        switch (type) {
          case GAUSSIAN_NOISE -> Noise.gaussian(picture, c[0], random);
          case SHOT_NOISE -> Noise.shot(picture, c[0], random);
          case IMPULSE_NOISE -> Noise.impulse(picture, c[0], random);
          case SPECKLE_NOISE -> Noise.speckle(picture, c[0], random);
          case GAUSSIAN_BLUR -> Filters.gaussian(picture, c[0], 4, Filters.Border.NEAREST);
          case DEFOCUS_BLUR -> Blurs.defocus(picture, c[0], c[1]);
          case GLASS_BLUR -> Blurs.glass(picture, c[0], (int) c[1], (int) c[2], random);
          case MOTION_BLUR ->
              Blurs.motion(picture, (int) c[0], c[1], 90 * random.nextDouble() - 45);
          case ZOOM_BLUR -> Blurs.zoom(picture, (int) c[0], c[1]);
          case SNOW -> Weather.snow(picture, c, random);
          case FROST -> Weather.frost(picture, c[0], c[1], scale, frost, random);
          case FOG -> Weather.fog(picture, c[0], c[1], random);
          case BRIGHTNESS -> Digital.brightness(picture, c[0]);
          case SPATTER -> Spatter.apply(picture, c, random);
          case SATURATE -> Digital.saturate(picture, c[0], c[1]);
          case CONTRAST -> Digital.contrast(picture, c[0]);
          case ELASTIC_TRANSFORM -> Elastic.apply(picture, c[0], c[1], c[2], random);
          case PIXELATE -> Digital.pixelate(picture, c[0]);
          case JPEG_COMPRESSION -> Digital.jpeg(picture, (int) c[0]);
        };
    return levels(out);
  }

  private SplittableRandom random(long item, long frame) {
    long mixed = seed;
    for (long part : new long[] {type.label().hashCode(), severity, item, frame}) {
      mixed = new SplittableRandom(mixed ^ (part + 1) * GOLDEN).nextLong();
    }
    return new SplittableRandom(mixed);
  }

  private static FloatImage levels(FloatImage x) {
    FloatImage out = new FloatImage(x.channels(), x.height(), x.width());
    for (int i = 0; i < out.data().length; i++) {
      // A value that is a level but for rounding must not fall to the one below.
      double level = Math.floor(Math.max(0, Math.min(1, x.data()[i])) * 255.0 + 1e-4);
      out.data()[i] = (float) (level / 255);
    }
    return out;
  }
}
