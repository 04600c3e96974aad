package dev.attune.deblur.train;

import java.util.SplittableRandom;

/**
 * Windows of two sources, drawn by lot.
 *
 * @param first one source
 * @param second the other
 * @param secondShare how often the second is taken, 0..1
 * @param seed of the lots
 */
public record MixedWindows(WindowSource first, WindowSource second, double secondShare, long seed)
    implements WindowSource {
  @Override
  public TrainingWindow window(long index) {
    boolean other = new SplittableRandom(seed * 7_919 + index).nextDouble() < secondShare;
    return (other ? second : first).window(index);
  }
}
