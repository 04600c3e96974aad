package dev.attune.deblur.parity;

import dev.attune.deblur.network.EstrnnForwardParity;
import dev.attune.deblur.network.FineTuneParity;
import java.util.List;
import java.util.Map;

/** The kinds of recorded operations that exist: those we repeat, and those of work to come. */
final class ParityKinds {
  /** Repeated by the tests. */
  static final List<ParityKind> REPEATED =
      List.of(
          new SharpRegionSelectionParity(),
          new BlurConditionsParity(),
          new WeightGeneratorParity(),
          new MetricsParity(),
          new EstrnnForwardParity(),
          new FineTuneParity());

  /** Known, with the reason why they are not repeated yet. */
  static final Map<String, String> LATER =
      Map.of(
          "blur-magnitude-estimator-forward",
              "the learned blur magnitude estimator is not built yet",
          "raft-forward", "RAFT is not built yet; the flow in use is DIS",
          "id-blau-sample",
              "ID-Blau is not built yet; the blurring model in use is the line integral",
          "id-blau-training-loss", "ID-Blau is not built yet");

  private ParityKinds() {}
}
