package dev.attune.pipelines.doctor;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Device;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One convolution whose result is known: shows that an engine not only loads but computes. */
final class TinyNetwork {
  private static final float[] INPUT = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** A 3x3 kernel of ones over the input with a border of zeros, minus a bias of 5. */
  private static final float[] RESULT = {7, 16, 11, 22, 40, 28, 19, 34, 23};

  private TinyNetwork() {}

  /**
   * Computes with libtorch.
   *
   * @throws RuntimeException when it cannot be loaded or computes wrongly
   */
  static void runOnTorch(Device device) {
    Network network = network();
    try (TorchEngine engine = TorchEngine.open(new ComputeSettings(device, 1));
        Parameters parameters =
            Parameters.of(engine, weights(), List.of(network), ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, List.of(network))) {
      check(model.executable(network.name()));
    }
  }

  /**
   * Computes with ONNX Runtime.
   *
   * @throws RuntimeException when it cannot be loaded or computes wrongly
   */
  static void runOnOnnxRuntime(Device device) {
    try (FrozenModel model =
        FrozenModel.load(network(), weights(), new ComputeSettings(device, 1))) {
      check(model);
    }
  }

  private static Network network() {
    GraphBuilder graph = new GraphBuilder("doctor");
    Value x = graph.input("x", 1, 1, Shape.ANY, Shape.ANY);
    return graph.build(graph.conv2d("conv", x, 1, 3));
  }

  private static Weights weights() {
    float[] ones = new float[9];
    Arrays.fill(ones, 1);
    return Weights.of(
        Map.of(
            "conv.weight", HostTensor.of(Shape.of(1, 1, 3, 3), ones),
            "conv.bias", HostTensor.of(Shape.of(1), -5)),
        Map.of());
  }

  private static void check(Executable model) {
    try (Scope scope = new Scope()) {
      float[] result =
          model
              .run(scope, List.of(model.tensor(scope, Shape.of(1, 1, 3, 3), INPUT)))
              .get(0)
              .toFloats();
      for (int i = 0; i < RESULT.length; i++) {
        if (!(Math.abs(result[i] - RESULT[i]) < 1e-3)) {
          throw new IllegalStateException(
              "computes wrongly: " + result[i] + " instead of " + RESULT[i]);
        }
      }
    }
  }
}
