package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.Pool2d;

/**
 * The residual network for pictures of 32 x 32 (He et al., 2016, section 4.2): three stages of 16,
 * 32 and 64 channels, shortcuts without parameters (option A). Names as in the checkpoints of
 * akamaster/pytorch_resnet_cifar10, without their prefix {@code module.}.
 *
 * @param depth 6 n + 2: 20, 32, 44, 56, 110
 * @param classes number of classes K
 * @param normalisation of the pictures
 */
public record CifarResNet(int depth, int classes, Normalisation normalisation) implements Backbone {
  private static final double EPSILON = 1e-5;

  /** Checks the ranges. */
  public CifarResNet {
    ThreeStages.require("CIFAR ResNet", depth, classes);
  }

  @Override
  public int featureWidth() {
    return ThreeStages.LAST;
  }

  @Override
  public Result build(GraphBuilder g, Value pictures, Norms norms) {
    Value x = normalisation.apply(g, pictures);
    x = g.conv2d("conv1", x, ThreeStages.FIRST, 3, Conv2d.same(3, 1), false);
    x = g.relu(norms.batchNorm(g, "bn1", x, EPSILON));
    x = ThreeStages.of(g, x, depth, (b, y, width, stride) -> block(b, y, width, stride, norms));
    Value features = g.mean(x, 2, 3);
    return new Result(features, g.linear("linear", features, classes));
  }

  private static Value block(GraphBuilder g, Value x, int width, int stride, Norms norms) {
    Value y = g.conv2d("conv1", x, width, 3, Conv2d.same(3, stride), false);
    y = g.relu(norms.batchNorm(g, "bn1", y, EPSILON));
    y = g.conv2d("conv2", y, width, 3, Conv2d.same(3, 1), false);
    y = norms.batchNorm(g, "bn2", y, EPSILON);
    return g.relu(g.add(y, stride == 1 ? x : shortcut(g, x, width)));
  }

  /** Every second pixel, with channels of zeros before and behind. */
  private static Value shortcut(GraphBuilder g, Value x, int width) {
    Value small = g.node(new Pool2d(Pool2d.Kind.MAX, 1, 2, 0, false), x);
    int padding = (width - x.channels()) / 2;
    Value zeros = g.fullLike(g.slice(small, 1, 0, padding), 0);
    return g.concat(1, zeros, small, zeros);
  }
}
