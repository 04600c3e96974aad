package dev.attune.adaptation.online;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.backbones.Norms;
import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.GroupNorm;
import dev.attune.adaptation.network.op.LayerNorm;

/** A network that a manifest describes layer by layer. */
record RecordedBackbone(JsonNode description) implements Backbone {
  @Override
  public int classes() {
    return description.get("classes").asInt();
  }

  @Override
  public int featureWidth() {
    JsonNode layers = description.get("layers");
    return layers.get(layers.size() - 1).get("in").asInt();
  }

  @Override
  public Result build(GraphBuilder g, Value pictures, Norms norms) {
    if (!description.path("input_normalisation").isNull()) {
      throw new AssertionError("normalisation " + description.get("input_normalisation"));
    }
    JsonNode layers = description.get("layers");
    Value x = pictures;
    for (int i = 0; i < layers.size() - 1; i++) {
      x = layer(g, x, layers.get(i), norms);
    }
    return new Result(x, layer(g, x, layers.get(layers.size() - 1), norms));
  }

  private static Value layer(GraphBuilder g, Value x, JsonNode l, Norms norms) {
    String name = l.path("name").asText();
    return switch (l.get("type").asText()) {
      case "conv2d" ->
          g.conv2d(
              name,
              x,
              l.get("out").asInt(),
              l.get("kernel").asInt(),
              new Conv2d(l.get("stride").asInt(), l.get("padding").asInt(), 1, 1),
              l.get("bias").asBoolean());
      case "batch_norm" -> norms.batchNorm(g, name, x, l.get("eps").asDouble());
      case "group_norm" ->
          g.node(
              new GroupNorm(l.get("groups").asInt(), l.get("eps").asDouble()),
              x,
              g.at(name).parameter("weight", x.channels()),
              g.at(name).parameter("bias", x.channels()));
      case "layer_norm" -> layerNorm(g, name, x, l);
      case "relu" -> g.relu(x);
      case "global_mean" -> g.mean(x, 2, 3);
      case "linear" -> g.linear(name, x, l.get("out").asInt());
      default -> throw new AssertionError("layer " + l);
    };
  }

  private static Value layerNorm(GraphBuilder g, String name, Value x, JsonNode l) {
    Value last = x.shape().rank() == 4 ? g.permute(x, 0, 2, 3, 1) : x;
    int c = l.get("channels").asInt();
    Value y =
        g.node(
            new LayerNorm(l.get("eps").asDouble()),
            last,
            g.at(name).parameter("weight", c),
            g.at(name).parameter("bias", c));
    return x.shape().rank() == 4 ? g.permute(y, 0, 3, 1, 2) : y;
  }
}
