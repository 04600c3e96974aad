package dev.attune.adaptation.network;

import dev.attune.adaptation.network.op.BatchNorm;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.ConvTranspose2d;
import dev.attune.adaptation.network.op.Embedding;
import dev.attune.adaptation.network.op.GroupNorm;
import dev.attune.adaptation.network.op.LayerNorm;
import dev.attune.adaptation.network.op.Linear;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records a network. A builder carries a name prefix: {@link #at} gives a builder of the same graph
 * one level deeper, so that a block written once records its parameters under the names of wherever
 * it is used. Asking twice for the same parameter gives the same value, which is how weights are
 * shared over time steps. Not thread-safe.
 */
public final class GraphBuilder extends Operations {
  private static final double EPSILON = 1e-5;

  private final State state;
  private final String prefix;

  private static final class State {
    private final String name;
    private int nextId;
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> parameters = new LinkedHashMap<>();
    private final List<Value> constants = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Value> known = new LinkedHashSet<>();

    State(String name) {
      this.name = name;
    }

    Value define(Value.Origin origin, TensorType type) {
      Value v = new Value(nextId++, origin, type);
      known.add(v);
      return v;
    }
  }

  /**
   * A builder of an empty graph.
   *
   * @param name of the network: letters, digits and underscores
   */
  public GraphBuilder(String name) {
    this(new State(requireIdentifier(name)), "");
  }

  private GraphBuilder(State state, String prefix) {
    this.state = state;
    this.prefix = prefix;
  }

  /** A builder of the same graph whose parameters are named {@code scope.…}. */
  public GraphBuilder at(String scope) {
    return new GraphBuilder(state, prefix + scope + ".");
  }

  /** An input of floats; {@link Shape#ANY} where a size is known only at a run. */
  public Value input(String name, long... dims) {
    return input(name, TensorType.floats(Shape.of(dims)));
  }

  /** An input of any element type. */
  public Value input(String name, TensorType type) {
    if (requireIdentifier(name).matches("out\\d+")) {
      throw new IllegalArgumentException("input '" + name + "': that is how outputs are named");
    }
    if (state.inputs.containsKey(name)) {
      throw new IllegalArgumentException("input '" + name + "' exists already");
    }
    Value v = state.define(new Value.Input(name), type);
    state.inputs.put(name, v);
    return v;
  }

  /** A trainable parameter under this builder's prefix. */
  public Value parameter(String name, long... dims) {
    return parameter(name, true, dims);
  }

  /** Numbers that come with the weights but are not trained, such as running statistics. */
  public Value buffer(String name, long... dims) {
    return parameter(name, false, dims);
  }

  private Value parameter(String name, boolean trainable, long... dims) {
    Shape shape = Shape.of(dims);
    if (!shape.isKnown()) {
      throw new IllegalArgumentException(
          "parameter '" + prefix + name + "' of " + shape + ": all sizes must be known");
    }
    Value v =
        state.parameters.computeIfAbsent(
            prefix + name,
            full -> state.define(new Value.Parameter(full, trainable), TensorType.floats(shape)));
    if (!v.shape().equals(shape) || ((Value.Parameter) v.origin()).trainable() != trainable) {
      throw new IllegalArgumentException(
          "parameter "
              + v
              + " is asked for again as a "
              + (trainable ? "trained one of " : "buffer of ")
              + shape);
    }
    return v;
  }

  /** A fixed value; floating ones take the precision of the run. */
  public Value constant(HostTensor tensor) {
    ElementType type = tensor.type().isFloating() ? ElementType.FLOAT32 : tensor.type();
    Value v = state.define(new Value.Constant(tensor), new TensorType(type, tensor.shape()));
    state.constants.add(v);
    return v;
  }

  /** The finished network, which gives {@code outputs} in this order. */
  public Network build(Value... outputs) {
    if (outputs.length == 0) {
      throw new IllegalArgumentException("network '" + state.name + "' gives nothing back");
    }
    for (Value v : outputs) {
      requireOwn(v);
    }
    return new Network(
        state.name,
        List.copyOf(state.inputs.values()),
        List.copyOf(state.parameters.values()),
        List.copyOf(state.constants),
        List.copyOf(state.nodes),
        List.of(outputs));
  }

  @Override
  public List<Value> nodes(Operator operator, List<Value> in) {
    in.forEach(this::requireOwn);
    Operands operands =
        new Operands(
            operator.name(),
            in.stream().map(Value::name).toList(),
            in.stream().map(Value::type).toList());
    List<Value> results =
        operator.infer(operands).stream().map(t -> state.define(new Value.Result(), t)).toList();
    state.nodes.add(new Node(operator, List.copyOf(in), results));
    return results;
  }

  private void requireOwn(Value v) {
    if (!state.known.contains(v)) {
      throw new IllegalArgumentException(v + " belongs to another graph than '" + state.name + "'");
    }
  }

  private static String requireIdentifier(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "name '" + name + "': letters, digits and underscores are allowed, no digit first");
    }
    return name;
  }

  // ---- layers with parameters ----

  /** Convolution with bias, odd kernel, stride 1, zero padding that keeps the size. */
  public Value conv2d(String name, Value x, int channels, int kernel) {
    return conv2d(name, x, channels, kernel, 1);
  }

  /** Convolution with bias, odd kernel, zero padding {@code kernel / 2}. */
  public Value conv2d(String name, Value x, int channels, int kernel, int stride) {
    return conv2d(name, x, channels, kernel, Conv2d.same(kernel, stride), true);
  }

  /** Any convolution; parameters {@code weight} and, with {@code bias}, {@code bias}. */
  public Value conv2d(String name, Value x, int channels, int kernel, Conv2d how, boolean bias) {
    return conv2d(name, x, channels, kernel, kernel, how, bias);
  }

  /** Any convolution with a kernel that need not be square. */
  public Value conv2d(
      String name,
      Value x,
      int channels,
      int kernelHeight,
      int kernelWidth,
      Conv2d how,
      boolean bias) {
    GraphBuilder g = at(name);
    int seen = x.channels() / how.groups();
    Value weight = g.parameter("weight", channels, seen, kernelHeight, kernelWidth);
    return bias ? node(how, x, weight, g.parameter("bias", channels)) : node(how, x, weight);
  }

  /**
   * Transposed convolution with bias; parameter {@code weight} is [in, out / groups, kernel,
   * kernel].
   */
  public Value convTranspose2d(
      String name, Value x, int channels, int kernel, ConvTranspose2d how) {
    GraphBuilder g = at(name);
    return node(
        how,
        x,
        g.parameter("weight", x.channels(), channels / how.groups(), kernel, kernel),
        g.parameter("bias", channels));
  }

  /** Linear map of the last axis; parameter {@code weight} is [out, in]. */
  public Value linear(String name, Value x, int width) {
    GraphBuilder g = at(name);
    return node(
        new Linear(),
        x,
        g.parameter("weight", width, x.shape().known(-1)),
        g.parameter("bias", width));
  }

  /**
   * Batch normalisation of axis 1 with parameters {@code weight, bias} and buffers {@code
   * running_mean, running_var}.
   */
  public Value batchNorm(String name, Value x, BatchNorm how) {
    GraphBuilder g = at(name);
    int c = x.channels();
    return node(
        how,
        x,
        g.parameter("weight", c),
        g.parameter("bias", c),
        g.buffer("running_mean", c),
        g.buffer("running_var", c));
  }

  /** Group normalisation with parameters {@code weight, bias}, epsilon 1e-5. */
  public Value groupNorm(String name, Value x, int groups) {
    GraphBuilder g = at(name);
    int c = x.channels();
    return node(
        new GroupNorm(groups, EPSILON), x, g.parameter("weight", c), g.parameter("bias", c));
  }

  /** Normalisation of the last axis with parameters {@code weight, bias}. */
  public Value layerNorm(String name, Value x, double epsilon) {
    GraphBuilder g = at(name);
    int c = x.shape().known(-1);
    return node(new LayerNorm(epsilon), x, g.parameter("weight", c), g.parameter("bias", c));
  }

  /** Rows of a table, parameter {@code weight} [rows, width], for INT64 ids. */
  public Value embedding(String name, Value ids, int rows, int width) {
    return node(new Embedding(), at(name).parameter("weight", rows, width), ids);
  }
}
