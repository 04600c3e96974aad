package dev.attune.adaptation.tensor;

/**
 * Type of a tensor's elements. Half precision and small integers are for storage; networks compute
 * in the others.
 */
public enum ElementType {
  /** IEEE binary16. */
  FLOAT16(2),
  /** The upper half of a binary32. */
  BFLOAT16(2),
  /** IEEE binary32, what networks run in. */
  FLOAT32(4),
  /** IEEE binary64, for checking gradients. */
  FLOAT64(8),
  /** Signed byte. */
  INT8(1),
  /** Unsigned byte. */
  UINT8(1),
  /** Signed, two bytes. */
  INT16(2),
  /** Signed, four bytes. */
  INT32(4),
  /** Signed, eight bytes: indices and token ids. */
  INT64(8),
  /** One byte, 0 or 1. */
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of an element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are floating point numbers. */
  public boolean isFloating() {
    return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
  }
}
