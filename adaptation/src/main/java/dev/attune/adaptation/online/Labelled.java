package dev.attune.adaptation.online;

/**
 * Pictures of the source domain whose classes are known.
 *
 * @param pictures N of them
 * @param labels 0 to K - 1, one for each
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
public record Labelled(Pictures pictures, int[] labels) {
  /** Checks that there is a label for every picture. */
  public Labelled {
    if (labels.length != pictures.size()) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + pictures.size() + " pictures");
    }
  }
}
