package dev.attune.adaptation.online;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which samples of a batch are learnt from, and how much each of them counts. */
public final class Selection {
  private final boolean[] kept;
  private final double[] weights;

  private Selection(boolean[] kept, double[] weights) {
    this.kept = kept;
    this.weights = weights;
  }

  /** All of {@code size} samples, each with weight 1. */
  public static Selection all(int size) {
    boolean[] kept = new boolean[size];
    Arrays.fill(kept, true);
    double[] weights = new double[size];
    Arrays.fill(weights, 1);
    return new Selection(kept, weights);
  }

  /** A copy that can go its own way, with all weights 1 again. */
  Selection again() {
    Selection out = all(kept.length);
    System.arraycopy(kept, 0, out.kept, 0, kept.length);
    return out;
  }

  /** Number of samples in the batch, kept or not. */
  public int size() {
    return kept.length;
  }

  /** Indices of the kept samples, ascending. */
  public int[] kept() {
    return IntStream.range(0, kept.length).filter(i -> kept[i]).toArray();
  }

  /** Number of kept samples. */
  public int count() {
    return kept().length;
  }

  /** Leaves a sample out. */
  public void drop(int sample) {
    kept[sample] = false;
  }

  /** How much a kept sample counts. */
  public double weight(int sample) {
    return weights[sample];
  }

  /** Sets how much a sample counts; the number is taken as fixed, no gradient goes through it. */
  public void weigh(int sample, double weight) {
    weights[sample] = weight;
  }
}
