package dev.attune.adaptation.network;

import dev.attune.adaptation.network.op.Arithmetic;
import dev.attune.adaptation.network.op.Attention;
import dev.attune.adaptation.network.op.Clamp;
import dev.attune.adaptation.network.op.Concat;
import dev.attune.adaptation.network.op.FullLike;
import dev.attune.adaptation.network.op.Interpolation;
import dev.attune.adaptation.network.op.LeakyRelu;
import dev.attune.adaptation.network.op.MatMul;
import dev.attune.adaptation.network.op.Permute;
import dev.attune.adaptation.network.op.PixelShuffle;
import dev.attune.adaptation.network.op.PixelUnshuffle;
import dev.attune.adaptation.network.op.Pointwise;
import dev.attune.adaptation.network.op.Pool2d;
import dev.attune.adaptation.network.op.Reduce;
import dev.attune.adaptation.network.op.Reshape;
import dev.attune.adaptation.network.op.Resize2d;
import dev.attune.adaptation.network.op.Scale;
import dev.attune.adaptation.network.op.Select;
import dev.attune.adaptation.network.op.Slice;
import dev.attune.adaptation.network.op.Softmax;
import dev.attune.adaptation.network.op.Split;
import dev.attune.adaptation.network.op.Squeeze;
import dev.attune.adaptation.network.op.Unsqueeze;
import java.util.Arrays;
import java.util.List;

/**
 * Shorthands for operators without parameters. Any other {@link Operator} is used through {@link
 * #node}.
 */
public abstract class Operations {
  /** Only {@link GraphBuilder} records. */
  Operations() {}

  /** Records any operator and gives all its results. */
  public abstract List<Value> nodes(Operator operator, List<Value> in);

  /** Records any operator of one result. */
  public Value node(Operator operator, Value... in) {
    List<Value> results = nodes(operator, List.of(in));
    if (results.size() != 1) {
      throw new IllegalArgumentException(
          operator.name() + " has " + results.size() + " results; use nodes(…)");
    }
    return results.get(0);
  }

  /** max(x, 0). */
  public Value relu(Value x) {
    return node(Pointwise.RELU, x);
  }

  /** x times the normal distribution function of x (exact, by erf). */
  public Value gelu(Value x) {
    return node(Pointwise.GELU, x);
  }

  /** 1 / (1 + exp(-x)). */
  public Value sigmoid(Value x) {
    return node(Pointwise.SIGMOID, x);
  }

  /** Hyperbolic tangent. */
  public Value tanh(Value x) {
    return node(Pointwise.TANH, x);
  }

  /** x where it is positive, elsewhere {@code slope * x}. */
  public Value leakyRelu(Value x, double slope) {
    return node(new LeakyRelu(slope), x);
  }

  /** x / (1 + exp(-x)). */
  public Value silu(Value x) {
    return node(Pointwise.SILU, x);
  }

  /** Exponentials of {@code axis} divided by their sum. */
  public Value softmax(Value x, int axis) {
    return node(new Softmax(axis, false), x);
  }

  /** Logarithm of {@link #softmax}, exact where that would vanish. */
  public Value logSoftmax(Value x, int axis) {
    return node(new Softmax(axis, true), x);
  }

  /** Exponential. */
  public Value exp(Value x) {
    return node(Pointwise.EXP, x);
  }

  /** Natural logarithm. */
  public Value log(Value x) {
    return node(Pointwise.LOG, x);
  }

  /** Absolute value. */
  public Value abs(Value x) {
    return node(Pointwise.ABS, x);
  }

  /** Square root. */
  public Value sqrt(Value x) {
    return node(Pointwise.SQRT, x);
  }

  /** a + b with broadcasting. */
  public Value add(Value a, Value b) {
    return node(Arithmetic.ADD, a, b);
  }

  /** a - b with broadcasting. */
  public Value sub(Value a, Value b) {
    return node(Arithmetic.SUB, a, b);
  }

  /** a * b with broadcasting. */
  public Value mul(Value a, Value b) {
    return node(Arithmetic.MUL, a, b);
  }

  /** a / b with broadcasting. */
  public Value div(Value a, Value b) {
    return node(Arithmetic.DIV, a, b);
  }

  /** {@code factor * x + offset}. */
  public Value scale(Value x, double factor, double offset) {
    return node(new Scale(factor, offset), x);
  }

  /** x limited to [low, high]; no gradient where it is outside. */
  public Value clamp(Value x, double low, double high) {
    return node(new Clamp(low, high), x);
  }

  /** Matrix product of the last two axes, others broadcast. */
  public Value matmul(Value a, Value b) {
    return node(new MatMul(), a, b);
  }

  /** Values one behind the other on {@code axis}. */
  public Value concat(int axis, List<Value> parts) {
    return nodes(new Concat(axis), parts).get(0);
  }

  /** Values one behind the other on {@code axis}. */
  public Value concat(int axis, Value... parts) {
    return concat(axis, List.of(parts));
  }

  /** Values side by side on a new axis. */
  public Value stack(int axis, List<Value> parts) {
    return concat(axis, parts.stream().map(p -> unsqueeze(p, axis)).toList());
  }

  /** Consecutive parts of {@code axis}. */
  public List<Value> split(Value x, int axis, Long... sizes) {
    return nodes(new Split(axis, List.of(sizes)), List.of(x));
  }

  /** The half-open range [from, to) of {@code axis}. */
  public Value slice(Value x, int axis, long from, long to) {
    return node(new Slice(axis, from, to), x);
  }

  /** One index of {@code axis}, which is dropped. */
  public Value select(Value x, int axis, long index) {
    return node(new Select(axis, index), x);
  }

  /** A new axis of size 1 in front of {@code axis}. */
  public Value unsqueeze(Value x, int axis) {
    return node(new Unsqueeze(axis), x);
  }

  /** Without {@code axis}, which has size 1. */
  public Value squeeze(Value x, int axis) {
    return node(new Squeeze(axis), x);
  }

  /** Other sizes for the same elements: see {@link Reshape} for 0 and -1. */
  public Value reshape(Value x, long... dims) {
    return node(new Reshape(Arrays.stream(dims).boxed().toList()), x);
  }

  /** Axes in another order. */
  public Value permute(Value x, Integer... axes) {
    return node(new Permute(List.of(axes)), x);
  }

  /** Mean over {@code axes}, which are dropped. */
  public Value mean(Value x, Integer... axes) {
    return node(new Reduce(Reduce.Kind.MEAN, List.of(axes), false), x);
  }

  /** Mean over everything: a scalar. */
  public Value mean(Value x) {
    return node(new Reduce(Reduce.Kind.MEAN, List.of(), false), x);
  }

  /** Sum over {@code axes}, which are dropped. */
  public Value sum(Value x, Integer... axes) {
    return node(new Reduce(Reduce.Kind.SUM, List.of(axes), false), x);
  }

  /** Mean over height and width of [N, C, H, W], which stay with size 1. */
  public Value globalAveragePool(Value x) {
    return node(new Reduce(Reduce.Kind.MEAN, List.of(2, 3), true), x);
  }

  /** Greatest value of a moving window. */
  public Value maxPool(Value x, int kernel, int stride, int padding) {
    return node(new Pool2d(Pool2d.Kind.MAX, kernel, stride, padding, false), x);
  }

  /** Mean of windows side by side. */
  public Value averagePool(Value x, int kernel) {
    return node(Pool2d.of(Pool2d.Kind.AVERAGE, kernel), x);
  }

  /** Height and width times {@code factor}. */
  public Value resize(Value x, double factor, Interpolation how) {
    return node(new Resize2d(how, new Resize2d.Factor(factor, factor)), x);
  }

  /** In height and width of {@code like}. */
  public Value resizeLike(Value x, Value like, Interpolation how) {
    return node(new Resize2d(how, new Resize2d.Like()), x, like);
  }

  /** {@code softmax(q k^T / sqrt(D)) v} of [N, heads, T, D] values. */
  public Value attention(Value queries, Value keys, Value values) {
    return node(new Attention(), queries, keys, values);
  }

  /** A constant in the sizes of another value. */
  public Value fullLike(Value x, double value) {
    return node(new FullLike(value), x);
  }

  /** [N, C*r*r, H, W] to [N, C, H*r, W*r]. */
  public Value pixelShuffle(Value x, int factor) {
    return node(new PixelShuffle(factor), x);
  }

  /** [N, C, H*r, W*r] to [N, C*r*r, H, W]. */
  public Value pixelUnshuffle(Value x, int factor) {
    return node(new PixelUnshuffle(factor), x);
  }
}
