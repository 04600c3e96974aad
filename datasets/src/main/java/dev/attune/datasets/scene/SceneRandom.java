package dev.attune.datasets.scene;

/**
 * A splittable counter-based generator: the n-th number is a hash of key and n (SplitMix64's
 * finaliser; Steele, Lea, Flood 2014), and a child's key is a hash of the parent's key and a label,
 * so an element's numbers do not depend on what other elements drew. Same bits on every machine.
 * Not thread-safe; children are independent.
 */
public final class SceneRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double TWO_PI = 2 * Math.PI;

  private final long key;
  private long drawn;

  /** The generator of this seed. */
  public SceneRandom(long seed) {
    this.key = mix(seed + GOLDEN);
  }

  /** The child of this name; independent of how much was drawn here. */
  public SceneRandom split(String label) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < label.length(); i++) {
      hash = (hash ^ label.charAt(i)) * 0x100000001b3L;
    }
    return new SceneRandom(key ^ mix(hash));
  }

  /** The child of this number. */
  public SceneRandom split(long number) {
    return new SceneRandom(key ^ mix(number * GOLDEN + 0x632BE59BD9B4E019L));
  }

  /** 64 random bits. */
  public long bits() {
    return mix(key + ++drawn * GOLDEN);
  }

  /** Uniform in [0, 1). */
  public double unit() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  public double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Log-uniform in [low, high), both positive. */
  public double logBetween(double low, double high) {
    return low * StrictMath.exp(unit() * StrictMath.log(high / low));
  }

  /** Uniform among low..high, both included. */
  public int intBetween(int low, int high) {
    return low + (int) (((bits() >>> 33) * (long) (high - low + 1)) >>> 31);
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return unit() < probability;
  }

  /** -1 or 1. */
  int sign() {
    return bits() < 0 ? -1 : 1;
  }

  /** An angle in [0, 2 pi). */
  public double angle() {
    return unit() * TWO_PI;
  }

  /** Standard normal (Box and Muller). */
  double normal() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(angle());
  }

  /** One of these. */
  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[intBetween(0, choices.length - 1)];
  }

  /** The hash behind everything: a bijection of 64 bits. */
  static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Number {@code index} of a stream of nearly normal numbers (the sum of four uniform 16-bit
   * numbers, so within 3.5 deviations; mean 0, variance 1), without any state.
   */
  static float nearlyNormal(long streamKey, long index) {
    long h = mix(streamKey + (index + 1) * GOLDEN);
    long sum = (h & 0xffff) + ((h >>> 16) & 0xffff) + ((h >>> 32) & 0xffff) + (h >>> 48);
    // Four uniforms over 65536 steps: mean 2 * 65535, variance 4 * (65536^2 - 1) / 12.
    return (sum - 131070L) * (float) (1.7320508075688772 / 65536);
  }
}
