package dev.attune.adaptation.weights.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles instruction by instruction, so that tests can say what no program would. */
public final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A pickle of protocol 2. */
  public static PickleBytes start() {
    return new PickleBytes().op(0x80).u1(2);
  }

  /** Anything, instruction by instruction. */
  public PickleBytes op(int opcode) {
    out.write(opcode);
    return this;
  }

  /** Several instructions without arguments. */
  public PickleBytes ops(String opcodes) {
    out.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** One byte. */
  public PickleBytes u1(int value) {
    out.write(value);
    return this;
  }

  /** Four bytes, little-endian. */
  public PickleBytes i4(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  /** Eight bytes, little-endian. */
  public PickleBytes i8(long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  /** Raw bytes. */
  public PickleBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Pushes a text. */
  public PickleBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op('X').i4(utf8.length).raw(utf8);
  }

  /** Pushes an integer. */
  public PickleBytes number(long value) {
    if (value == (int) value) {
      return op('J').i4((int) value);
    }
    return op(0x8a).u1(8).i8(value);
  }

  /** Pushes a float. */
  public PickleBytes real(double value) {
    return op('G').raw(ByteBuffer.allocate(8).putDouble(value).array());
  }

  /** Pushes an import. */
  public PickleBytes global(String module, String name) {
    return ops("c" + module + "\n" + name + "\n");
  }

  /** Pushes a tuple of integers. */
  public PickleBytes numbers(long... values) {
    op('(');
    for (long value : values) {
      number(value);
    }
    return op('t');
  }

  /** Pushes an empty OrderedDict. */
  public PickleBytes orderedDict() {
    return global("collections", "OrderedDict").ops(")R");
  }

  /** Pushes a reference to a storage. */
  public PickleBytes storage(String type, String key, long elements) {
    return op('(')
        .text("storage")
        .global("torch", type)
        .text(key)
        .text("cpu")
        .number(elements)
        .ops("tQ");
  }

  /** Pushes a tensor of its own storage. */
  public PickleBytes tensor(
      String type, String key, long elements, long offset, long[] sizes, long[] strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .op('(')
        .storage(type, key, elements)
        .number(offset)
        .numbers(sizes)
        .numbers(strides)
        .op(0x89)
        .orderedDict()
        .ops("tR");
  }

  /** Pushes a float32 vector over a whole storage. */
  public PickleBytes vector(String key, long elements) {
    return tensor("FloatStorage", key, elements, 0, new long[] {elements}, new long[] {1});
  }

  /** The pickle, ended. */
  public byte[] stop() {
    return op('.').bytes();
  }

  /** The bytes so far. */
  public byte[] bytes() {
    return out.toByteArray();
  }
}
