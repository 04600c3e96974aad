package dev.attune.deblur.network;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;

/**
 * Reads ESTRNN's configuration off the shapes of a published checkpoint, which carries no other
 * description.
 */
final class EstrnnShapes {
  private EstrnnShapes() {}

  static DeblurNetwork guess(Weights weights) {
    HostTensor first = weights.tensors().get("cell.F_B0.weight");
    HostTensor fusion = weights.tensors().get("fusion.fusion.weight");
    if (first == null || fusion == null) {
      throw new IllegalArgumentException(
          "the weights are for no network that is known here: ESTRNN would have 'cell.F_B0.weight' and"
              + " 'fusion.fusion.weight', these begin with "
              + weights.tensors().keySet().stream().limit(3).toList());
    }
    int features = Math.toIntExact(first.shape().dim(0));
    int blocks = 0;
    while (weights.tensors().containsKey("cell.F_R.RDBs." + blocks + ".conv1x1.weight")) {
      blocks++;
    }
    int frames = Math.toIntExact(fusion.shape().dim(0) / (5L * features));
    // Published networks look as far back as ahead.
    return new Estrnn(
        features, blocks, frames / 2, (frames - 1) / 2, Estrnn.Activation.GELU, false);
  }
}
