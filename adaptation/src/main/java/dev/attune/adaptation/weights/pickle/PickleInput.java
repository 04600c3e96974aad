package dev.attune.adaptation.weights.pickle;

import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Arguments of instructions; nothing is allocated for what the pickle does not hold. */
final class PickleInput {
  private static final int MAX_INTEGER_BYTES = 255;
  private static final int MAX_LINE_BYTES = 512;

  private final ByteBuffer code;

  /** Over the bytes from position to limit; reading moves the position. */
  PickleInput(ByteBuffer code) {
    this.code = code;
  }

  int position() {
    return code.position();
  }

  int u1() {
    need(1);
    return code.get() & 0xff;
  }

  int u2() {
    need(2);
    return code.order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xffff;
  }

  int i4() {
    need(4);
    return code.order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  long i8() {
    need(8);
    return code.order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  double bigEndianDouble() {
    need(8);
    return code.order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  /** A length of four bytes, without sign. */
  long u4() {
    return Integer.toUnsignedLong(i4());
  }

  byte[] bytes(long length) {
    need(length);
    byte[] out = new byte[(int) length];
    code.get(out);
    return out;
  }

  String text(long length) {
    return decode(bytes(length), StandardCharsets.UTF_8);
  }

  /** Python 2 text, whose encoding the pickle does not tell; ASCII in every checkpoint. */
  String oldText(long length) {
    return new String(bytes(length), StandardCharsets.ISO_8859_1);
  }

  /** Text up to the end of the line. */
  String line() {
    int start = code.position();
    for (int n = 0; n <= MAX_LINE_BYTES; n++) {
      if (u1() == '\n') {
        byte[] text = new byte[n];
        code.get(start, text);
        return decode(text, StandardCharsets.UTF_8);
      }
    }
    throw damaged("has a line of more than " + MAX_LINE_BYTES + " bytes");
  }

  /** A little-endian integer in two's complement: a Long where it fits, otherwise a BigInteger. */
  Object integer(long length) {
    if (length > MAX_INTEGER_BYTES) {
      throw damaged("has an integer of " + length + " bytes, more than " + MAX_INTEGER_BYTES);
    }
    byte[] reversed = bytes(length);
    if (reversed.length == 0) {
      return 0L;
    }
    for (int i = 0, j = reversed.length - 1; i < j; i++, j--) {
      byte b = reversed[i];
      reversed[i] = reversed[j];
      reversed[j] = b;
    }
    BigInteger value = new BigInteger(reversed);
    if (value.bitLength() < Long.SIZE) {
      return value.longValue();
    }
    return value;
  }

  PickleException damaged(String message) {
    return new PickleException(Reason.DAMAGED, message + " (at byte " + code.position() + ")");
  }

  private void need(long bytes) {
    if (bytes < 0 || bytes > code.remaining()) {
      throw damaged(
          "is cut off: "
              + Long.toUnsignedString(bytes)
              + " bytes are claimed and "
              + code.remaining()
              + " are left");
    }
  }

  private String decode(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw damaged("holds text that is no valid UTF-8");
    }
  }
}
