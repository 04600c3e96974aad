package dev.attune.adaptation.runtime.onnx;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Node;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Concat;
import dev.attune.adaptation.network.op.Conv2d;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network written anew so that ONNX Runtime computes it faster on a processor, with the same
 * results. Two of its habits are met:
 *
 * <ul>
 *   <li>Between convolutions it keeps channels in blocks of 8 or 16, but lays values out plainly
 *       for an operator that has a plain operand. One input that is concatenated with a feature
 *       makes everything behind it plain that residual connections reach, so it is blocked first.
 *   <li>It shares a convolution among threads by sets of 64 output channels and rows. Of 80
 *       channels one of two threads computes 64, so these are two convolutions.
 * </ul>
 */
final class ProcessorForm {
  /** Output channels that one thread computes together. */
  private static final int SET = 64;

  private final GraphBuilder g;
  private final Map<Value, Value> made = new HashMap<>();
  private final Set<Value> convolved = new HashSet<>();

  private ProcessorForm(GraphBuilder g) {
    this.g = g;
  }

  /**
   * The same function in this form.
   *
   * @param threads that it is computed with
   */
  static Network of(Network network, int threads) {
    GraphBuilder g = new GraphBuilder(network.name());
    ProcessorForm form = new ProcessorForm(g);
    network.inputs().forEach(v -> form.made.put(v, g.input(v.name(), v.type())));
    network.parameters().forEach(form::parameter);
    network
        .constants()
        .forEach(v -> form.made.put(v, g.constant(((Value.Constant) v.origin()).tensor())));
    for (Node n : network.nodes()) {
      if (n.operator() instanceof Conv2d) {
        form.convolved.addAll(n.results());
      }
      if (n.operator() instanceof Concat c && form.joinsFeatures(c, n)) {
        form.made.put(n.results().get(0), g.concat(c.axis(), form.blocked(n.inputs())));
      } else if (threads > 1 && n.operator() instanceof Conv2d c && isUneven(c, n)) {
        form.made.put(n.results().get(0), form.inTwo(c, n));
      } else {
        form.copy(n);
      }
    }
    return g.build(network.outputs().stream().map(form.made::get).toArray(Value[]::new));
  }

  private void parameter(Value v) {
    long[] dims = v.shape().dims();
    boolean trainable = ((Value.Parameter) v.origin()).trainable();
    made.put(v, trainable ? g.parameter(v.name(), dims) : g.buffer(v.name(), dims));
  }

  private void copy(Node n) {
    List<Value> results = g.nodes(n.operator(), n.inputs().stream().map(made::get).toList());
    for (int i = 0; i < results.size(); i++) {
      made.put(n.results().get(i), results.get(i));
    }
  }

  /** Whether channels of a convolution are joined by others. */
  private boolean joinsFeatures(Concat c, Node n) {
    return n.inputs().stream().anyMatch(convolved::contains)
        && n.results().get(0).shape().normalize(c.axis()) == 1;
  }

  private List<Value> blocked(List<Value> operands) {
    // Of the operators that know blocks, this is the cheapest that changes nothing.
    return operands.stream()
        .map(v -> v.origin() instanceof Value.Input ? g.maxPool(made.get(v), 1, 1, 0) : made.get(v))
        .toList();
  }

  private static boolean isUneven(Conv2d c, Node n) {
    long channels = n.results().get(0).shape().dim(1);
    return c.groups() == 1 && channels > SET && channels % SET != 0;
  }

  private Value inTwo(Conv2d c, Node n) {
    int channels = n.results().get(0).channels();
    int cut = channels / SET * SET;
    return g.concat(1, some(c, n, 0, cut), some(c, n, cut, channels));
  }

  /** Some of a convolution's output channels. */
  private Value some(Conv2d c, Node n, int from, int to) {
    List<Value> operands = new ArrayList<>();
    operands.add(made.get(n.inputs().get(0)));
    // Weight and perhaps bias.
    for (Value v : n.inputs().subList(1, n.inputs().size())) {
      operands.add(g.slice(made.get(v), 0, from, to));
    }
    return g.nodes(c, operands).get(0);
  }
}
