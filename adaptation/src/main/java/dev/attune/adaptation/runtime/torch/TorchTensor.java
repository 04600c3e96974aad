package dev.attune.adaptation.runtime.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.ScriptBridge;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** A tensor of libtorch. */
final class TorchTensor implements Tensor {
  private final PtNDArray array;
  private boolean closed;

  TorchTensor(PtNDArray array) {
    this.array = array;
  }

  PtNDArray array() {
    if (closed) {
      throw new IllegalStateException("this tensor is closed");
    }
    return array;
  }

  TensorType type() {
    return new TensorType(elementType(), shape());
  }

  @Override
  public ElementType elementType() {
    return TorchEngine.elementType(array().getDataType());
  }

  @Override
  public Shape shape() {
    return Shape.of(array().getShape().getShape());
  }

  @Override
  public void copyTo(ByteBuffer target) {
    read(content -> target.duplicate().put(content));
  }

  @Override
  public HostTensor toHost() {
    ElementType type = elementType();
    Shape shape = shape();
    ByteBuffer copy =
        ByteBuffer.allocateDirect(
                Math.toIntExact(Math.multiplyExact(shape.elements(), type.bytes())))
            .order(ByteOrder.LITTLE_ENDIAN);
    read(copy::put);
    return HostTensor.wrap(type, shape, copy.flip());
  }

  /**
   * Shows the content in C order. DJL would do the same but leave what it makes on the way, a copy
   * on the processor or one without gaps, to the engine until that is closed.
   */
  private void read(Consumer<ByteBuffer> reader) {
    if (array().getDevice().isGpu()) {
      try (PtNDArray here = array.toDevice(ai.djl.Device.cpu(), true)) {
        readHere(here, reader);
      }
    } else {
      readHere(array, reader);
    }
  }

  private static void readHere(PtNDArray here, Consumer<ByteBuffer> reader) {
    if (ScriptBridge.isContiguous(here)) {
      reader.accept(here.toByteBuffer(true).rewind());
    } else {
      try (PtNDArray dense = ScriptBridge.contiguous(here)) {
        reader.accept(dense.toByteBuffer(true).rewind());
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      array.close();
    }
  }
}
