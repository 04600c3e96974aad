package dev.attune.adaptation.runtime.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Weights on the device, being trained. Keeps the published order of the weights it was made from.
 * Used by one thread at a time.
 */
public final class Parameters implements AutoCloseable {
  private final TorchEngine engine;
  private final Weights source;
  private final ElementType precision;
  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
  private final Set<String> trainable = new LinkedHashSet<>();

  private Parameters(TorchEngine engine, Weights source, ElementType precision) {
    this.engine = engine;
    this.source = source;
    this.precision = precision;
  }

  /**
   * Puts the weights that some networks need on the device; all that are not buffers are trainable.
   *
   * @param precision FLOAT32, or FLOAT64 to check gradients
   * @throws IllegalArgumentException when a parameter is missing or of another shape
   */
  public static Parameters of(
      TorchEngine engine, Weights weights, List<Network> networks, ElementType precision) {
    Map<String, Value> wanted = new LinkedHashMap<>();
    networks.forEach(n -> n.parameters().forEach(p -> wanted.put(p.name(), p)));
    for (Value p : wanted.values()) {
      HostTensor t = weights.get(p.name());
      if (!t.shape().equals(p.shape())) {
        throw new IllegalArgumentException(
            "weight '"
                + p.name()
                + "' has shape "
                + t.shape()
                + ", the network wants "
                + p.shape());
      }
    }
    Parameters out = new Parameters(engine, weights, precision);
    weights
        .tensors()
        .forEach(
            (name, t) -> {
              Value p = wanted.get(name);
              if (p != null) {
                HostTensor precise = t.as(precision);
                out.tensors.put(name, engine.upload(precision, t.shape(), precise.bytes()));
                if (((Value.Parameter) p.origin()).trainable()) {
                  out.trainable.add(name);
                }
              }
            });
    out.markGradients();
    return out;
  }

  /** Trains only those trainable parameters whose name passes. */
  public void restrict(Predicate<String> names) {
    trainable.removeIf(names.negate());
    markGradients();
  }

  /** Names of what is trained, in published order. */
  public Set<String> trainable() {
    return Set.copyOf(trainable);
  }

  /** Shapes of what is trained, by name in published order. */
  public Map<String, Shape> shapes() {
    Map<String, Shape> out = new LinkedHashMap<>();
    tensors.forEach(
        (name, t) -> {
          if (trainable.contains(name)) {
            out.put(name, t.shape());
          }
        });
    return out;
  }

  /** The present values, with the names, order and metadata of the weights these were made from. */
  public Weights toWeights() {
    Map<String, HostTensor> out = new LinkedHashMap<>(source.tensors());
    tensors.forEach((name, t) -> out.put(name, t.toHost().as(ElementType.FLOAT32)));
    return Weights.of(out, source.metadata());
  }

  /**
   * Overwrites the present values; gradients stay.
   *
   * @throws IllegalArgumentException when a parameter is missing or of another shape; nothing is
   *     changed then
   */
  public void load(Weights weights) {
    tensors.forEach(
        (name, t) -> {
          if (!weights.get(name).shape().equals(t.shape())) {
            throw new IllegalArgumentException(
                "weight '"
                    + name
                    + "' has shape "
                    + weights.get(name).shape()
                    + ", wanted is "
                    + t.shape());
          }
        });
    tensors.forEach(
        (name, t) -> TorchEngine.write(t.array(), weights.get(name).as(precision).bytes()));
  }

  /**
   * Gathered gradients of what is trained, by name in published order, in the precision that is
   * computed in. Parameters that no gradient has reached are left out.
   */
  public Map<String, HostTensor> gradients() {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    trained()
        .forEach(
            (name, p) -> {
              PtNDArray gradient = JniUtils.getGradient(p);
              if (gradient != null) {
                try (TorchTensor t = new TorchTensor(gradient)) {
                  out.put(name, t.toHost());
                }
              }
            });
    return out;
  }

  /** Forgets the gathered gradients, as a step would. */
  public void clearGradients() {
    trained().values().forEach(JniUtils::zeroGrad);
  }

  /** What networks compute in. */
  ElementType precision() {
    return precision;
  }

  TorchEngine engine() {
    return engine;
  }

  PtNDArray array(String name, Shape shape) {
    TorchTensor t = tensors.get(name);
    if (t == null) {
      throw new IllegalArgumentException("there is no parameter '" + name + "' among these");
    }
    if (!t.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' has shape " + t.shape() + ", the network wants " + shape);
    }
    return t.array();
  }

  /** What is trained, in published order. */
  Map<String, PtNDArray> trained() {
    Map<String, PtNDArray> out = new LinkedHashMap<>();
    tensors.forEach(
        (name, t) -> {
          if (trainable.contains(name)) {
            out.put(name, t.array());
          }
        });
    return out;
  }

  /** All values, trained or not, in published order. */
  Map<String, TorchTensor> all() {
    return tensors;
  }

  private void markGradients() {
    tensors.forEach((name, t) -> t.array().setRequiresGradient(trainable.contains(name)));
  }

  @Override
  public void close() {
    tensors.values().forEach(TorchTensor::close);
  }
}
