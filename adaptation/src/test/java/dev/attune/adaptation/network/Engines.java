package dev.attune.adaptation.network;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** One run of a network in either engine. */
public final class Engines {
  private Engines() {}

  /** On libtorch; nothing of it stays behind. */
  public static List<HostTensor> torch(
      TorchEngine engine,
      Network network,
      Weights weights,
      ElementType precision,
      List<HostTensor> inputs) {
    try (Parameters p = Parameters.of(engine, weights, List.of(network), precision);
        TrainableModel model = TrainableModel.load(engine, p, List.of(network))) {
      return run(model.executable(network.name()), inputs);
    }
  }

  /** On ONNX Runtime. */
  public static List<HostTensor> onnx(
      Network network, Weights weights, ElementType precision, List<HostTensor> inputs) {
    try (FrozenModel model =
        FrozenModel.load(network, weights, ComputeSettings.single(), precision)) {
      return run(model, inputs);
    }
  }

  private static List<HostTensor> run(Executable e, List<HostTensor> inputs) {
    try (Scope scope = new Scope()) {
      List<Tensor> in = inputs.stream().map(t -> upload(e, scope, t)).toList();
      return e.run(scope, in).stream().map(Tensor::toHost).toList();
    }
  }

  /** Puts a tensor where the engine can use it. */
  public static Tensor upload(Executable e, Scope scope, HostTensor t) {
    return e.tensor(scope, t.type(), t.shape(), t.bytes());
  }

  /** Numbers as a tensor of any element type. */
  public static HostTensor host(ElementType type, Shape shape, DoubleStream values) {
    ByteBuffer b =
        ByteBuffer.allocateDirect(Math.toIntExact(shape.elements() * type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(
        v -> {
          switch (type) {
            case FLOAT32 -> b.putFloat((float) v);
            case FLOAT64 -> b.putDouble(v);
            case INT64 -> b.putLong((long) v);
            case BOOL, UINT8 -> b.put((byte) v);
            default -> throw new IllegalArgumentException("no test needs " + type);
          }
        });
    return HostTensor.wrap(type, shape, b.flip());
  }

  /** Whole numbers. */
  public static HostTensor integers(Shape shape, long... values) {
    return host(ElementType.INT64, shape, LongStream.of(values).asDoubleStream());
  }

  /** Floats from -1 to 1. */
  public static HostTensor random(long seed, long... dims) {
    Shape shape = Shape.of(dims);
    Random random = new Random(seed);
    return host(
        ElementType.FLOAT32,
        shape,
        DoubleStream.generate(() -> random.nextFloat() * 2 - 1).limit(shape.elements()));
  }

  /** Small numbers for all parameters of some networks; variances are positive. */
  public static Weights weights(Network... networks) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    for (Network n : networks) {
      n.parameterTable()
          .forEach(
              (name, shape) -> {
                Random random = new Random(name.hashCode());
                boolean variance = name.endsWith("running_var");
                out.put(
                    name,
                    host(
                        ElementType.FLOAT32,
                        shape,
                        DoubleStream.generate(
                                () -> variance ? 1 + random.nextFloat() : random.nextFloat() - 0.5)
                            .limit(shape.elements())));
              });
    }
    return Weights.of(out, Map.of());
  }
}
