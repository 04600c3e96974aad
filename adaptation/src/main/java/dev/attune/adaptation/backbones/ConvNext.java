package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import java.util.List;

/**
 * ConvNeXt (Liu et al., 2022). Names as in the authors' checkpoints: {@code downsample_layers.0.0},
 * {@code stages.0.0.dwconv}, {@code gamma}, {@code head}.
 *
 * @param depths blocks of the four stages
 * @param widths channels of the four stages
 * @param classes number of classes K
 * @param normalisation of the pictures; the authors' weights want {@link Normalisation#IMAGENET}
 */
public record ConvNext(
    List<Integer> depths, List<Integer> widths, int classes, Normalisation normalisation)
    implements Backbone {
  private static final double EPSILON = 1e-6;

  /** Checks the sizes. */
  public ConvNext {
    depths = List.copyOf(depths);
    widths = List.copyOf(widths);
    if (depths.size() != 4 || widths.size() != 4 || classes < 2) {
      throw new IllegalArgumentException(
          "ConvNeXt of stages " + depths + " and " + widths + ": four stages are allowed");
    }
  }

  /** ConvNeXt-T. */
  public static ConvNext tiny(int classes) {
    return new ConvNext(
        List.of(3, 3, 9, 3), List.of(96, 192, 384, 768), classes, Normalisation.IMAGENET);
  }

  @Override
  public int featureWidth() {
    return widths.get(3);
  }

  @Override
  public Result build(GraphBuilder g, Value pictures, Norms norms) {
    Value x = normalisation.apply(g, pictures);
    for (int stage = 0; stage < 4; stage++) {
      GraphBuilder down = g.at("downsample_layers." + stage);
      int width = widths.get(stage);
      if (stage == 0) {
        x = down.conv2d("0", x, width, 4, new Conv2d(4, 0, 1, 1), true);
        x = channelNorm(down, "1", x);
      } else {
        x = channelNorm(down, "0", x);
        x = down.conv2d("1", x, width, 2, new Conv2d(2, 0, 1, 1), true);
      }
      for (int i = 0; i < depths.get(stage); i++) {
        x = block(g.at("stages." + stage + "." + i), x, width);
      }
    }
    Value features = g.layerNorm("norm", g.mean(x, 2, 3), EPSILON);
    return new Result(features, g.linear("head", features, classes));
  }

  /** Layer normalisation over the channels of every position. */
  private static Value channelNorm(GraphBuilder g, String name, Value x) {
    return g.permute(g.layerNorm(name, g.permute(x, 0, 2, 3, 1), EPSILON), 0, 3, 1, 2);
  }

  private static Value block(GraphBuilder g, Value x, int width) {
    Value y = g.conv2d("dwconv", x, width, 7, new Conv2d(1, 3, 1, width), true);
    y = g.layerNorm("norm", g.permute(y, 0, 2, 3, 1), EPSILON);
    y = g.linear("pwconv2", g.gelu(g.linear("pwconv1", y, 4 * width)), width);
    y = g.mul(y, g.parameter("gamma", width));
    return g.add(x, g.permute(y, 0, 3, 1, 2));
  }
}
