package dev.attune.adaptation.runtime.torch;

import ai.djl.pytorch.engine.PtNDArray;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor of libtorch. */
final class TorchTensor implements Tensor {
  private final TorchEngine engine;
  private final PtNDArray array;
  private boolean closed;

  TorchTensor(TorchEngine engine, PtNDArray array) {
    this.engine = engine;
    this.array = array;
    engine.live().incrementAndGet();
  }

  PtNDArray array() {
    if (closed) {
      throw new IllegalStateException("this tensor is closed");
    }
    return array;
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
    target.duplicate().put(array().toByteBuffer(true).rewind());
  }

  @Override
  public HostTensor toHost() {
    ByteBuffer from = array().toByteBuffer(true).rewind();
    ByteBuffer copy = ByteBuffer.allocateDirect(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    return HostTensor.wrap(elementType(), shape(), copy.put(from).flip());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      engine.live().decrementAndGet();
      array.close();
    }
  }
}
