package dev.attune.adaptation.network;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An ONNX graph under construction, as operators see it. Equal constants are shared. Names that are
 * made up begin with a slash, as no input or parameter does.
 */
public final class OnnxNodes {
  private final GraphProto.Builder graph;
  private final ElementType floating;
  private final Function<String, TensorType> types;
  private final Map<String, String> constants = new HashMap<>();
  private int temporaries;

  OnnxNodes(GraphProto.Builder graph, ElementType floating, Function<String, TensorType> types) {
    this.graph = graph;
    this.floating = floating;
    this.types = types;
  }

  /** Appends a node with one result; its attributes can still be set. */
  public Attributes add(String type, List<String> in, String result) {
    return add(type, in, List.of(result));
  }

  /** Appends a node; its attributes can still be set. */
  public Attributes add(String type, List<String> in, List<String> results) {
    return new Attributes(
        graph
            .addNodeBuilder()
            .setOpType(type)
            .setName(results.get(0))
            .addAllInput(in)
            .addAllOutput(results));
  }

  /** A name for a value of this operator alone. */
  public String temporary() {
    return "/t" + temporaries++;
  }

  /** Number of axes of a value. */
  public int rankOf(String value) {
    return shapeOf(value).rank();
  }

  /** Sizes of a value as far as they are known while building. */
  public Shape shapeOf(String value) {
    return typeOf(value).shape();
  }

  /** Type of a value; floating ones are FLOAT32 whatever is printed. */
  public TensorType typeOf(String value) {
    return types.apply(value);
  }

  /** Name of a constant list of integers. */
  public String integers(long... v) {
    return constant(
        "/" + Arrays.toString(v),
        TensorProto.newBuilder()
            .addDims(v.length)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addAllInt64Data(Arrays.stream(v).boxed().toList()));
  }

  /** Name of a constant integer without axes. */
  public String integer(long v) {
    return constant(
        "/i" + v,
        TensorProto.newBuilder().setDataType(TensorProto.DataType.INT64_VALUE).addInt64Data(v));
  }

  /** Name of a constant floating number without axes. */
  public String scalar(double v) {
    return constant("/f" + v, number(v));
  }

  /** Name of a constant list of equal floating numbers. */
  public String numbers(int count, double v) {
    TensorProto.Builder t = TensorProto.newBuilder().addDims(count);
    for (int i = 0; i < count; i++) {
      put(t, v);
    }
    return constant("/f" + v + "*" + count, t);
  }

  /** Name of a constant list of numbers that are FLOAT32 whatever is printed. */
  public String floats(double... v) {
    TensorProto.Builder t =
        TensorProto.newBuilder().addDims(v.length).setDataType(TensorProto.DataType.FLOAT_VALUE);
    for (double d : v) {
      t.addFloatData((float) d);
    }
    return constant("/f" + Arrays.toString(v), t);
  }

  /** ONNX's number of an element type, where FLOAT32 stands for the precision that is printed. */
  public int code(ElementType type) {
    return onnxCode(type == ElementType.FLOAT32 ? floating : type);
  }

  static int onnxCode(ElementType type) {
    return switch (type) {
      case FLOAT32 -> TensorProto.DataType.FLOAT_VALUE;
      case UINT8 -> TensorProto.DataType.UINT8_VALUE;
      case INT8 -> TensorProto.DataType.INT8_VALUE;
      case INT16 -> TensorProto.DataType.INT16_VALUE;
      case INT32 -> TensorProto.DataType.INT32_VALUE;
      case INT64 -> TensorProto.DataType.INT64_VALUE;
      case BOOL -> TensorProto.DataType.BOOL_VALUE;
      case FLOAT16 -> TensorProto.DataType.FLOAT16_VALUE;
      case FLOAT64 -> TensorProto.DataType.DOUBLE_VALUE;
      case BFLOAT16 -> TensorProto.DataType.BFLOAT16_VALUE;
    };
  }

  private TensorProto.Builder number(double v) {
    return put(TensorProto.newBuilder(), v);
  }

  private TensorProto.Builder put(TensorProto.Builder t, double v) {
    t.setDataType(onnxCode(floating));
    return floating == ElementType.FLOAT64 ? t.addDoubleData(v) : t.addFloatData((float) v);
  }

  private String constant(String key, TensorProto.Builder tensor) {
    return constants.computeIfAbsent(
        key,
        k -> {
          graph.addInitializer(tensor.setName(k));
          return k;
        });
  }

  /** A node whose attributes can still be set. */
  public final class Attributes {
    private final NodeProto.Builder proto;

    private Attributes(NodeProto.Builder proto) {
      this.proto = proto;
    }

    /** Sets an integer. */
    public Attributes integer(String name, long v) {
      attribute(name, AttributeProto.AttributeType.INT).setI(v);
      return this;
    }

    /** Sets a list of integers. */
    public Attributes integers(String name, long... v) {
      attribute(name, AttributeProto.AttributeType.INTS)
          .addAllInts(Arrays.stream(v).boxed().toList());
      return this;
    }

    /** Sets a floating number. */
    public Attributes number(String name, double v) {
      attribute(name, AttributeProto.AttributeType.FLOAT).setF((float) v);
      return this;
    }

    /** Sets a text. */
    public Attributes text(String name, String v) {
      attribute(name, AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(v));
      return this;
    }

    /** Sets a tensor of one floating number. */
    public Attributes tensor(String name, double v) {
      attribute(name, AttributeProto.AttributeType.TENSOR)
          .setT(OnnxNodes.this.number(v).addDims(1));
      return this;
    }

    private AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
      return proto.addAttributeBuilder().setName(name).setType(type);
    }
  }
}
