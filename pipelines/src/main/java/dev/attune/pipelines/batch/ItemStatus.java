package dev.attune.pipelines.batch;

/** What became of one input. */
public enum ItemStatus {
  /** Its output is there. */
  DONE("done"),
  /** Its output is there, as far as a damaged input could be read or under a complaint. */
  DOUBTFUL("doubtful"),
  /** Its output was there before. */
  SKIPPED("skipped"),
  /** It has no output. */
  FAILED("failed"),
  /** The batch ended before its turn, or within it. */
  UNFINISHED("unfinished");

  private final String word;

  ItemStatus(String word) {
    this.word = word;
  }

  /** For people and programs. */
  @Override
  public String toString() {
    return word;
  }
}
