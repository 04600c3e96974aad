package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.WeightNames;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsCheck;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classifier that weights belong to, told by their names and shapes, with the weights in its
 * order.
 *
 * @param backbone the network
 * @param weights under its names, without counters and wrappers' prefixes
 * @param side of the pictures that the network was made for, in pixels
 */
public record Backbones(Backbone backbone, Weights weights, int side) {
  private static final String COUNTER = "num_batches_tracked";
  private static final int SMALL = 32;
  private static final int LARGE = 224;

  /**
   * Recognises weights.
   *
   * @param given as read from a file
   * @param file for messages
   * @throws dev.attune.adaptation.weights.WeightsException when names look like those of a known
   *     network but do not all fit
   * @throws IllegalArgumentException when no network is known by such names
   */
  public static Backbones of(Weights given, String file) {
    Weights bare =
        WeightNames.select(WeightNames.stripKnownPrefix(given), n -> !n.endsWith(COUNTER));
    Backbone backbone = recognise(bare, file);
    Network network = backbone.network("plain", new Norms(new Norms.Form.Running()));
    Weights fitting =
        WeightsCheck.require(bare, network.parameterTable(), file, backbone.toString());
    int side =
        backbone instanceof ResNet || backbone instanceof ConvNext
            ? LARGE
            : backbone instanceof VisionTransformer v ? v.side() : SMALL;
    return new Backbones(backbone, fitting, side);
  }

  private static Backbone recognise(Weights w, String file) {
    Map<String, HostTensor> t = w.tensors();
    if (t.containsKey("linear.weight") && t.containsKey("layer1.0.conv1.weight")) {
      return new CifarResNet(
          2 + 6 * blocks(w, "layer1\\."), rows(w, "linear"), Normalisation.IMAGENET);
    }
    if (t.containsKey("block1.layer.0.conv1.weight")) {
      int factor = w.get("block1.layer.0.conv1.weight").shape().known(0) / 16;
      return new WideResNet(4 + 6 * blocks(w, "block1\\.layer\\."), factor, rows(w, "fc"));
    }
    if (t.containsKey("cls_token") && t.containsKey("blocks.0.attn.qkv.weight")) {
      return transformer(w);
    }
    if (t.containsKey("stages.0.0.dwconv.weight") && rows(w, "stages.0.0.dwconv") == 96) {
      return ConvNext.tiny(rows(w, "head"));
    }
    if (t.containsKey("layer1.0.bn1.weight") && t.containsKey("bn.weight")) {
      return new GroupNormResNet(2 + 6 * blocks(w, "layer1\\."), rows(w, "fc"));
    }
    if (t.containsKey("layer4.0.conv1.weight") && t.containsKey("fc.weight")) {
      boolean bottleneck = t.containsKey("layer1.0.conv3.weight");
      int depth = bottleneck ? 50 : blocks(w, "layer3\\.") == 6 ? 34 : 18;
      return new ResNet(depth, rows(w, "fc"), Normalisation.IMAGENET);
    }
    throw new IllegalArgumentException(
        file
            + " is of no classifier that is known; there are CIFAR ResNet, wide ResNet, ResNet-18,"
            + " -34 and -50, ResNet with group normalisation, ViT and ConvNeXt-T under their"
            + " published names");
  }

  private static VisionTransformer transformer(Weights w) {
    int width = w.get("cls_token").shape().known(2);
    int patch = w.get("patch_embed.proj.weight").shape().known(2);
    int tokens = w.get("pos_embed").shape().known(1) - 1;
    int side = (int) Math.round(Math.sqrt(tokens)) * patch;
    // Heads are 64 wide in all published sizes.
    return new VisionTransformer(
        side,
        patch,
        width,
        blocks(w, "blocks\\."),
        Math.max(1, width / 64),
        rows(w, "head"),
        Normalisation.HALF);
  }

  private static int rows(Weights w, String layer) {
    return w.get(layer + ".weight").shape().known(0);
  }

  /** Number of blocks whose names begin with a pattern and a number. */
  private static int blocks(Weights w, String start) {
    Pattern pattern = Pattern.compile(start + "(\\d+)\\..*");
    Optional<Integer> last =
        w.tensors().keySet().stream()
            .map(pattern::matcher)
            .filter(Matcher::matches)
            .map(m -> Integer.parseInt(m.group(1)))
            .max(Integer::compare);
    return last.map(n -> n + 1).orElse(0);
  }
}
