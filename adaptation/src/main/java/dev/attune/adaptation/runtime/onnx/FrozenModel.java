package dev.attune.adaptation.runtime.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.OnnxModel;
import dev.attune.adaptation.network.OnnxPrinter;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Device;
import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A network with fixed weights on ONNX Runtime. Results are written into buffers of a pool that are
 * used again, so memory is constant over a stream. Runs must not overlap.
 */
public final class FrozenModel implements Executable {
  private final Network network;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ElementType precision;
  private final BufferPool pool = new BufferPool();
  private List<TensorType> lastInputs;
  private List<Shape> lastOutputs;

  private FrozenModel(
      Network network, OrtEnvironment environment, OrtSession session, ElementType precision) {
    this.network = network;
    this.environment = environment;
    this.session = session;
    this.precision = precision;
  }

  /**
   * Prints the network and opens a session with weights from memory.
   *
   * @throws DeviceException when the card cannot be used or the session cannot be made
   */
  public static FrozenModel load(Network network, Weights weights, ComputeSettings settings) {
    return load(network, weights, settings, ElementType.FLOAT32);
  }

  /** As {@link #load(Network, Weights, ComputeSettings)} in FLOAT32 or FLOAT64. */
  public static FrozenModel load(
      Network network, Weights weights, ComputeSettings settings, ElementType precision) {
    OrtEnvironment environment = OrtLibrary.environment();
    List<OnnxTensor> outside = new ArrayList<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(settings.threads());
      options.setInterOpNumThreads(1);
      // Waiting threads that spin would take the cores from decoding and encoding.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      chooseDevice(options, settings.device());
      Network printed =
          settings.device().kind() == Device.Kind.CPU
              ? ProcessorForm.of(network, settings.threads())
              : network;
      OnnxModel model = OnnxPrinter.withExternalWeights(printed, precision);
      Map<String, OnnxTensorLike> initialisers = new LinkedHashMap<>();
      for (Value p : network.parameters()) {
        HostTensor t = required(weights, p);
        if (model.external().contains(p.name())) {
          OnnxTensor made = initialiser(environment, t.as(precision));
          outside.add(made);
          initialisers.put(p.name(), made);
        }
      }
      if (!initialisers.isEmpty()) {
        options.addExternalInitializers(initialisers);
      }
      return new FrozenModel(
          network,
          environment,
          DeepStack.call(() -> environment.createSession(model.bytes(), options)),
          precision);
    } catch (OrtException e) {
      throw new DeviceException(
          "ONNX Runtime cannot open network '" + network.name() + "': " + e.getMessage(), e);
    } finally {
      outside.forEach(OnnxTensor::close);
    }
  }

  private static void chooseDevice(OrtSession.SessionOptions options, Device device) {
    if (device.kind() == Device.Kind.CUDA) {
      try {
        options.addCUDA(device.index());
      } catch (OrtException e) {
        throw new DeviceException(
            "device "
                + device
                + ": ONNX Runtime has no CUDA here ("
                + e.getMessage()
                + "); build with -Dort.artifact=onnxruntime_gpu and install CUDA 12 with cuDNN 9, or use --device cpu",
            e);
      }
    }
  }

  private static HostTensor required(Weights weights, Value p) {
    HostTensor t = weights.get(p.name());
    if (!t.shape().equals(p.shape())) {
      throw new IllegalArgumentException(
          "weight '" + p.name() + "' has shape " + t.shape() + ", the network wants " + p.shape());
    }
    return t;
  }

  private static OnnxTensor initialiser(OrtEnvironment environment, HostTensor t)
      throws OrtException {
    ByteBuffer copy = ByteBuffer.allocateDirect(t.bytes().remaining()).order(t.bytes().order());
    copy.put(t.bytes()).flip();
    return OnnxTensor.createTensor(environment, copy, t.shape().dims(), javaType(t.type()));
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public List<Tensor> run(Scope scope, List<Tensor> inputs) {
    List<TensorType> types = inputs.stream().map(t -> own(t).type()).toList();
    if (!types.equals(lastInputs)) {
      network.requireInputs(types, precision);
      lastOutputs = network.outputShapes(types.stream().map(TensorType::shape).toList());
      lastInputs = types;
    }
    Map<String, OnnxTensor> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(network.inputs().get(i).name(), own(inputs.get(i)).tensor());
    }
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    List<Tensor> results = new ArrayList<>();
    try {
      for (int i = 0; i < lastOutputs.size(); i++) {
        ElementType declared = network.outputs().get(i).type().element();
        OrtTensor t = empty(declared.isFloating() ? precision : declared, lastOutputs.get(i));
        results.add(scope.own(t));
        pinned.put(OnnxPrinter.outputName(i), t.tensor());
      }
      // The result owns nothing: pinned tensors are closed by the scope.
      session.run(named, Set.of(), pinned).close();
    } catch (OrtException e) {
      if (isOutOfMemory(e.getMessage())) {
        throw outOfMemory("network '" + network.name() + "' on inputs " + types, e);
      }
      throw new IllegalStateException(
          "network '" + network.name() + "' failed on inputs " + types + ": " + e.getMessage(), e);
    }
    return results;
  }

  /** Whether a message of ONNX Runtime says that memory could not be had. */
  static boolean isOutOfMemory(String message) {
    String lower = String.valueOf(message).toLowerCase(Locale.ROOT);
    return List.of("failed to allocate memory", "bad_alloc", "bad allocation", "out of memory")
        .stream()
        .anyMatch(lower::contains);
  }

  private static OutOfMemoryError outOfMemory(String where, OrtException cause) {
    OutOfMemoryError out = new OutOfMemoryError(where + ": " + cause.getMessage());
    out.initCause(cause);
    return out;
  }

  private static OrtTensor own(Tensor t) {
    if (t instanceof OrtTensor own) {
      return own;
    }
    throw new IllegalArgumentException(
        "a tensor "
            + t.shape()
            + " of another engine cannot be used by ONNX Runtime; copy it over");
  }

  @Override
  public Tensor tensor(Scope scope, ElementType type, Shape shape, ByteBuffer data) {
    long wanted = Math.multiplyExact(shape.elements(), type.bytes());
    if (data.remaining() < wanted) {
      throw new IllegalArgumentException(
          "a tensor "
              + type
              + shape
              + " takes "
              + wanted
              + " bytes, the buffer has "
              + data.remaining());
    }
    try {
      OrtTensor t = empty(type, shape);
      t.fill(data.slice(data.position(), Math.toIntExact(wanted)));
      return scope.own(t);
    } catch (OrtException e) {
      throw new IllegalStateException("a tensor " + type + shape + " cannot be made", e);
    }
  }

  private OrtTensor empty(ElementType type, Shape shape) throws OrtException {
    ByteBuffer buffer = pool.take(Math.toIntExact(shape.elements() * type.bytes()));
    OnnxTensor t = OnnxTensor.createTensor(environment, buffer, shape.dims(), javaType(type));
    return new OrtTensor(pool, buffer, t, type, shape);
  }

  private static OnnxJavaType javaType(ElementType type) {
    return switch (type) {
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
    };
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session cannot be closed", e);
    }
  }
}
