package dev.attune.adaptation.network;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished graph. Immutable and thread-safe.
 *
 * @param name of the network, also of the method that a printer makes of it: a Java identifier in
 *     lower case
 * @param inputs handed in at each run, in this order
 * @param parameters taken from the weights by name, in order of first use
 * @param constants fixed values, in order of first use
 * @param nodes in an order in which they can be run
 * @param outputs given back by each run, in this order
 */
public record Network(
    String name,
    List<Value> inputs,
    List<Value> parameters,
    List<Value> constants,
    List<Node> nodes,
    List<Value> outputs) {

  /** Names and shapes of all parameters, trainable or not, in order of first use. */
  public Map<String, Shape> parameterTable() {
    Map<String, Shape> out = new LinkedHashMap<>();
    parameters.forEach(p -> out.put(p.name(), p.shape()));
    return out;
  }

  /** Number of trainable elements. */
  public long trainableElements() {
    return parameters.stream()
        .filter(p -> ((Value.Parameter) p.origin()).trainable())
        .mapToLong(p -> p.shape().elements())
        .sum();
  }

  /**
   * Sizes of the outputs for real sizes of the inputs.
   *
   * @throws IllegalArgumentException when they do not fit
   */
  public List<Shape> outputShapes(List<Shape> inputShapes) {
    Map<Value, Shape> known = shapes(inputShapes);
    return outputs.stream().map(known::get).toList();
  }

  /** Multiply-accumulate operations of one run for real sizes of the inputs. */
  public long multiplyAccumulates(List<Shape> inputShapes) {
    Map<Value, Shape> known = shapes(inputShapes);
    return nodes.stream()
        .mapToLong(
            n ->
                n.operator()
                    .multiplyAccumulates(
                        n.inputs().stream().map(known::get).toList(),
                        n.results().stream().map(known::get).toList()))
        .sum();
  }

  /**
   * Checks what is handed in at a run.
   *
   * @param real types of the inputs, all sizes known
   * @param floating precision of the run, which floating inputs must have
   * @throws IllegalArgumentException when number, element types or shapes are not those declared
   */
  public void requireInputs(List<TensorType> real, ElementType floating) {
    requireCount(real.size());
    for (int i = 0; i < real.size(); i++) {
      Value in = inputs.get(i);
      ElementType declared = in.type().element();
      ElementType wanted = declared.isFloating() ? floating : declared;
      if (!in.shape().accepts(real.get(i).shape()) || real.get(i).element() != wanted) {
        throw new IllegalArgumentException(
            "network '"
                + name
                + "': input '"
                + in.name()
                + "' must be "
                + wanted
                + in.shape()
                + ", not "
                + real.get(i).element()
                + real.get(i).shape());
      }
    }
  }

  private void requireCount(int real) {
    if (real != inputs.size()) {
      throw new IllegalArgumentException(
          "network '" + name + "' takes " + inputs.size() + " inputs, not " + real);
    }
  }

  private Map<Value, Shape> shapes(List<Shape> inputShapes) {
    requireCount(inputShapes.size());
    Map<Value, Shape> known = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value in = inputs.get(i);
      if (!in.shape().accepts(inputShapes.get(i))) {
        throw new IllegalArgumentException(
            "network '" + name + "': input " + in + " cannot be " + inputShapes.get(i));
      }
      known.put(in, inputShapes.get(i));
    }
    parameters.forEach(p -> known.put(p, p.shape()));
    constants.forEach(c -> known.put(c, c.shape()));
    for (Node n : nodes) {
      List<TensorType> types = new ArrayList<>();
      n.inputs().forEach(v -> types.add(v.type().withShape(known.get(v))));
      Operands operands =
          new Operands(n.operator().name(), n.inputs().stream().map(Value::name).toList(), types);
      List<TensorType> results = n.operator().infer(operands);
      for (int i = 0; i < results.size(); i++) {
        known.put(n.results().get(i), results.get(i).shape());
      }
    }
    return known;
  }
}
