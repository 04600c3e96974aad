package dev.attune.adaptation.training;

/** How an adaptation ended: as exactly one of these. Only {@link Improved} changes the weights. */
public sealed interface Outcome {
  /**
   * The weights are better on the held-out share of the data.
   *
   * @param before loss on the held-out share before
   * @param after the same after
   */
  record Improved(double before, double after) implements Outcome {}

  /**
   * Training made no difference worth having; the weights are those from before.
   *
   * @param reason for people
   */
  record Unchanged(String reason) implements Outcome {}

  /**
   * Training made things worse or went wrong; the weights are those from before, bit for bit.
   *
   * @param reason for people
   */
  record RolledBack(String reason) implements Outcome {}

  /**
   * There was nothing to learn from; no step was taken.
   *
   * @param reason for people
   */
  record Skipped(String reason) implements Outcome {}

  /** The outcome's name in results: improved, unchanged, rolled-back or skipped. */
  default String label() {
    if (this instanceof Improved) {
      return "improved";
    }
    if (this instanceof Unchanged) {
      return "unchanged";
    }
    return this instanceof RolledBack ? "rolled-back" : "skipped";
  }

  /** Why, for people; empty for {@link Improved}. */
  default String why() {
    if (this instanceof Unchanged u) {
      return u.reason();
    }
    if (this instanceof RolledBack r) {
      return r.reason();
    }
    return this instanceof Skipped s ? s.reason() : "";
  }
}
