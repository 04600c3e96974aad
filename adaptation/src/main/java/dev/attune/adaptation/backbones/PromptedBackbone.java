package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Pad2d;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A classifier that sees two patches of learnt pixels added to every picture, one for what differs
 * between domains and one for what does not (Gan et al., Decorate the newcomers: visual domain
 * prompt for continual test time adaptation, 2023). Parameters {@code prompt.specific} and {@code
 * prompt.agnostic}, [1, 3, size, size], beside those of the classifier.
 *
 * @param classifier that sees the decorated pictures
 * @param side of the pictures
 * @param size side of a patch, at most half that of the pictures; the patches lie in the upper left
 *     and the lower right corner
 */
public record PromptedBackbone(Backbone classifier, int side, int size) implements Backbone {
  /** What the names of the patches begin with. */
  public static final String PREFIX = "prompt.";

  private static final String SPECIFIC = "specific";
  private static final String AGNOSTIC = "agnostic";

  /** Checks the sizes. */
  public PromptedBackbone {
    if (size < 1 || 2 * size > side) {
      throw new IllegalArgumentException(
          "prompt of "
              + size
              + " pixels for pictures of "
              + side
              + ": 1 to half the side is allowed");
    }
  }

  @Override
  public int classes() {
    return classifier.classes();
  }

  @Override
  public int featureWidth() {
    return classifier.featureWidth();
  }

  @Override
  public Result build(GraphBuilder g, Value pictures, Norms norms) {
    GraphBuilder p = g.at(PREFIX.substring(0, PREFIX.length() - 1));
    int rest = side - size;
    Value specific = patch(p, SPECIFIC, Pad2d.zeros(0, rest, 0, rest));
    Value agnostic = patch(p, AGNOSTIC, Pad2d.zeros(rest, 0, rest, 0));
    return classifier.build(g, g.add(g.add(pictures, specific), agnostic), norms);
  }

  private Value patch(GraphBuilder g, String name, Pad2d around) {
    return g.node(around, g.parameter(name, 1, 3, size, size));
  }

  /** Weights of the classifier with patches of zeros, which change nothing. */
  public Weights withPrompts(Weights weights) {
    Map<String, HostTensor> out = new LinkedHashMap<>(weights.tensors());
    for (String name : new String[] {SPECIFIC, AGNOSTIC}) {
      out.put(PREFIX + name, HostTensor.of(Shape.of(1, 3, size, size), new float[3 * size * size]));
    }
    return Weights.of(out, weights.metadata());
  }

  /**
   * How strongly each entry is held where it began: the patch for what does not differ between
   * domains with 1, the other not at all.
   */
  public Weights homeostasis() {
    Shape shape = Shape.of(1, 3, size, size);
    float[] ones = new float[3 * size * size];
    Arrays.fill(ones, 1);
    return Weights.of(
        Map.of(
            PREFIX + SPECIFIC, HostTensor.of(shape, new float[ones.length]),
            PREFIX + AGNOSTIC, HostTensor.of(shape, ones)),
        Map.of());
  }
}
