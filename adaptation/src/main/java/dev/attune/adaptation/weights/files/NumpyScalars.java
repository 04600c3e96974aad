package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.pickle.PickleException;
import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import dev.attune.adaptation.weights.pickle.PickleFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Single numbers of NumPy, which checkpoints hold as their best score so far. Arrays are not read.
 */
final class NumpyScalars {
  private NumpyScalars() {}

  /** What their pickles import. */
  static Map<String, PickleFunction> globals() {
    return Map.of(
        "numpy.dtype", NumpyScalars::type,
        "numpy.core.multiarray.scalar", NumpyScalars::scalar,
        "numpy._core.multiarray.scalar", NumpyScalars::scalar,
        // How Python 3 writes bytes in protocol 2.
        "_codecs.encode", NumpyScalars::latin1);
  }

  /** A type is plain data; a pickle then sets its state, in which only the byte order matters. */
  private static NumpyType type(List<Object> arguments) {
    if (!arguments.isEmpty() && arguments.get(0) instanceof String code) {
      return new NumpyType(code);
    }
    throw damaged("builds a NumPy type without a name");
  }

  private static Object scalar(List<Object> arguments) {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof NumpyType type)
        || !(arguments.get(1) instanceof byte[] bytes)) {
      throw damaged("builds a NumPy number from something else than a type and bytes");
    }
    ByteBuffer value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    String code = type.code() + " of " + bytes.length;
    return switch (code) {
      case "f8 of 8" -> value.getDouble();
      case "f4 of 4" -> (double) value.getFloat();
      case "i8 of 8" -> value.getLong();
      case "i4 of 4" -> (long) value.getInt();
      case "b1 of 1" -> value.get() != 0;
      default ->
          throw new PickleException(
              Reason.UNSUPPORTED, "holds a NumPy number of type " + code + " bytes");
    };
  }

  private static byte[] latin1(List<Object> arguments) {
    if (arguments.size() == 2
        && arguments.get(0) instanceof String text
        && "latin1".equals(arguments.get(1))) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    throw damaged("encodes text in another way than latin1");
  }

  private static PickleException damaged(String message) {
    return new PickleException(Reason.DAMAGED, message);
  }
}
