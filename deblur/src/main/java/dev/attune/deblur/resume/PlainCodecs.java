package dev.attune.deblur.resume;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.resume.RecordCodec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What records are made of in the end. */
final class PlainCodecs {
  private static final Map<Class<?>, Codec> ALL = new HashMap<>();

  static {
    add(int.class, Integer.class, DataOutput::writeInt, DataInput::readInt);
    add(long.class, Long.class, DataOutput::writeLong, DataInput::readLong);
    add(float.class, Float.class, DataOutput::writeFloat, DataInput::readFloat);
    add(double.class, Double.class, DataOutput::writeDouble, DataInput::readDouble);
    add(boolean.class, Boolean.class, DataOutput::writeBoolean, DataInput::readBoolean);
    add(String.class, PlainCodecs::writeText, PlainCodecs::readText);
    add(byte[].class, PlainCodecs::writeBytes, PlainCodecs::readBytes);
    add(boolean[].class, PlainCodecs::writeBooleans, PlainCodecs::readBooleans);
    add(int[].class, PlainCodecs::writeInts, PlainCodecs::readInts);
    add(long[].class, PlainCodecs::writeLongs, PlainCodecs::readLongs);
    add(float[].class, PlainCodecs::writeFloats, PlainCodecs::readFloats);
    add(double[].class, PlainCodecs::writeDoubles, PlainCodecs::readDoubles);
    add(ByteBuffer.class, PlainCodecs::writeBuffer, PlainCodecs::readBuffer);
    add(
        OptionalDouble.class,
        (out, v) -> {
          out.writeBoolean(v.isPresent());
          out.writeDouble(v.orElse(0));
        },
        in -> {
          boolean present = in.readBoolean();
          double value = in.readDouble();
          return present ? OptionalDouble.of(value) : OptionalDouble.empty();
        });
    add(
        OptionalLong.class,
        (out, v) -> {
          out.writeBoolean(v.isPresent());
          out.writeLong(v.orElse(0));
        },
        in -> {
          boolean present = in.readBoolean();
          long value = in.readLong();
          return present ? OptionalLong.of(value) : OptionalLong.empty();
        });
    add(HostTensor.class, PlainCodecs::writeTensor, PlainCodecs::readTensor);
    add(Weights.class, PlainCodecs::writeWeights, PlainCodecs::readWeights);
  }

  private PlainCodecs() {}

  /** The codec of a type that is not made of others. */
  static Optional<Codec> of(Class<?> type) {
    return Optional.ofNullable(ALL.get(type));
  }

  private interface Writer<T> {
    void write(DataOutput out, T value) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private static <T> void add(
      Class<T> primitive, Class<T> boxed, Writer<T> writer, Reader<T> reader) {
    add(boxed, writer, reader);
    ALL.put(primitive, ALL.get(boxed));
  }

  private static <T> void add(Class<T> type, Writer<T> writer, Reader<T> reader) {
    ALL.put(
        type,
        new Codec() {
          @Override
          public void write(DataOutput out, Object value) throws IOException {
            writer.write(out, type.cast(value));
          }

          @Override
          public Object read(DataInput in) throws IOException {
            return reader.read(in);
          }

          @Override
          public String structure() {
            return type.getSimpleName();
          }
        });
  }

  private static void writeText(DataOutput out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static void writeBooleans(DataOutput out, boolean[] values) throws IOException {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    writeBytes(out, bytes);
  }

  private static boolean[] readBooleans(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    boolean[] values = new boolean[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] != 0;
    }
    return values;
  }

  private static void writeInts(DataOutput out, int[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, values.length));
    bytes.asIntBuffer().put(values);
    writeBytes(out, bytes.array());
  }

  private static int[] readInts(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    int[] values = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(values);
    return values;
  }

  private static void writeLongs(DataOutput out, long[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Long.BYTES, values.length));
    bytes.asLongBuffer().put(values);
    writeBytes(out, bytes.array());
  }

  private static long[] readLongs(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    long[] values = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(values);
    return values;
  }

  private static void writeFloats(DataOutput out, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
    bytes.asFloatBuffer().put(values);
    writeBytes(out, bytes.array());
  }

  private static float[] readFloats(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  private static void writeDoubles(DataOutput out, double[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Double.BYTES, values.length));
    bytes.asDoubleBuffer().put(values);
    writeBytes(out, bytes.array());
  }

  private static double[] readDoubles(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    double[] values = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
    return values;
  }

  /** All of a buffer from its beginning, as {@code Frame} means it. */
  private static void writeBuffer(DataOutput out, ByteBuffer buffer) throws IOException {
    ByteBuffer whole = buffer.duplicate().clear();
    byte[] bytes = new byte[whole.remaining()];
    whole.get(bytes);
    writeBytes(out, bytes);
  }

  private static ByteBuffer readBuffer(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    return ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
  }

  private static void writeTensor(DataOutput out, HostTensor tensor) throws IOException {
    writeText(out, tensor.type().name());
    writeLongs(out, tensor.shape().dims());
    writeBuffer(out, tensor.bytes());
  }

  private static HostTensor readTensor(DataInput in) throws IOException {
    ElementType type = ElementType.valueOf(readText(in));
    Shape shape = Shape.of(readLongs(in));
    return HostTensor.wrap(type, shape, readBuffer(in));
  }

  private static void writeWeights(DataOutput out, Weights weights) throws IOException {
    out.writeInt(weights.metadata().size());
    for (Map.Entry<String, String> e : weights.metadata().entrySet()) {
      writeText(out, e.getKey());
      writeText(out, e.getValue());
    }
    out.writeInt(weights.tensors().size());
    for (Map.Entry<String, HostTensor> e : weights.tensors().entrySet()) {
      writeText(out, e.getKey());
      writeTensor(out, e.getValue());
    }
  }

  private static Weights readWeights(DataInput in) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      String key = readText(in);
      metadata.put(key, readText(in));
    }
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = readText(in);
      tensors.put(name, readTensor(in));
    }
    return Weights.of(tensors, metadata);
  }
}
