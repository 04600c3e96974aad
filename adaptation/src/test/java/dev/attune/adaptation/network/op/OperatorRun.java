package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.Engines;
import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
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
    return Engines.torch(engine, network, w, precision, hosts(operands, values, precision));
  }

  static List<HostTensor> onnx(
      Network network, List<Operand> operands, List<Nd> values, ElementType precision) {
    Weights w = weights(operands, values);
    return Engines.onnx(network, w, precision, hosts(operands, values, precision));
  }

  private static List<HostTensor> hosts(
      List<Operand> operands, List<Nd> values, ElementType precision) {
    List<HostTensor> in = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).isInput()) {
        ElementType declared = operands.get(i).type();
        in.add(host(values.get(i), declared.isFloating() ? precision : declared));
      }
    }
    return in;
  }

  /** The values of those operands that are inputs. */
  static List<Tensor> inputs(
      Executable e, Scope scope, List<Operand> operands, List<Nd> values, ElementType precision) {
    return hosts(operands, values, precision).stream()
        .map(t -> Engines.upload(e, scope, t))
        .toList();
  }

  static Tensor tensor(Executable e, Scope scope, Nd values, ElementType type) {
    return Engines.upload(e, scope, host(values, type));
  }

  private static HostTensor host(Nd values, ElementType type) {
    return Engines.host(type, values.shape(), Arrays.stream(values.data()));
  }
}
