package dev.attune.adaptation.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.attune.adaptation.network.Engines;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.OnnxPrinter;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Device;
import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.SmallNetworks;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrozenModelTest {
  private final Network cell = SmallNetworks.cell();
  private final Weights weights = Engines.weights(cell);

  private FrozenModel open() {
    return FrozenModel.load(cell, weights, ComputeSettings.single());
  }

  @Test
  void sizesMayChangeFromRunToRun() {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        FrozenModel model = open();
        Scope scope = new Scope()) {
      for (long[] size : new long[][] {{1, 9, 7}, {2, 4, 4}, {1, 9, 7}, {1, 1, 33}, {2, 4, 4}}) {
        HostTensor x = Engines.random(size[2], size[0], 3, size[1], size[2]);
        HostTensor s = Engines.random(size[1], size[0], 4, size[1], size[2]);
        List<Tensor> out =
            model.run(
                scope, List.of(Engines.upload(model, scope, x), Engines.upload(model, scope, s)));
        List<HostTensor> expected =
            Engines.torch(engine, cell, weights, ElementType.FLOAT32, List.of(x, s));
        for (int i = 0; i < 2; i++) {
          assertThat(out.get(i).shape()).isEqualTo(expected.get(i).shape());
          assertThat(out.get(i).toHost().toDoubles())
              .containsExactly(expected.get(i).toDoubles(), within(1e-5));
        }
      }
    }
  }

  @Test
  void aResultStaysWhatItIsWhileItsOwnerLives() {
    try (FrozenModel model = open();
        Scope outer = new Scope()) {
      List<Tensor> kept = new ArrayList<>();
      List<float[]> copies = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        try (Scope inner = new Scope()) {
          HostTensor x = Engines.random(i, 1, 3, 6, 6);
          HostTensor s = Engines.random(i + 100, 1, 4, 6, 6);
          Tensor state =
              model
                  .run(
                      inner,
                      List.of(Engines.upload(model, inner, x), Engines.upload(model, inner, s)))
                  .get(0);
          copies.add(state.toFloats());
          kept.add(outer.own(inner.keep(state)));
        }
      }
      for (int i = 0; i < 5; i++) {
        assertThat(kept.get(i).toFloats()).containsExactly(copies.get(i));
      }
    }
  }

  @Test
  void wrongWeightsAreNamed() {
    Map<String, HostTensor> odd = new HashMap<>(weights.tensors());
    odd.put("cell.bias", HostTensor.of(Shape.of(3), 1, 2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> FrozenModel.load(cell, Weights.of(odd, Map.of()), ComputeSettings.single()))
        .withMessage("weight 'cell.bias' has shape [3], the network wants [4]");
    odd.remove("cell.bias");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> FrozenModel.load(cell, Weights.of(odd, Map.of()), ComputeSettings.single()))
        .withMessageContaining("no tensor 'cell.bias'");
  }

  @Test
  void wrongInputsAreNamed() {
    try (FrozenModel model = open();
        Scope scope = new Scope()) {
      Tensor x = model.tensor(scope, Shape.of(1, 3, 2, 2), new float[12]);
      Tensor s = model.tensor(scope, Shape.of(1, 4, 2, 2), new float[16]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.run(scope, List.of(x)))
          .withMessageContaining("takes 2 inputs, not 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.run(scope, List.of(s, x)))
          .withMessageContaining("input 'x' must be FLOAT32[?,3,?,?], not FLOAT32[1,4,2,2]");
      Tensor whole =
          Engines.upload(model, scope, Engines.integers(Shape.of(1, 4, 1, 1), 1, 2, 3, 4));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.run(scope, List.of(x, whole)))
          .withMessageContaining("input 's' must be FLOAT32[?,4,?,?], not INT64");
      Tensor small = model.tensor(scope, Shape.of(1, 4, 1, 2), new float[8]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.run(scope, List.of(x, small)))
          .withMessageContaining("concat");
      List<Tensor> still = model.run(scope, List.of(x, s));
      assertThat(still.get(0).shape()).isEqualTo(Shape.of(1, 4, 2, 2));
    }
  }

  @Test
  void aBufferTooSmallForTheShapeIsRefused() {
    try (FrozenModel model = open();
        Scope scope = new Scope()) {
      ByteBuffer data = ByteBuffer.allocateDirect(15).order(ByteOrder.nativeOrder());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.tensor(scope, ElementType.FLOAT32, Shape.of(4), data))
          .withMessageContaining("takes 16 bytes, the buffer has 15");
    }
  }

  @Test
  void tensorsAreCopiesAndUselessOnceClosed() {
    try (FrozenModel model = open()) {
      Tensor t;
      try (Scope scope = new Scope()) {
        ByteBuffer data = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
        data.putFloat(4, 5).putFloat(8, 6);
        t = model.tensor(scope, ElementType.FLOAT32, Shape.of(2), data.position(4));
        data.putFloat(4, 100);
        assertThat(t.toFloats()).containsExactly(5, 6);
        ByteBuffer copy = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder()).position(4);
        t.copyTo(copy);
        assertThat(copy.position()).isEqualTo(4);
        assertThat(copy.getFloat(8)).isEqualTo(6);
      }
      assertThatIllegalStateException().isThrownBy(t::toHost).withMessageContaining("closed");
    }
  }

  @Test
  void theModelThatStandsAloneGivesTheSame() throws OrtException {
    byte[] alone = OnnxPrinter.standalone(cell, weights, Map.of("licence", "test"));
    HostTensor x = Engines.random(1, 1, 3, 5, 7);
    HostTensor s = Engines.random(2, 1, 4, 5, 7);
    List<HostTensor> expected = Engines.onnx(cell, weights, ElementType.FLOAT32, List.of(x, s));
    OrtEnvironment environment = OrtLibrary.environment();
    try (OrtSession session = environment.createSession(alone);
        OnnxTensor a = OnnxTensor.createTensor(environment, floats(x), x.shape().dims());
        OnnxTensor b = OnnxTensor.createTensor(environment, floats(s), s.shape().dims());
        OrtSession.Result result = session.run(Map.of("x", a, "s", b))) {
      assertThat(session.getMetadata().getCustomMetadata()).containsEntry("licence", "test");
      for (int i = 0; i < 2; i++) {
        FloatBuffer out = ((OnnxTensor) result.get(i)).getFloatBuffer();
        assertThat(out).isEqualTo(floats(expected.get(i)));
      }
    }
  }

  private static FloatBuffer floats(HostTensor t) {
    return FloatBuffer.wrap(t.toFloats());
  }

  @Test
  void aCardThatIsNotThereIsNamedWithWhatIsMissing() {
    ComputeSettings cuda = new ComputeSettings(Device.parse("cuda:3"), 1);
    assertThatThrownBy(() -> FrozenModel.load(cell, weights, cuda))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("device cuda:3")
        .hasMessageContaining("onnxruntime_gpu")
        .hasMessageContaining("CUDA 12")
        .hasMessageContaining("--device cpu");
  }

  @Test
  void memoryThatCannotBeHadIsToldFromOtherFailures() {
    assertThat(
            FrozenModel.isOutOfMemory(
                "Error code - ORT_RUNTIME_EXCEPTION - message: Failed to allocate memory for"
                    + " requested buffer of size 8493465600"))
        .isTrue();
    assertThat(FrozenModel.isOutOfMemory("Error code - ORT_FAIL - message: std::bad_alloc"))
        .isTrue();
    assertThat(FrozenModel.isOutOfMemory("Invalid rank for input: x Got: 3 Expected: 4")).isFalse();
    assertThat(FrozenModel.isOutOfMemory(null)).isFalse();
  }
}
