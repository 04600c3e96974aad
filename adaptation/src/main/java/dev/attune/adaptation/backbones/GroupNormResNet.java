package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.Pool2d;

/**
 * The residual network for pictures of 32 x 32 with group normalisation before activation and
 * convolution, as studies of test-time training use it for streams of correlated classes. <b>Names
 * ({@code layer1.0.bn1}, {@code bn}, {@code fc}), eight groups and the shortcut (mean of 2 x 2,
 * zeros for new channels) are from memory of those programs and were compared with no
 * checkpoint.</b>
 *
 * @param depth 6 n + 2: 26
 * @param classes number of classes K
 */
public record GroupNormResNet(int depth, int classes) implements Backbone {
  private static final int GROUPS = 8;

  /** Checks the ranges. */
  public GroupNormResNet {
    ThreeStages.require("ResNet with group normalisation", depth, classes);
  }

  @Override
  public int featureWidth() {
    return ThreeStages.LAST;
  }

  @Override
  public Result build(GraphBuilder g, Value pictures, Norms norms) {
    Value x = g.conv2d("conv1", pictures, ThreeStages.FIRST, 3, Conv2d.same(3, 1), false);
    x = ThreeStages.of(g, x, depth, GroupNormResNet::block);
    Value features = g.mean(g.relu(g.groupNorm("bn", x, GROUPS)), 2, 3);
    return new Result(features, g.linear("fc", features, classes));
  }

  private static Value block(GraphBuilder g, Value x, int width, int stride) {
    Value y = g.relu(g.groupNorm("bn1", x, GROUPS));
    y = g.conv2d("conv1", y, width, 3, Conv2d.same(3, stride), false);
    y = g.relu(g.groupNorm("bn2", y, GROUPS));
    y = g.conv2d("conv2", y, width, 3, Conv2d.same(3, 1), false);
    if (stride == 1) {
      return g.add(x, y);
    }
    Value small = g.node(Pool2d.of(Pool2d.Kind.AVERAGE, 2), x);
    return g.add(g.concat(1, small, g.fullLike(small, 0)), y);
  }
}
