package dev.attune.deblur.run;

import dev.attune.deblur.adapt.FineTuner;
import dev.attune.deblur.adapt.PseudoPair;
import dev.attune.deblur.adapt.RegionCut;
import dev.attune.deblur.sharpness.RegionCollector.Kept;
import java.util.ArrayList;
import java.util.List;

/** Gathers some regions and pairs of all adaptations of a run. Not thread-safe. */
final class EvidenceCollector {
  private static final int TRAINING = 8;
  private static final int HELD_OUT = 2;

  private final List<Evidence.Region> regions = new ArrayList<>();
  private final List<Evidence.PairSample> training = new ArrayList<>();
  private final List<Evidence.PairSample> heldOut = new ArrayList<>();

  /** What was gathered, for a file. */
  record State(
      List<Evidence.Region> regions,
      List<Evidence.PairSample> training,
      List<Evidence.PairSample> heldOut) {}

  State state() {
    return new State(List.copyOf(regions), List.copyOf(training), List.copyOf(heldOut));
  }

  void restore(State state) {
    regions.clear();
    training.clear();
    heldOut.clear();
    regions.addAll(state.regions());
    training.addAll(state.training());
    heldOut.addAll(state.heldOut());
  }

  /**
   * Takes some of the regions that were found.
   *
   * @param firstFrame number of the frame that the analysis counts as 0
   * @param most how many
   */
  void addRegions(Analysis analysis, long firstFrame, int most) {
    for (Kept<RegionCut> kept : first(analysis.regions(), most, TRAINING - regions.size())) {
      regions.add(EvidencePictures.region(kept, firstFrame));
    }
  }

  /**
   * Takes some of the pairs that were adapted to.
   *
   * @param most how many of each kind
   */
  void addPairs(FineTuner.Split pairs, int most) {
    for (PseudoPair pair : first(pairs.training(), most, TRAINING - training.size())) {
      training.add(EvidencePictures.pair(pair, false));
    }
    for (PseudoPair pair : first(pairs.heldOut(), most, HELD_OUT - heldOut.size())) {
      heldOut.add(EvidencePictures.pair(pair, true));
    }
  }

  /** Everything that a report shows. */
  Evidence with(FrameWatcher watcher, List<Evidence.LossPoint> losses) {
    List<Evidence.PairSample> pairs = new ArrayList<>(training);
    pairs.addAll(heldOut);
    return new Evidence(
        watcher.comparisons(), List.copyOf(regions), pairs, watcher.points(), losses);
  }

  private static <T> List<T> first(List<T> all, int most, int left) {
    return all.subList(0, Math.min(all.size(), Math.min(most, left)));
  }
}
