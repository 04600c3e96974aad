package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;

/**
 * The wide residual network for pictures of 32 x 32 (Zagoruyko and Komodakis, 2016), normalisation
 * and activation before convolution. Names as in the checkpoints of RobustBench: {@code
 * block1.layer.0.bn1}, {@code convShortcut}, {@code fc}. Those take pictures in 0..1 as they are.
 *
 * @param depth 6 n + 4: 28, 40
 * @param factor by which it is wider than a CIFAR ResNet: 10, 2
 * @param classes number of classes K
 */
public record WideResNet(int depth, int factor, int classes) implements Backbone {
  private static final double EPSILON = 1e-5;
  private static final int FIRST = 16;

  /** Checks the ranges. */
  public WideResNet {
    if (depth < 10 || depth % 6 != 4 || factor < 1 || classes < 2) {
      throw new IllegalArgumentException(
          "wide ResNet of depth "
              + depth
              + ", factor "
              + factor
              + " and "
              + classes
              + " classes: depths 6 n + 4 from 10, factors from 1 and at least 2 classes are"
              + " allowed");
    }
  }

  @Override
  public int featureWidth() {
    return 4 * FIRST * factor;
  }

  @Override
  public Result build(GraphBuilder g, Value pictures, Norms norms) {
    Value x = g.conv2d("conv1", pictures, FIRST, 3, Conv2d.same(3, 1), false);
    for (int stage = 0; stage < 3; stage++) {
      int width = (FIRST << stage) * factor;
      for (int i = 0; i < (depth - 4) / 6; i++) {
        GraphBuilder b = g.at("block" + (stage + 1) + ".layer." + i);
        x = block(b, x, width, stage > 0 && i == 0 ? 2 : 1, norms);
      }
    }
    x = g.relu(norms.batchNorm(g, "bn1", x, EPSILON));
    Value features = g.mean(x, 2, 3);
    return new Result(features, g.linear("fc", features, classes));
  }

  private static Value block(GraphBuilder g, Value x, int width, int stride, Norms norms) {
    Value active = g.relu(norms.batchNorm(g, "bn1", x, EPSILON));
    Value y = g.conv2d("conv1", active, width, 3, Conv2d.same(3, stride), false);
    y = g.relu(norms.batchNorm(g, "bn2", y, EPSILON));
    y = g.conv2d("conv2", y, width, 3, Conv2d.same(3, 1), false);
    if (x.channels() == width && stride == 1) {
      return g.add(x, y);
    }
    Conv2d point = new Conv2d(stride, 0, 1, 1);
    return g.add(g.conv2d("convShortcut", active, width, 1, point, false), y);
  }
}
