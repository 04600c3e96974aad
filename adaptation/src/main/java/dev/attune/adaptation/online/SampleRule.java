package dev.attune.adaptation.online;

/** Says which samples of a batch are learnt from, or how much they count. */
public interface SampleRule extends Part {
  /**
   * Drops samples or weighs them.
   *
   * @param pass what was predicted
   * @param selection what earlier rules have left
   */
  void apply(Pass pass, Selection selection);
}
