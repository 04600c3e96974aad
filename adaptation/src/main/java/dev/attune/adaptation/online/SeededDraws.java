package dev.attune.adaptation.online;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Draws of a batch follow from the seed and the batch's number alone. */
final class SeededDraws implements Draws {
  private final long seed;
  private SplittableRandom random;

  SeededDraws(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void begin(long batch) {
    // The golden ratio's odd multiples lie far apart, so that neighbours share nothing.
    random = new SplittableRandom(seed ^ (batch + 1) * 0x9E3779B97F4A7C15L);
  }

  @Override
  public int[] permutation(int size) {
    int[] out = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      out[i] = out[j];
      out[j] = i;
    }
    return out;
  }

  @Override
  public HostTensor mask(String name, Shape shape, double probability) {
    byte[] out = new byte[Math.toIntExact(shape.elements())];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (random.nextDouble() < probability ? 1 : 0);
    }
    ByteBuffer direct = ByteBuffer.allocateDirect(out.length).put(out).flip();
    return HostTensor.wrap(ElementType.UINT8, shape, direct);
  }

  @Override
  public Pictures view(Pictures of, int index, Augmentation how) {
    return how.apply(of, random.split());
  }
}
