package dev.attune.deblur.network;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Order of the colours that a network takes and gives. */
public final class ColourChannels {
  private static final int COLOURS = 3;
  private static final String FIRST = "cell.F_B0.weight";
  private static final String LAST = "recons.model.2.";

  private ColourChannels() {}

  /**
   * The weights of the same function for pictures whose colours stand in the opposite order:
   * published ESTRNN checkpoints take blue first, Attune gives red first. Exact, and its own
   * inverse.
   *
   * @throws IllegalArgumentException when these are no weights of ESTRNN
   */
  public static Weights reversed(Weights weights) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(weights.tensors());
    if (!tensors.containsKey(FIRST) || !tensors.containsKey(LAST + "weight")) {
      throw new IllegalArgumentException(
          "the colours of the weights cannot be reversed: ESTRNN would have '"
              + FIRST
              + "' and '"
              + LAST
              + "weight'");
    }
    tensors.computeIfPresent(FIRST, (name, t) -> reversed(t, 1));
    tensors.computeIfPresent(LAST + "weight", (name, t) -> reversed(t, 0));
    tensors.computeIfPresent(LAST + "bias", (name, t) -> reversed(t, 0));
    return Weights.of(tensors, weights.metadata());
  }

  /** Turns an axis of three around; [outer, 3, inner] for any axis. */
  private static HostTensor reversed(HostTensor tensor, int axis) {
    Shape shape = tensor.shape();
    if (shape.dim(axis) != COLOURS) {
      throw new IllegalArgumentException(
          "a tensor " + shape + " has no " + COLOURS + " colours on axis " + axis);
    }
    float[] from = tensor.toFloats();
    float[] to = new float[from.length];
    long outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= shape.dim(i);
    }
    int inner = Math.toIntExact(from.length / (outer * COLOURS));
    for (int o = 0; o < outer; o++) {
      for (int c = 0; c < COLOURS; c++) {
        int there = (o * COLOURS + c) * inner;
        int here = (o * COLOURS + COLOURS - 1 - c) * inner;
        System.arraycopy(from, here, to, there, inner);
      }
    }
    return HostTensor.of(shape, to).as(tensor.type());
  }
}
