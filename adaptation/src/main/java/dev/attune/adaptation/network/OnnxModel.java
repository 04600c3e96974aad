package dev.attune.adaptation.network;

import java.util.List;

/** A printed ONNX model and what must be handed to a session with it. Immutable. */
public final class OnnxModel {
  private final byte[] bytes;
  private final List<String> external;

  OnnxModel(byte[] bytes, List<String> external) {
    this.bytes = bytes;
    this.external = List.copyOf(external);
  }

  /** The serialised model; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Names of the parameters whose numbers lie outside, those that the graph reads; others must not
   * be handed in.
   */
  public List<String> external() {
    return external;
  }
}
