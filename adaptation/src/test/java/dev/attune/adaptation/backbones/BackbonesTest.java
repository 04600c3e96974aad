package dev.attune.adaptation.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackbonesTest {
  /** Networks, their published number of trained elements, and some published names. */
  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of(
            new WideResNet(28, 10, 10),
            36_479_194L,
            List.of("block2.layer.0.convShortcut.weight", "block3.layer.3.bn2.running_var")),
        Arguments.of(
            new ResNet(18, 1000, Normalisation.IMAGENET),
            11_689_512L,
            List.of("layer2.0.downsample.0.weight", "layer4.1.bn2.running_mean")),
        Arguments.of(
            new ResNet(50, 1000, Normalisation.IMAGENET),
            25_557_032L,
            List.of("layer1.0.downsample.1.bias", "layer3.5.conv3.weight")),
        Arguments.of(
            VisionTransformer.base16(1000),
            86_567_656L,
            List.of("pos_embed", "blocks.11.attn.qkv.bias", "patch_embed.proj.weight")),
        Arguments.of(
            ConvNext.tiny(1000),
            28_589_128L,
            List.of("downsample_layers.3.1.weight", "stages.2.8.gamma", "head.bias")));
  }

  private static Network network(Backbone b) {
    return b.network("net", new Norms(new Norms.Form.Running()));
  }

  @ParameterizedTest
  @MethodSource("published")
  void sizesAndNamesAreThePublishedOnes(Backbone b, long elements, List<String> names) {
    assertThat(network(b).trainableElements()).isEqualTo(elements);
    assertThat(network(b).parameterTable().keySet()).containsAll(names);
  }

  /** Small relatives of every network. */
  static Stream<Arguments> small() {
    return Stream.of(
        Arguments.of(new CifarResNet(8, 5, Normalisation.IMAGENET), 32),
        Arguments.of(new WideResNet(10, 1, 5), 32),
        Arguments.of(new ResNet(18, 5, Normalisation.IMAGENET), 64),
        Arguments.of(new ResNet(50, 5, Normalisation.IMAGENET), 64),
        Arguments.of(new GroupNormResNet(26, 5), 32),
        Arguments.of(new VisionTransformer(32, 16, 64, 2, 1, 5, Normalisation.HALF), 32),
        Arguments.of(ConvNext.tiny(5), 64));
  }

  private static Weights random(Network n, String prefix) {
    Random random = new Random(1);
    Map<String, HostTensor> out = new LinkedHashMap<>();
    n.parameterTable()
        .forEach(
            (name, shape) -> {
              float[] v = new float[Math.toIntExact(shape.elements())];
              for (int i = 0; i < v.length; i++) {
                v[i] = name.endsWith("running_var") ? 1 : 0.05f * (float) random.nextGaussian();
              }
              out.put(prefix + name, HostTensor.of(shape, v));
            });
    return Weights.of(out, Map.of());
  }

  @ParameterizedTest
  @MethodSource("small")
  void weightsAreRecognisedAndTheNetworkRuns(Backbone b, int side) {
    Network n = network(b);
    Backbones found = Backbones.of(random(n, "module."), "file");
    assertThat(found.backbone()).isEqualTo(b);
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters p = Parameters.of(engine, found.weights(), List.of(n), ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, List.of(n));
        Scope scope = new Scope()) {
      Executable e = model.executable("net");
      Tensor x = e.tensor(scope, Shape.of(2, 3, side, side), new float[2 * 3 * side * side]);
      List<Tensor> out = e.run(scope, List.of(x));
      assertThat(out.get(0).shape()).isEqualTo(Shape.of(2, 5));
      assertThat(out.get(1).shape()).isEqualTo(Shape.of(2, b.featureWidth()));
    }
  }

  @Test
  void otherWeightsAreRefused() {
    Weights other = Weights.of(Map.of("a.weight", HostTensor.of(Shape.of(1), 1)), Map.of());
    assertThatThrownBy(() -> Backbones.of(other, "x.pth"))
        .hasMessageContaining("x.pth")
        .hasMessageContaining("CIFAR ResNet");
  }
}
