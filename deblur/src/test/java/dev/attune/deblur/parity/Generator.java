package dev.attune.deblur.parity;

import java.nio.charset.StandardCharsets;

/** The deterministic generator of weights and inputs (parity/deblur/README.md). */
public final class Generator {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long state;

  /** The sequence of this name and seed. */
  public Generator(String name, long seed) {
    this.state = fnv1a64(name) ^ (seed * GOLDEN);
  }

  /** FNV-1a over the UTF-8 bytes. */
  public static long fnv1a64(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Element {@code i} of the sequence, in [0, 1). */
  public double uniform(long i) {
    long z = state + (i + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24;
  }

  /** The first {@code count} values of {@code lo + (hi - lo) * u}, rounded to float. */
  public float[] input(double lo, double hi, int count) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) (lo + (hi - lo) * uniform(i));
    }
    return out;
  }

  /**
   * The first {@code count} values of a parameter, by the ending of its name and its shape.
   *
   * @param gain of parameters with two or more axes
   */
  public static float[] tensor(String name, int[] shape, long seed, double gain, int count) {
    Generator g = new Generator(name, seed);
    float[] out = new float[count];
    double fanIn = 1;
    for (int i = 1; i < shape.length; i++) {
      fanIn *= shape[i];
    }
    for (int i = 0; i < count; i++) {
      double u = g.uniform(i);
      double value;
      if (name.endsWith("num_batches_tracked")) {
        value = 0;
      } else if (shape.length >= 2) {
        value = (2 * u - 1) * gain * Math.sqrt(3 / fanIn);
      } else if (name.endsWith("running_var") || (shape.length == 1 && name.endsWith(".weight"))) {
        value = 0.5 + u;
      } else {
        value = 0.1 * (2 * u - 1);
      }
      out[i] = (float) value;
    }
    return out;
  }

  /** All values of a parameter. */
  public static float[] tensor(String name, int[] shape, long seed, double gain) {
    return tensor(name, shape, seed, gain, NdArray.size(shape));
  }
}
