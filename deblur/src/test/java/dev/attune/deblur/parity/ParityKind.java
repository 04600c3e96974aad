package dev.attune.deblur.parity;

/** Repeats one kind of recorded operation with our code. */
public interface ParityKind {
  /** The kind as manifests name it. */
  String kind();

  /** Repeats the case and fails where a result is out of tolerance. */
  void repeat(ParityCase recorded) throws Exception;
}
