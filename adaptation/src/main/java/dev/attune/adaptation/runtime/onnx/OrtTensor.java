package dev.attune.adaptation.runtime.onnx;

import ai.onnxruntime.OnnxTensor;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor over a buffer of the pool, to which it returns when closed. */
final class OrtTensor implements Tensor {
  private final BufferPool pool;
  private final ByteBuffer buffer;
  private final OnnxTensor tensor;
  private final ElementType type;
  private final Shape shape;
  private boolean closed;

  OrtTensor(BufferPool pool, ByteBuffer buffer, OnnxTensor tensor, ElementType type, Shape shape) {
    this.pool = pool;
    this.buffer = buffer;
    this.tensor = tensor;
    this.type = type;
    this.shape = shape;
  }

  OnnxTensor tensor() {
    if (closed) {
      throw new IllegalStateException("this tensor is closed");
    }
    return tensor;
  }

  TensorType type() {
    return new TensorType(type, shape);
  }

  /** Overwrites the content. */
  void fill(ByteBuffer data) {
    buffer.duplicate().put(data);
  }

  @Override
  public ElementType elementType() {
    return type;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void copyTo(ByteBuffer target) {
    target.duplicate().put(content());
  }

  @Override
  public HostTensor toHost() {
    ByteBuffer from = content();
    ByteBuffer copy = ByteBuffer.allocateDirect(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    return HostTensor.wrap(type, shape, copy.put(from).flip());
  }

  private ByteBuffer content() {
    tensor();
    return buffer.duplicate().limit(Math.toIntExact(shape.elements() * type.bytes())).rewind();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tensor.close();
      pool.giveBack(buffer);
    }
  }
}
