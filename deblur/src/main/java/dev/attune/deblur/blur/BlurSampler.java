package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.PathBank;
import dev.attune.deblur.sharpness.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses the blur for a sharp region: the motion that the same place showed in another, more
 * blurred frame of this video, with the exposure varied a little, so that what the network trains
 * on is blurred as this video is. Frames of the region's own scene come first, then all others.
 * Thread-safe once made; the same random numbers give the same blurs.
 */
public final class BlurSampler {
  private final List<PathBank.Entry> entries;
  private final double exposureFraction;
  private final SamplerSettings settings;

  /**
   * A sampler of one video.
   *
   * @param bank the video's motion
   * @param exposureFraction of the video
   */
  public BlurSampler(PathBank bank, double exposureFraction, SamplerSettings settings) {
    this.entries = bank.entries();
    this.exposureFraction = exposureFraction;
    this.settings = settings;
  }

  /**
   * A blur for a region, or nothing where no kept frame of this size moves enough in its place:
   * then this video does not show how it is blurred.
   *
   * @param frameHeight rows of the region's frame
   * @param frameWidth columns of the region's frame
   * @param scene number of the region's scene
   * @param box the region
   */
  public Optional<BlurPath> sample(
      int frameHeight, int frameWidth, int scene, Box box, RandomGenerator random) {
    List<PathBank.Entry> near = new ArrayList<>();
    List<PathBank.Entry> far = new ArrayList<>();
    for (PathBank.Entry entry : entries) {
      if (entry.motion().frameHeight() == frameHeight
          && entry.motion().frameWidth() == frameWidth
          && exposureFraction * entry.motion().meanLengthPx(box) >= settings.minimumLengthPx()) {
        (entry.scene() == scene ? near : far).add(entry);
      }
    }
    List<PathBank.Entry> from = near.isEmpty() ? far : near;
    if (from.isEmpty()) {
      return Optional.empty();
    }
    // every number is drawn in every case, so that one choice does not shift the next
    int index = random.nextInt(from.size());
    double least = Math.log(settings.leastExposure());
    double factor =
        Math.exp(least + random.nextDouble() * (Math.log(settings.greatestExposure()) - least));
    boolean reverse = random.nextDouble() < settings.reverseShare();
    if (random.nextDouble() < settings.stillShare()) {
      return Optional.of(BlurPath.still(box.height(), box.width()));
    }
    BlurPath path = from.get(index).motion().paths(box).exposed(exposureFraction * factor);
    double length = path.meanLengthPx();
    if (length > settings.maximumLengthPx()) {
      path = path.exposed(settings.maximumLengthPx() / length);
    }
    return Optional.of(reverse ? path.reversed() : path);
  }

  /** Open time of the video's shutter over the time between frames. */
  public double exposureFraction() {
    return exposureFraction;
  }
}
