package dev.attune.deblur.network;

import dev.attune.adaptation.weights.Weights;
import java.util.Locale;
import java.util.Map;

/** Finds the network that a weight file is for. */
public final class DeblurNetworks {
  /** Metadata key of the kind of network. */
  public static final String KIND = "network";

  private DeblurNetworks() {}

  /**
   * The network that weights say they are for, or, where they say nothing, the published form of
   * ESTRNN that has their shapes.
   *
   * @throws IllegalArgumentException when they are for no network that is known here
   */
  public static DeblurNetwork of(Weights weights) {
    Map<String, String> m = weights.metadata();
    String kind = m.get(KIND);
    if (kind == null) {
      return EstrnnShapes.guess(weights);
    }
    return switch (kind) {
      case Estrnn.KIND ->
          new Estrnn(
              integer(m, "features"),
              integer(m, "blocks"),
              integer(m, "past"),
              integer(m, "future"),
              Estrnn.Activation.valueOf(
                  m.getOrDefault("activation", "gelu").toUpperCase(Locale.ROOT)),
              Boolean.parseBoolean(m.getOrDefault("residual", "false")));
      case PathKernelNet.KIND -> new PathKernelNet(integer(m, "width"), integer(m, "blocks"));
      default ->
          throw new IllegalArgumentException(
              "the weights are for network '"
                  + kind
                  + "', which is no deblurring network; known are "
                  + Estrnn.KIND
                  + " and "
                  + PathKernelNet.KIND);
    };
  }

  private static int integer(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "metadata '" + key + "' of the weights is '" + value + "', a whole number is needed", e);
    }
  }
}
