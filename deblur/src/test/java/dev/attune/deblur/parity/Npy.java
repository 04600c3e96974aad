package dev.attune.deblur.parity;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code .npy} files of recorded numbers: little endian, C order. */
final class Npy {
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr':\\s*'([^']+)'.*'fortran_order':\\s*(\\w+).*'shape':\\s*\\(([0-9, ]*)\\)");

  private static final Map<String, ElementType> TYPES =
      Map.of(
          "|b1", ElementType.BOOL,
          "|u1", ElementType.UINT8,
          "|i1", ElementType.INT8,
          "<i2", ElementType.INT16,
          "<i4", ElementType.INT32,
          "<i8", ElementType.INT64,
          "<f2", ElementType.FLOAT16,
          "<f4", ElementType.FLOAT32,
          "<f8", ElementType.FLOAT64);

  private Npy() {}

  /** The array in {@code file}; the dtype must be {@code dtype} unless that is null. */
  static NdArray read(Path file, String dtype) throws IOException {
    ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[6];
    b.get(magic);
    if (!new String(magic, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY")) {
      throw new IOException(file + " is no npy file");
    }
    int major = b.get();
    b.get();
    byte[] header = new byte[major == 1 ? b.getShort() & 0xffff : b.getInt()];
    b.get(header);
    Matcher m = HEADER.matcher(new String(header, StandardCharsets.UTF_8));
    if (!m.find() || !m.group(2).equals("False")) {
      throw new IOException(file + ": header not understood");
    }
    int[] shape =
        Arrays.stream(m.group(3).split(","))
            .map(String::trim)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    ElementType type = TYPES.get(m.group(1));
    if (type == null) {
      throw new IOException(file + ": npy type " + m.group(1) + " is not known");
    }
    if (dtype != null && !dtype.equals(type.name().toLowerCase(Locale.ROOT))) {
      throw new IOException(file + " holds " + type + ", the manifest says " + dtype);
    }
    long[] sizes = Arrays.stream(shape).asLongStream().toArray();
    return new NdArray(shape, HostTensor.wrap(type, Shape.of(sizes), b).toDoubles());
  }
}
