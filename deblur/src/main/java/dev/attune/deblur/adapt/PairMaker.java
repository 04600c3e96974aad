package dev.attune.deblur.adapt;

import dev.attune.deblur.blur.BlurSampler;
import dev.attune.deblur.blur.PseudoBlur;
import dev.attune.deblur.blur.SharpPatches;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.sharpness.Box;
import dev.attune.deblur.sharpness.RegionCollector.Kept;
import dev.attune.deblur.sharpness.SharpRegion;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes pseudo-pairs of sharp regions: each is blurred as other places in time of this video were.
 * The same seed makes the same pairs.
 *
 * @param sampler chooses blurs
 * @param blur blurs
 * @param patches leaves parts as they are
 * @param target what the network should make of a region
 * @param variants pairs of each region, each with a blur of its own, at least 1
 * @param seed of all choices
 */
public record PairMaker(
    BlurSampler sampler,
    PseudoBlur blur,
    SharpPatches patches,
    Target target,
    int variants,
    long seed) {
  /** Trust in the least sharp region that is taken, against 1 for the sharpest. */
  private static final double LEAST_CONFIDENCE = 0.3;

  /** Standard deviation of what measured motion is off by along each axis. */
  private static final double LEAST_ERROR_PX = 0.2;

  private static final double ERROR_SHARE = 0.04;

  /** Measured motion is too long or too short by up to this share. */
  private static final double SCALE_ERROR = 0.15;

  /** What the network should make of a region. */
  @FunctionalInterface
  public interface Target {
    /** The picture to train towards, of the size of the region. */
    PackedPicture of(RegionCut region);
  }

  /** Checks the range. */
  public PairMaker {
    if (variants < 1) {
      throw new IllegalArgumentException("variants " + variants + ": at least 1 is allowed");
    }
  }

  /** Pairs of all regions for which this video shows a blur; perhaps none. */
  public List<PseudoPair> pairs(List<Kept<RegionCut>> regions) {
    List<PseudoPair> out = new ArrayList<>();
    for (Kept<RegionCut> kept : regions) {
      PackedPicture wanted = target.of(kept.content());
      for (int v = 0; v < variants; v++) {
        pair(kept, wanted, v).ifPresent(out::add);
      }
    }
    return out;
  }

  private Optional<PseudoPair> pair(Kept<RegionCut> kept, PackedPicture wanted, int variant) {
    SharpRegion region = kept.region();
    RegionCut cut = kept.content();
    SplittableRandom random =
        new SplittableRandom(
            ((seed * 31 + region.frameIndex()) * 31 + region.box().hashCode()) * 31 + variant);
    Box outer = cut.outer();
    Optional<BlurPath> path =
        sampler.sample(cut.frameHeight(), cut.frameWidth(), region.scene(), outer, random);
    return path.map(
        p -> {
          PackedPicture sharp = cut.around().picture();
          Box whole = Box.whole(sharp.height(), sharp.width());
          FloatImage plain = sharp.toImage();
          // Flow also follows what is not blurred; only the picture tells.
          FloatImage made = blur.make(plain, whole, p, random);
          FloatImage part = patches.mixed(random, made, plain);
          PackedPicture blurred = PackedPicture.of(part);
          Box inner = cut.around().inner();
          List<PackedPicture> window = new ArrayList<>(cut.window());
          window.set(
              window.size() / 2,
              blurred.crop(inner.top(), inner.left(), inner.height(), inner.width()));
          return new PseudoPair(
              window,
              new Surroundings(blurred, inner, told(p, cut, random)),
              wanted,
              LEAST_CONFIDENCE + (1 - LEAST_CONFIDENCE) * region.rank(),
              region.frameIndex());
        });
  }

  /**
   * The motion that the network is told: of a region that stays as it is its own, else that of its
   * blur, with errors as measured motion has them.
   */
  private ReducedPaths told(BlurPath blurPath, RegionCut cut, SplittableRandom random) {
    if (blurPath.meanLengthPx() == 0) {
      return cut.around().motion().exposed(sampler.exposureFraction());
    }
    double length = blurPath.meanLengthPx();
    double error = LEAST_ERROR_PX + ERROR_SHARE * length;
    // The region is a little blurred by itself; lengths of blurs add up as their squares.
    double own = cut.around().motion().reduced().meanLengthPx() * sampler.exposureFraction();
    double both = Math.sqrt(1 + Math.min(1, own * own / (length * length)));
    return ReducedPaths.of(
        blurPath
            .exposed(both)
            .exposed(1 + SCALE_ERROR * (2 * random.nextDouble() - 1))
            .plus(error * random.nextGaussian(), error * random.nextGaussian()));
  }
}
