package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;

/**
 * The vision transformer (Dosovitskiy et al., 2021) with a class token. Names as in timm: {@code
 * blocks.0.attn.qkv}, {@code norm}, {@code head.weight}. Pictures are square.
 *
 * @param side of the pictures, a multiple of the patch
 * @param patch side of a patch, 16 in ViT-B/16
 * @param width of a token, 768 in ViT-B
 * @param depth blocks, 12 in ViT-B
 * @param heads of the attention, 12 in ViT-B
 * @param classes number of classes K
 * @param normalisation of the pictures; the weights that timm took from the authors want {@link
 *     Normalisation#HALF}
 */
public record VisionTransformer(
    int side, int patch, int width, int depth, int heads, int classes, Normalisation normalisation)
    implements Backbone {
  private static final double EPSILON = 1e-6;

  /** Checks the ranges. */
  public VisionTransformer {
    if (patch < 1 || side < patch || side % patch != 0 || heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "vision transformer for "
              + side
              + " pixels in patches of "
              + patch
              + ", "
              + width
              + " wide with "
              + heads
              + " heads: the patch must divide the side, the heads the width");
    }
  }

  /** ViT-B/16 for 224 x 224. */
  public static VisionTransformer base16(int classes) {
    return new VisionTransformer(224, 16, 768, 12, 12, classes, Normalisation.HALF);
  }

  @Override
  public int featureWidth() {
    return width;
  }

  @Override
  public Result build(GraphBuilder g, Value pictures, Norms norms) {
    Value x = normalisation.apply(g, pictures);
    Conv2d cut = new Conv2d(patch, 0, 1, 1);
    x = g.at("patch_embed").conv2d("proj", x, width, patch, cut, true);
    int count = side / patch * (side / patch);
    x = g.permute(g.reshape(x, 0, width, count), 0, 2, 1);
    Value first = g.fullLike(g.slice(x, 1, 0, 1), 0);
    x = g.concat(1, g.add(first, g.parameter("cls_token", 1, 1, width)), x);
    x = g.add(x, g.parameter("pos_embed", 1, count + 1, width));
    for (int i = 0; i < depth; i++) {
      x = block(g.at("blocks." + i), x);
    }
    Value features = g.select(g.layerNorm("norm", x, EPSILON), 1, 0);
    return new Result(features, g.linear("head", features, classes));
  }

  private Value block(GraphBuilder g, Value x) {
    Value y = g.add(x, attention(g.at("attn"), g.layerNorm("norm1", x, EPSILON)));
    GraphBuilder mlp = g.at("mlp");
    Value hidden = g.gelu(mlp.linear("fc1", g.layerNorm("norm2", y, EPSILON), 4 * width));
    return g.add(y, mlp.linear("fc2", hidden, width));
  }

  private Value attention(GraphBuilder g, Value x) {
    Value all = g.reshape(g.linear("qkv", x, 3 * width), 0, 0, 3, heads, width / heads);
    Value parts = g.permute(all, 2, 0, 3, 1, 4);
    Value mixed = g.attention(g.select(parts, 0, 0), g.select(parts, 0, 1), g.select(parts, 0, 2));
    return g.linear("proj", g.reshape(g.permute(mixed, 0, 2, 1, 3), 0, 0, width), width);
  }
}
