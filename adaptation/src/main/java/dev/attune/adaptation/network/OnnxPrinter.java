package dev.attune.adaptation.network;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints a network as an ONNX model (operator set 20); unknown sizes stay dynamic. Weights are
 * either left outside, to be handed to the session from memory so that adapting does not print
 * again, or baked in for export.
 */
public final class OnnxPrinter {
  private static final long OPERATOR_SET = 20;
  private static final long IR_VERSION = 9;

  private OnnxPrinter() {}

  /**
   * A model whose parameters are external initialisers, named as the parameters are.
   *
   * @param floating precision that is computed in, FLOAT32 or FLOAT64
   */
  public static OnnxModel withExternalWeights(Network network, ElementType floating) {
    return print(network, floating, null, Map.of());
  }

  /**
   * A model that stands alone.
   *
   * @param metadata written into the model's properties
   */
  public static byte[] standalone(Network network, Weights weights, Map<String, String> metadata) {
    return print(network, ElementType.FLOAT32, weights, metadata).bytes();
  }

  private static OnnxModel print(
      Network network, ElementType floating, Weights weights, Map<String, String> metadata) {
    GraphProto.Builder out = GraphProto.newBuilder().setName(network.name());
    Map<Value, String> names = new HashMap<>();
    Map<String, TensorType> types = new HashMap<>();
    OnnxNodes nodes = new OnnxNodes(out, floating, types::get);
    for (Value in : network.inputs()) {
      names.put(in, in.name());
      out.addInput(info(nodes, in.name(), in.type()));
    }
    network.parameters().forEach(p -> names.put(p, p.name()));
    for (Value c : network.constants()) {
      String name = "/c" + c.id();
      names.put(c, name);
      HostTensor tensor = ((Value.Constant) c.origin()).tensor();
      out.addInitializer(
          inside(name, tensor.type().isFloating() ? tensor.as(floating) : tensor, c.shape()));
    }
    for (int i = 0; i < network.outputs().size(); i++) {
      names.putIfAbsent(network.outputs().get(i), outputName(i));
    }
    names.forEach((v, n) -> types.put(n, v.type()));
    for (Node node : network.nodes()) {
      for (Value r : node.results()) {
        types.put(names.computeIfAbsent(r, v -> "/v" + v.id()), r.type());
      }
      node.operator()
          .onnx(
              nodes,
              node.inputs().stream().map(names::get).toList(),
              node.results().stream().map(names::get).toList());
    }
    for (int i = 0; i < network.outputs().size(); i++) {
      Value v = network.outputs().get(i);
      // An input, or a value given back twice, needs a name of its own.
      if (!names.get(v).equals(outputName(i))) {
        nodes.add("Identity", List.of(names.get(v)), outputName(i));
      }
      out.addOutput(info(nodes, outputName(i), v.type()));
    }
    // ONNX Runtime drops initialisers without a reader and then refuses to replace them.
    Set<String> read = new HashSet<>();
    out.getNodeList().forEach(n -> read.addAll(n.getInputList()));
    List<String> external = new ArrayList<>();
    for (Value p : network.parameters()) {
      if (read.contains(p.name())) {
        external.add(p.name());
        out.addInitializer(
            weights == null
                ? external(nodes, p)
                : inside(p.name(), weights.get(p.name()).as(floating), p.shape()));
      }
    }
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("attune")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(out);
    metadata.forEach(
        (k, v) ->
            model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(k).setValue(v)));
    return new OnnxModel(model.build().toByteArray(), weights == null ? external : List.of());
  }

  /** Name of output {@code i} in printed models. */
  public static String outputName(int i) {
    return "out" + i;
  }

  private static TensorProto.Builder external(OnnxNodes nodes, Value p) {
    return TensorProto.newBuilder()
        .setName(p.name())
        .addAllDims(Arrays.stream(p.shape().dims()).boxed().toList())
        .setDataType(nodes.code(p.type().element()))
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("weights"));
  }

  private static TensorProto.Builder inside(String name, HostTensor tensor, Shape shape) {
    if (!tensor.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "weight '" + name + "' has shape " + tensor.shape() + ", the network wants " + shape);
    }
    return TensorProto.newBuilder()
        .setName(name)
        .addAllDims(Arrays.stream(shape.dims()).boxed().toList())
        .setDataType(OnnxNodes.onnxCode(tensor.type()))
        .setRawData(ByteString.copyFrom(tensor.bytes()));
  }

  private static ValueInfoProto info(OnnxNodes nodes, String name, TensorType type) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (int i = 0; i < type.shape().rank(); i++) {
      TensorShapeProto.Dimension.Builder d = dims.addDimBuilder();
      if (type.shape().dim(i) == Shape.ANY) {
        // A symbol of its own: equal symbols would promise equal sizes.
        d.setDimParam(name + "_" + i);
      } else {
        d.setDimValue(type.shape().dim(i));
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(nodes.code(type.element()))
                        .setShape(dims)))
        .build();
  }
}
