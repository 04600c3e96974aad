package dev.attune.adaptation.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** An immutable dense tensor on the host, C order. Thread-safe. */
public final class HostTensor {
  private final ElementType type;
  private final Shape shape;
  private final ByteBuffer data;

  private HostTensor(ElementType type, Shape shape, ByteBuffer data) {
    this.type = type;
    this.shape = shape;
    this.data = data;
    long bytes = Math.multiplyExact(shape.elements(), type.bytes());
    if (bytes != data.remaining()) {
      throw new IllegalArgumentException(
          "a tensor " + type + shape + " has " + bytes + " bytes, not " + data.remaining());
    }
  }

  /**
   * A tensor over little-endian bytes, which are not copied and must not change any more.
   *
   * @param data from position to limit
   */
  public static HostTensor wrap(ElementType type, Shape shape, ByteBuffer data) {
    return new HostTensor(type, shape, data.slice().asReadOnlyBuffer());
  }

  /** A float32 tensor of a copy of {@code values}. */
  public static HostTensor of(Shape shape, float... values) {
    ByteBuffer b = ByteBuffer.allocateDirect(Math.multiplyExact(4, values.length));
    b.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return wrap(ElementType.FLOAT32, shape, b);
  }

  /** Type of the elements as stored. */
  public ElementType type() {
    return type;
  }

  /** Sizes of the axes, all known. */
  public Shape shape() {
    return shape;
  }

  /** The stored bytes, little-endian, read-only, from 0. */
  public ByteBuffer bytes() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A copy of the elements as floats, converted from whatever they are stored as. */
  public float[] toFloats() {
    float[] out = new float[Math.toIntExact(shape.elements())];
    ByteBuffer b = bytes();
    if (type == ElementType.FLOAT32) {
      FloatBuffer f = b.asFloatBuffer();
      f.get(out);
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) element(b, i);
    }
    return out;
  }

  /** A copy of the elements as doubles, converted from whatever they are stored as. */
  public double[] toDoubles() {
    double[] out = new double[Math.toIntExact(shape.elements())];
    ByteBuffer b = bytes();
    for (int i = 0; i < out.length; i++) {
      out[i] = element(b, i);
    }
    return out;
  }

  /** This tensor's values stored as another floating type, rounded to nearest even. */
  public HostTensor as(ElementType other) {
    if (other == type) {
      return this;
    }
    int n = Math.toIntExact(shape.elements());
    ByteBuffer from = bytes();
    ByteBuffer to =
        ByteBuffer.allocateDirect(Math.multiplyExact(n, other.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      double v = element(from, i);
      switch (other) {
        case FLOAT16 -> to.putShort(Half.fromDouble(v));
        case BFLOAT16 -> to.putShort(Half.bfloat16(v));
        case FLOAT32 -> to.putFloat((float) v);
        case FLOAT64 -> to.putDouble(v);
        default -> throw new IllegalArgumentException("values are not stored as " + other);
      }
    }
    return wrap(other, shape, to.flip());
  }

  /** Whether type, shape and every stored bit agree. */
  public boolean bitEquals(HostTensor other) {
    return type == other.type && shape.equals(other.shape) && data.equals(other.data);
  }

  @Override
  public String toString() {
    return type + shape.toString();
  }

  private double element(ByteBuffer b, int i) {
    return switch (type) {
      case FLOAT16 -> Half.toFloat(b.getShort(2 * i));
      case BFLOAT16 -> Float.intBitsToFloat(b.getShort(2 * i) << 16);
      case FLOAT32 -> b.getFloat(4 * i);
      case FLOAT64 -> b.getDouble(8 * i);
      case INT8, BOOL -> b.get(i);
      case UINT8 -> b.get(i) & 0xff;
      case INT16 -> b.getShort(2 * i);
      case INT32 -> b.getInt(4 * i);
      case INT64 -> b.getLong(8 * i);
    };
  }
}
