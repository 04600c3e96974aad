package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * What is subtracted from and divided out of pictures of values in 0..1 before they are looked at.
 *
 * @param mean of each channel, R, G, B
 * @param deviation of each channel, above 0
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {
  /** Mean 0.485, 0.456, 0.406 and deviation 0.229, 0.224, 0.225, as torchvision's models use. */
  public static final Normalisation IMAGENET =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Mean and deviation 0.5, as the vision transformers of the original authors use. */
  public static final Normalisation HALF =
      new Normalisation(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

  /** Pictures as they are. */
  public static final Normalisation NONE =
      new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  /** Checks the ranges. */
  public Normalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(d -> !(d > 0))) {
      throw new IllegalArgumentException(
          "normalisation by mean "
              + mean
              + " and deviation "
              + deviation
              + ": three numbers each are allowed, deviations above 0");
    }
  }

  /** Pictures [N, 3, H, W] normalised. */
  Value apply(GraphBuilder g, Value pictures) {
    if (equals(NONE)) {
      return pictures;
    }
    return g.div(g.sub(pictures, constant(g, mean)), constant(g, deviation));
  }

  private static Value constant(GraphBuilder g, List<Double> of) {
    float[] values = {of.get(0).floatValue(), of.get(1).floatValue(), of.get(2).floatValue()};
    return g.constant(HostTensor.of(Shape.of(1, 3, 1, 1), values));
  }
}
