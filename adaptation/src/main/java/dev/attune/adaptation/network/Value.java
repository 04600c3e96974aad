package dev.attune.adaptation.network;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;

/**
 * A tensor that does not exist yet. Values compare by identity and belong to the graph that made
 * them.
 */
public final class Value {
  /** Where a value comes from. */
  public sealed interface Origin permits Input, Parameter, Constant, Result {}

  /**
   * Handed in at each run.
   *
   * @param name unique among the inputs
   */
  public record Input(String name) implements Origin {}

  /**
   * Comes from the weights.
   *
   * @param name published name
   * @param trainable false for buffers such as running statistics, which optimisers, clipping and
   *     counting skip
   */
  public record Parameter(String name, boolean trainable) implements Origin {}

  /**
   * Fixed when the graph was built.
   *
   * @param tensor its elements
   */
  public record Constant(HostTensor tensor) implements Origin {}

  /** Made by an operator of the graph. */
  public record Result() implements Origin {}

  private final int id;
  private final Origin origin;
  private final TensorType type;

  Value(int id, Origin origin, TensorType type) {
    this.id = id;
    this.origin = origin;
    this.type = type;
  }

  /** Position of definition, unique within its graph. */
  public int id() {
    return id;
  }

  /** Where the value comes from. */
  public Origin origin() {
    return origin;
  }

  /** Element type and sizes as far as they are known while building. */
  public TensorType type() {
    return type;
  }

  /** Sizes as far as they are known while building. */
  public Shape shape() {
    return type.shape();
  }

  /** Size of axis 1, the channels of an [N, C, H, W] value; it must be known. */
  public int channels() {
    return shape().known(1);
  }

  /** Name of an input or parameter, otherwise a made-up one; for messages. */
  public String name() {
    if (origin instanceof Input in) {
      return in.name();
    }
    if (origin instanceof Parameter p) {
      return p.name();
    }
    return (origin instanceof Constant ? "constant " : "value ") + id;
  }

  @Override
  public String toString() {
    return name() + type;
  }
}
