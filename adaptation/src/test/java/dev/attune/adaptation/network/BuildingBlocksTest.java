package dev.attune.adaptation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.op.Attention;
import dev.attune.adaptation.network.op.BatchNorm;
import dev.attune.adaptation.network.op.Compare;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.ExpandLike;
import dev.attune.adaptation.network.op.GridSample;
import dev.attune.adaptation.network.op.InstanceNorm;
import dev.attune.adaptation.network.op.Interpolation;
import dev.attune.adaptation.network.op.Slice;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Blocks of the networks that are to come, in both engines, at more than one size. */
class BuildingBlocksTest {
  private static TorchEngine engine;

  @BeforeAll
  static void open() {
    engine = TorchEngine.open(ComputeSettings.single());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static void agree(Network n, HostTensor... inputs) {
    Weights w = Engines.weights(n);
    List<HostTensor> in = List.of(inputs);
    List<HostTensor> torch = Engines.torch(engine, n, w, ElementType.FLOAT32, in);
    List<HostTensor> onnx = Engines.onnx(n, w, ElementType.FLOAT32, in);
    for (int i = 0; i < torch.size(); i++) {
      double[] a = torch.get(i).toDoubles();
      double scale = DoubleStream.of(a).map(Math::abs).max().orElseThrow();
      assertThat(scale).isGreaterThan(1e-3);
      assertThat(onnx.get(i).toDoubles()).containsExactly(a, within(1e-5 * Math.max(1, scale)));
    }
  }

  private static Value picture(GraphBuilder g, String name, long channels) {
    return g.input(name, Shape.ANY, channels, Shape.ANY, Shape.ANY);
  }

  @Test
  void residualStageWithPoolAndClassifier() {
    GraphBuilder g = new GraphBuilder("resnet");
    BatchNorm norm = BatchNorm.of(BatchNorm.Mode.EVALUATION);
    Value x = picture(g, "x", 3);
    Conv2d stem = Conv2d.same(7, 2);
    Value y = g.relu(g.batchNorm("bn1", g.conv2d("conv1", x, 8, 7, stem, false), norm));
    y = g.maxPool(y, 3, 2, 1);
    GraphBuilder b = g.at("layer1").at("0");
    Value inner =
        b.relu(b.batchNorm("bn1", b.conv2d("conv1", y, 8, 3, Conv2d.same(3, 1), false), norm));
    inner = b.batchNorm("bn2", b.conv2d("conv2", inner, 8, 3, Conv2d.same(3, 1), false), norm);
    y = g.relu(g.add(y, inner));
    Value logits = g.linear("fc", g.reshape(g.globalAveragePool(y), 0, -1), 5);
    Network n = g.build(logits, g.logSoftmax(logits, 1));
    assertThat(n.parameterTable()).containsEntry("layer1.0.conv2.weight", Shape.of(8, 8, 3, 3));
    agree(n, Engines.random(1, 2, 3, 33, 47));
    agree(n, Engines.random(2, 1, 3, 16, 16));
  }

  @Test
  void transformerBlockWithClassToken() {
    GraphBuilder g = new GraphBuilder("vit");
    int width = 12;
    int heads = 3;
    Value x = picture(g, "x", 3);
    Value patches = g.conv2d("patch", x, width, 4, new Conv2d(4, 0, 1, 1), true);
    Value tokens = g.permute(g.reshape(patches, 0, width, -1), 0, 2, 1);
    Value token = g.parameter("class_token", 1, 1, width);
    Value first = g.node(new ExpandLike(), token, g.slice(tokens, 1, 0, 1));
    tokens = g.concat(1, first, tokens);
    GraphBuilder b = g.at("blocks").at("0");
    List<Value> qkv =
        g.split(b.linear("qkv", b.layerNorm("ln1", tokens, 1e-6), 36), 2, 12L, 12L, 12L);
    List<Value> split =
        qkv.stream()
            .map(v -> g.permute(g.reshape(v, 0, -1, heads, width / heads), 0, 2, 1, 3))
            .toList();
    Value seen = g.attention(split.get(0), split.get(1), split.get(2));
    Value mixed = g.reshape(g.permute(seen, 0, 2, 1, 3), 0, -1, width);
    tokens = g.add(tokens, b.linear("proj", mixed, width));
    tokens =
        g.add(
            tokens,
            b.linear("fc2", g.gelu(b.linear("fc1", b.layerNorm("ln2", tokens, 1e-6), 24)), width));
    Value rest = g.node(new Slice(1, 1, Slice.END), tokens);
    Network n = g.build(g.select(tokens, 1, 0), g.mean(rest, 1));
    agree(n, Engines.random(3, 2, 3, 12, 20));
    agree(n, Engines.random(4, 1, 3, 8, 8));
  }

  @Test
  void textWithCausalMask() {
    GraphBuilder g = new GraphBuilder("text");
    int length = 5;
    Value ids = g.input("ids", new TensorType(ElementType.INT64, Shape.of(Shape.ANY, length)));
    Value x = g.add(g.embedding("token", ids, 11, 8), g.parameter("positions", length, 8));
    Value x4 = g.unsqueeze(x, 1);
    Value order =
        g.constant(
            Engines.host(ElementType.FLOAT32, Shape.of(length), DoubleStream.of(0, 1, 2, 3, 4)));
    Value causal = g.node(Compare.GREATER_OR_EQUAL, g.unsqueeze(order, 1), order);
    Value y = g.squeeze(g.node(new Attention(), x4, x4, x4, causal), 1);
    Network n = g.build(g.softmax(g.linear("out", y, 11), -1));
    agree(n, Engines.integers(Shape.of(2, length), 1, 4, 10, 0, 0, 3, 3, 3, 2, 9));
  }

  @Test
  void diffusionBlockWithSkipAndTime() {
    GraphBuilder g = new GraphBuilder("unet");
    Value x = picture(g, "x", 8);
    Value time = g.input("time", Shape.ANY, 6);
    Value down = g.conv2d("down", g.silu(g.groupNorm("n1", x, 4)), 16, 3, 2);
    Value shift = g.linear("time", g.silu(time), 32);
    List<Value> parts = g.split(g.unsqueeze(g.unsqueeze(shift, 2), 3), 1, 16L, 16L);
    Value normal = g.groupNorm("n2", down, 4);
    Value y = g.add(g.mul(normal, g.scale(parts.get(0), 1, 1)), parts.get(1));
    Value up = g.conv2d("up", g.resize(y, 2, Interpolation.NEAREST), 8, 3);
    Value fitted = g.resizeLike(up, x, Interpolation.BILINEAR);
    Network n = g.build(g.conv2d("out", g.concat(1, fitted, x), 3, 3));
    agree(n, Engines.random(5, 2, 8, 9, 13), Engines.random(6, 2, 6));
    agree(n, Engines.random(7, 1, 8, 4, 6), Engines.random(8, 1, 6));
  }

  @Test
  void correlationLookUpAndSeparableRecurrence() {
    GraphBuilder g = new GraphBuilder("raft");
    Value a = g.node(new InstanceNorm(1e-5), picture(g, "a", 4));
    Value b = g.node(new InstanceNorm(1e-5), picture(g, "b", 4));
    Value grid = g.input("grid", Shape.ANY, Shape.ANY, Shape.ANY, 2);
    Value rows = g.permute(g.reshape(a, 0, 4, -1), 0, 2, 1);
    Value volume = g.scale(g.matmul(rows, g.reshape(b, 0, 4, -1)), 0.5, 0);
    Value pooled = g.averagePool(b, 2);
    Value sampled =
        g.node(new GridSample(GridSample.Mode.BILINEAR, GridSample.Outside.ZEROS, true), b, grid);
    Value h = g.tanh(sampled);
    Conv2d flat = new Conv2d(1, 0, 2, 1, 1);
    Value z = g.sigmoid(g.conv2d("convz1", g.concat(1, h, sampled), 4, 1, 5, flat, true));
    Value q = g.tanh(g.conv2d("convq1", g.concat(1, g.mul(z, h), sampled), 4, 1, 5, flat, true));
    Value next = g.add(g.mul(g.scale(z, -1, 1), h), g.mul(z, q));
    Network n = g.build(volume, pooled, g.leakyRelu(next, 0.1));
    agree(
        n,
        Engines.random(9, 2, 4, 6, 7),
        Engines.random(10, 2, 4, 6, 7),
        Engines.random(11, 2, 5, 9, 2));
  }

  @Test
  void lossesOfClassifiers() {
    GraphBuilder g = new GraphBuilder("losses");
    Value logits = g.input("logits", Shape.ANY, 7);
    Value log = g.logSoftmax(logits, 1);
    Value entropy = g.scale(g.mean(g.sum(g.mul(g.exp(log), log), 1)), -1, 0);
    Value mean = g.mean(g.softmax(logits, 1), 0);
    Value diversity = g.sum(g.mul(mean, g.log(mean)));
    Value size = g.sqrt(g.scale(g.sum(g.abs(logits), 1), 1, 1e-12));
    agree(g.build(entropy, diversity, size), Engines.random(12, 5, 7));
  }
}
