package dev.attune.deblur.adapt;

import dev.attune.deblur.blur.BlurSampler;
import dev.attune.deblur.blur.PseudoBlur;
import dev.attune.deblur.condition.BlurPath;
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
 * @param target what the network should make of a region
 * @param variants pairs of each region, each with a blur of its own, at least 1
 * @param seed of all choices
 */
public record PairMaker(
    BlurSampler sampler, PseudoBlur blur, Target target, int variants, long seed) {
  /** Trust in the least sharp region that is taken, against 1 for the sharpest. */
  private static final double LEAST_CONFIDENCE = 0.3;

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
    Optional<BlurPath> path =
        sampler.sample(cut.frameHeight(), cut.frameWidth(), region.scene(), cut.box(), random);
    return path.map(
        p -> {
          FloatImage blurred = blur.make(cut.surroundings().toImage(), cut.inner(), p, random);
          List<PackedPicture> window = new ArrayList<>(cut.window());
          window.set(window.size() / 2, PackedPicture.of(blurred));
          return new PseudoPair(
              window,
              wanted,
              LEAST_CONFIDENCE + (1 - LEAST_CONFIDENCE) * region.rank(),
              region.frameIndex());
        });
  }
}
