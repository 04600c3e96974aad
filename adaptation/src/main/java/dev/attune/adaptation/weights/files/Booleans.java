package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.nio.ByteBuffer;

/** The check of truth values, which networks take to be 0 or 1. */
final class Booleans {
  private Booleans() {}

  static void require(String file, String what, ByteBuffer bytes) {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      int value = bytes.get(i) & 0xff;
      if (value > 1) {
        throw new WeightsException(
            Kind.DAMAGED,
            file,
            what + " of truth values holds the byte " + value,
            "0 or 1",
            "get the file again from its source");
      }
    }
  }
}
