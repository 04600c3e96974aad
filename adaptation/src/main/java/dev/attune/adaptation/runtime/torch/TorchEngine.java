package dev.attune.adaptation.runtime.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptBridge;
import ai.djl.util.cuda.CudaUtils;
import dev.attune.adaptation.network.TorchScriptPrinter;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Device;
import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.runtime.NativeMemory;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * libtorch, loaded once for the process. Its number of threads is the process's: the last engine
 * that was opened decides. Thread-safe.
 */
public final class TorchEngine implements AutoCloseable {
  private static final Object LOAD = new Object();
  private static boolean loaded;

  /**
   * The JIT's profiling gains nothing on our networks and costs start time and memory; the switch
   * is per thread.
   */
  private static final ThreadLocal<Boolean> PREPARED =
      ThreadLocal.withInitial(
          () -> {
            JniUtils.setGraphExecutorOptimize(false);
            JniUtils.setGradMode(false);
            return true;
          });

  private final PtNDManager manager;
  private final ComputeSettings settings;
  private final PtSymbolBlock kernels;

  private TorchEngine(PtNDManager manager, ComputeSettings settings) {
    this.manager = manager;
    this.settings = settings;
    this.kernels = module(TorchScriptPrinter.archiveOf(Kernels.METHODS));
  }

  /**
   * Starts libtorch and sets its threads.
   *
   * @throws DeviceException when libtorch cannot be loaded or the card cannot be used
   */
  public static TorchEngine open(ComputeSettings settings) {
    load();
    JniUtils.setNumThreads(settings.threads());
    return new TorchEngine(
        (PtNDManager) NDManager.newBaseManager(device(settings.device()), "PyTorch"), settings);
  }

  private static void load() {
    synchronized (LOAD) {
      if (loaded) {
        return;
      }
      // Nothing may be downloaded or reported at run time.
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("OPT_OUT_TRACKING", "true");
      NativeMemory.tune();
      try {
        Engine.getEngine("PyTorch");
        Nnpack.disable();
        JniUtils.setNumInteropThreads(1);
      } catch (EngineException | UnsatisfiedLinkError e) {
        throw new DeviceException(
            "libtorch cannot be loaded on this machine ("
                + e.getMessage()
                + "); Attune packs natives for linux-x86_64, other platforms are a build flag"
                + " (-Dnative.platform)",
            e);
      }
      loaded = true;
    }
  }

  private static ai.djl.Device device(Device device) {
    if (device.kind() == Device.Kind.CPU) {
      return ai.djl.Device.cpu();
    }
    int cards = CudaUtils.getGpuCount();
    if (cards <= device.index()) {
      throw new DeviceException(
          "device "
              + device
              + ": libtorch sees "
              + cards
              + " CUDA devices; it needs an NVIDIA driver and a CUDA build of libtorch 2.7.1"
              + " (PYTORCH_LIBRARY_PATH, PYTORCH_VERSION=2.7.1, PYTORCH_FLAVOR=cu128); or use"
              + " --device cpu");
    }
    return ai.djl.Device.gpu(device.index());
  }

  /** How this engine computes. */
  public ComputeSettings settings() {
    return settings;
  }

  /**
   * Arrays of this engine that are not closed yet, whoever made them; tests watch it for growth.
   * Counts them one by one.
   */
  public long liveTensors() {
    return manager.getManagedArrays().size();
  }

  /** Seeds libtorch's random numbers. */
  public void seed(long seed) {
    JniUtils.setSeed(seed);
  }

  PtNDManager manager() {
    return manager;
  }

  /** A copy of {@code data} (direct, native order, from its position) on the device. */
  TorchTensor upload(ElementType type, Shape shape, ByteBuffer data) {
    PREPARED.get();
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
    PtNDArray array =
        JniUtils.createEmptyNdArray(
            manager,
            new ai.djl.ndarray.types.Shape(shape.dims()),
            dataType(type),
            manager.getDevice(),
            ai.djl.ndarray.types.SparseFormat.DENSE);
    write(array, data);
    return new TorchTensor(array);
  }

  /** Copies {@code data} (native order, from its position) over the content of an array. */
  static void write(PtNDArray array, ByteBuffer data) {
    int bytes = Math.toIntExact(array.size() * array.getDataType().getNumOfBytes());
    ByteBuffer source = data.slice(data.position(), bytes);
    if (array.getDevice().isGpu()) {
      array.set(source);
    } else {
      // On the processor set(…) would make the array an alias of the buffer.
      array.toByteBuffer(true).rewind().put(source);
    }
  }

  PtSymbolBlock module(byte[] archive) {
    PREPARED.get();
    try {
      return JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a method and closes the arguments; gradients are recorded only where {@code record} says
   * so.
   */
  IValue call(PtSymbolBlock block, String method, boolean record, IValue... arguments) {
    PREPARED.get();
    JniUtils.setGradMode(record);
    try {
      return ScriptBridge.call(block, method, arguments);
    } finally {
      JniUtils.setGradMode(false);
      for (IValue a : arguments) {
        a.close();
      }
    }
  }

  /** Runs one of {@link Kernels} without recording gradients. */
  IValue kernel(String method, IValue... arguments) {
    return call(kernels, method, false, arguments);
  }

  /** Runs one of {@link Kernels}, recording gradients. */
  IValue recordedKernel(String method, IValue... arguments) {
    return call(kernels, method, true, arguments);
  }

  /** A number without axes, FLOAT32 or FLOAT64. */
  TorchTensor scalar(ElementType type, double value) {
    ByteBuffer data = ByteBuffer.allocateDirect(Double.BYTES).order(ByteOrder.nativeOrder());
    if (type == ElementType.FLOAT64) {
      data.putDouble(0, value);
    } else {
      data.putFloat(0, (float) value);
    }
    return upload(type, Shape.of(), data);
  }

  static IValue list(List<PtNDArray> arrays) {
    return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
  }

  static DataType dataType(ElementType type) {
    return switch (type) {
      case FLOAT16 -> DataType.FLOAT16;
      case BFLOAT16 -> DataType.BFLOAT16;
      case FLOAT32 -> DataType.FLOAT32;
      case FLOAT64 -> DataType.FLOAT64;
      case INT8 -> DataType.INT8;
      case UINT8 -> DataType.UINT8;
      case INT16 -> DataType.INT16;
      case INT32 -> DataType.INT32;
      case INT64 -> DataType.INT64;
      case BOOL -> DataType.BOOLEAN;
    };
  }

  static ElementType elementType(DataType type) {
    return switch (type) {
      case FLOAT16 -> ElementType.FLOAT16;
      case BFLOAT16 -> ElementType.BFLOAT16;
      case FLOAT32 -> ElementType.FLOAT32;
      case FLOAT64 -> ElementType.FLOAT64;
      case INT8 -> ElementType.INT8;
      case UINT8 -> ElementType.UINT8;
      case INT16 -> ElementType.INT16;
      case INT32 -> ElementType.INT32;
      case INT64 -> ElementType.INT64;
      case BOOLEAN -> ElementType.BOOL;
      default -> throw new IllegalStateException("libtorch gave elements of type " + type);
    };
  }

  /** Frees every tensor of this engine that is still open. */
  @Override
  public void close() {
    manager.close();
  }
}
