package dev.attune.adaptation.weights;

/**
 * How far weights have moved, over all floating tensors.
 *
 * @param l2 Euclidean length of the difference
 * @param relative {@code l2} over the Euclidean length of the start; infinite when that is 0
 * @param maxAbs largest absolute difference of one element
 * @param furthest name of the tensor in which that element is; empty when nothing moved
 */
public record Drift(double l2, double relative, double maxAbs, String furthest) {
  /** Whether every number is finite. */
  public boolean isFinite() {
    return Double.isFinite(l2) && Double.isFinite(maxAbs);
  }
}
