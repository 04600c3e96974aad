package dev.attune.adaptation.online;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A batch of pictures on the host, [N, C, H, W] in C order, values in 0..1, RGB. Used as immutable;
 * thread-safe as long as nobody writes to the values.
 */
public final class Pictures {
  private final Shape shape;
  private final float[] values;

  private Pictures(Shape shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * A batch over {@code values}, which are not copied and must not change any more.
   *
   * @param shape [N, C, H, W], all at least 1
   */
  public static Pictures of(Shape shape, float... values) {
    if (shape.rank() != 4 || !shape.isKnown() || shape.elements() != values.length) {
      throw new IllegalArgumentException(
          "pictures of "
              + values.length
              + " values in shape "
              + shape
              + ": [N, C, H, W] is wanted");
    }
    if (values.length == 0) {
      throw new IllegalArgumentException("an empty batch of pictures: " + shape);
    }
    return new Pictures(shape, values);
  }

  /** [N, C, H, W]. */
  public Shape shape() {
    return shape;
  }

  /** Number of pictures N. */
  public int size() {
    return shape.known(0);
  }

  /** Channels C. */
  public int channels() {
    return shape.known(1);
  }

  /** Height H in pixels. */
  public int height() {
    return shape.known(2);
  }

  /** Width W in pixels. */
  public int width() {
    return shape.known(3);
  }

  /** The values themselves, not to be written to. */
  public float[] values() {
    return values;
  }

  /** The pictures at {@code indices}, in that order; at least one. */
  public Pictures select(int... indices) {
    int one = values.length / size();
    float[] out = new float[Math.multiplyExact(one, indices.length)];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * one, out, i * one, one);
    }
    return of(shape.with(0, indices.length), out);
  }

  /** All pictures one behind the other; of equal sizes. */
  public static Pictures concat(List<Pictures> parts) {
    Shape first = parts.get(0).shape;
    int total = 0;
    for (Pictures p : parts) {
      if (!p.shape.with(0, 1).equals(first.with(0, 1))) {
        throw new IllegalArgumentException(
            "pictures of " + p.shape + " and " + first + " do not go into one batch");
      }
      total += p.values.length;
    }
    float[] out = new float[total];
    int at = 0;
    int count = 0;
    for (Pictures p : parts) {
      System.arraycopy(p.values, 0, out, at, p.values.length);
      at += p.values.length;
      count += p.size();
    }
    return of(first.with(0, count), out);
  }

  /** The values in native order, as engines take them. */
  ByteBuffer bytes(ElementType precision) {
    ByteBuffer out =
        ByteBuffer.allocateDirect(Math.multiplyExact(values.length, precision.bytes()))
            .order(ByteOrder.nativeOrder());
    if (precision == ElementType.FLOAT64) {
      for (float v : values) {
        out.putDouble(v);
      }
      return out.flip();
    }
    out.asFloatBuffer().put(values);
    return out;
  }
}
