package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import java.util.List;

/**
 * The residual network for ImageNet (He et al., 2016), with the stride in the 3 x 3 convolution of
 * a bottleneck. Names as in torchvision: {@code layer1.0.conv1}, {@code layer2.0.downsample.0},
 * {@code fc}.
 *
 * @param depth 18, 34 or 50
 * @param classes number of classes K
 * @param normalisation of the pictures; torchvision's weights want {@link Normalisation#IMAGENET}
 */
public record ResNet(int depth, int classes, Normalisation normalisation) implements Backbone {
  private static final double EPSILON = 1e-5;
  private static final int BOTTLENECK = 4;

  /** Checks the ranges. */
  public ResNet {
    if ((depth != 18 && depth != 34 && depth != 50) || classes < 2) {
      throw new IllegalArgumentException(
          "ResNet of depth "
              + depth
              + " and "
              + classes
              + " classes: depths 18, 34 and 50 and at least 2 classes are allowed");
    }
  }

  private List<Integer> blocks() {
    return depth == 18 ? List.of(2, 2, 2, 2) : List.of(3, 4, 6, 3);
  }

  private int expansion() {
    return depth == 50 ? BOTTLENECK : 1;
  }

  @Override
  public int featureWidth() {
    return 512 * expansion();
  }

  @Override
  public Result build(GraphBuilder g, Value pictures, Norms norms) {
    Value x = normalisation.apply(g, pictures);
    x = g.conv2d("conv1", x, 64, 7, Conv2d.same(7, 2), false);
    x = g.maxPool(g.relu(norms.batchNorm(g, "bn1", x, EPSILON)), 3, 2, 1);
    for (int stage = 0; stage < blocks().size(); stage++) {
      for (int i = 0; i < blocks().get(stage); i++) {
        GraphBuilder b = g.at("layer" + (stage + 1) + "." + i);
        x = block(b, x, 64 << stage, stage > 0 && i == 0 ? 2 : 1, norms);
      }
    }
    Value features = g.mean(x, 2, 3);
    return new Result(features, g.linear("fc", features, classes));
  }

  private Value block(GraphBuilder g, Value x, int width, int stride, Norms norms) {
    Value y;
    if (expansion() == 1) {
      y = convolved(g, "1", x, width, 3, stride, norms);
      y = convolved(g, "2", g.relu(y), width, 3, 1, norms);
    } else {
      y = convolved(g, "1", x, width, 1, 1, norms);
      y = convolved(g, "2", g.relu(y), width, 3, stride, norms);
      y = convolved(g, "3", g.relu(y), width * BOTTLENECK, 1, 1, norms);
    }
    Value direct = x;
    if (stride != 1 || x.channels() != y.channels()) {
      GraphBuilder d = g.at("downsample");
      direct = d.conv2d("0", x, y.channels(), 1, new Conv2d(stride, 0, 1, 1), false);
      direct = norms.batchNorm(d, "1", direct, EPSILON);
    }
    return g.relu(g.add(y, direct));
  }

  private static Value convolved(
      GraphBuilder g, String number, Value x, int width, int kernel, int stride, Norms norms) {
    Value y = g.conv2d("conv" + number, x, width, kernel, Conv2d.same(kernel, stride), false);
    return norms.batchNorm(g, "bn" + number, y, EPSILON);
  }
}
