package dev.attune.adaptation.online;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recorded arrays: little-endian, C order. */
final class NpyArray {
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr': '([<|][a-z]\\d)'.*'fortran_order': False.*'shape': \\(([\\d, ]*)\\)",
          Pattern.DOTALL);

  private NpyArray() {}

  static HostTensor read(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    int start = all[6] == 1 ? 10 + b.getShort(8) : 12 + b.getInt(8);
    Matcher m = HEADER.matcher(new String(all, 0, start, StandardCharsets.ISO_8859_1));
    if (!m.find()) {
      throw new AssertionError(file + " is no array that is recorded");
    }
    long[] dims =
        Arrays.stream(m.group(2).split(","))
            .map(String::trim)
            .filter(s -> !s.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    ByteBuffer data = ByteBuffer.allocateDirect(all.length - start);
    data.put(all, start, all.length - start).flip();
    return HostTensor.wrap(type(m.group(1)), Shape.of(dims), data);
  }

  private static ElementType type(String code) {
    return switch (code) {
      case "<f4" -> ElementType.FLOAT32;
      case "<f8" -> ElementType.FLOAT64;
      case "<i8" -> ElementType.INT64;
      case "|u1" -> ElementType.UINT8;
      default -> throw new AssertionError("recorded arrays of " + code);
    };
  }
}
