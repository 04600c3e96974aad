package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
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
import dev.attune.adaptation.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph of one operator and its runs in both engines. */
final class OperatorRun {
  private OperatorRun() {}

  /** The operator with all its results as outputs. */
  static Network network(OperatorCase c, List<Operand> operands) {
    GraphBuilder g = new GraphBuilder("op");
    List<Value> in = operands.stream().map(o -> o.declare(g)).toList();
    return g.build(g.nodes(c.operator, in).toArray(Value[]::new));
  }

  /** The sum of all floating results, each times an input of its sizes. */
  static Network loss(OperatorCase c) {
    GraphBuilder g = new GraphBuilder("loss");
    List<Value> in = c.operands.stream().map(o -> o.declare(g)).toList();
    Value sum = null;
    int n = 0;
    for (Value result : g.nodes(c.operator, in)) {
      if (result.type().element().isFloating()) {
        Value weighted = g.mul(result, g.input("weight" + n++, result.shape().dims()));
        Value part = g.node(new Reduce(Reduce.Kind.SUM, List.of(), false), weighted);
        sum = sum == null ? part : g.add(sum, part);
      }
    }
    return g.build(sum);
  }

  static Weights weights(List<Operand> operands, List<Nd> values) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      if (!operands.get(i).isInput()) {
        out.put(operands.get(i).name(), host(values.get(i), ElementType.FLOAT64));
      }
    }
    return Weights.of(out, Map.of());
  }

  static List<HostTensor> torch(
      TorchEngine engine,
      Network network,
      List<Operand> operands,
      List<Nd> values,
      ElementType precision) {
    Weights w = weights(operands, values);
    try (Parameters p = Parameters.of(engine, w, List.of(network), precision);
        TrainableModel model = TrainableModel.load(engine, p, List.of(network))) {
      return run(model.executable(network.name()), operands, values, precision);
    }
  }

  static List<HostTensor> onnx(
      Network network, List<Operand> operands, List<Nd> values, ElementType precision) {
    Weights w = weights(operands, values);
    try (FrozenModel model = FrozenModel.load(network, w, ComputeSettings.single(), precision)) {
      return run(model, operands, values, precision);
    }
  }

  private static List<HostTensor> run(
      Executable e, List<Operand> operands, List<Nd> values, ElementType precision) {
    try (Scope scope = new Scope()) {
      return e.run(scope, inputs(e, scope, operands, values, precision)).stream()
          .map(Tensor::toHost)
          .toList();
    }
  }

  static List<Tensor> inputs(
      Executable e, Scope scope, List<Operand> operands, List<Nd> values, ElementType precision) {
    List<Tensor> in = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).isInput()) {
        ElementType declared = operands.get(i).type();
        in.add(tensor(e, scope, values.get(i), declared.isFloating() ? precision : declared));
      }
    }
    return in;
  }

  static Tensor tensor(Executable e, Scope scope, Nd values, ElementType type) {
    return e.tensor(scope, type, values.shape(), host(values, type).bytes());
  }

  private static HostTensor host(Nd values, ElementType type) {
    ByteBuffer b =
        ByteBuffer.allocateDirect(values.data().length * type.bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values.data()) {
      switch (type) {
        case FLOAT32 -> b.putFloat((float) v);
        case FLOAT64 -> b.putDouble(v);
        case INT64 -> b.putLong((long) v);
        case BOOL, UINT8 -> b.put((byte) v);
        default -> throw new IllegalArgumentException("no operand is of " + type);
      }
    }
    return HostTensor.wrap(type, values.shape(), b.flip());
  }
}
