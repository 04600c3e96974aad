package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batch normalisation of axis 1. Operands: x [N, C, ...], scale [C], offset [C], running mean [C],
 * running variance [C].
 *
 * @param mode which statistics are used
 * @param momentum share of the batch in updated running statistics
 * @param epsilon added to the variance
 */
public record BatchNorm(Mode mode, double momentum, double epsilon) implements Operator {
  /** Which statistics normalise. */
  public enum Mode {
    /** The running ones. */
    EVALUATION,
    /** Those of the batch; the running ones are updated in place, which only libtorch can do. */
    TRAINING,
    /** Those of the batch; the running ones stay as they are. What test-time adaptation uses. */
    BATCH_STATISTICS
  }

  /** PyTorch's defaults: momentum 0.1, epsilon 1e-5. */
  public static BatchNorm of(Mode mode) {
    return new BatchNorm(mode, 0.1, 1e-5);
  }

  @Override
  public String name() {
    return "batchNorm";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(5, 5, "x, scale, offset, running mean and running variance");
    in.requireFloating();
    in.require(in.shape(0).rank() >= 2, "x must have an axis of channels");
    for (int i = 1; i < 5; i++) {
      in.requireRank(i, 1);
      in.requireSize(i, 0, in.shape(0).dim(1));
    }
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    boolean tracked = mode != Mode.BATCH_STATISTICS;
    code.call(
        results.get(0),
        "batch_norm",
        in.get(0),
        in.get(1),
        in.get(2),
        tracked ? in.get(3) : "None",
        tracked ? in.get(4) : "None",
        mode != Mode.EVALUATION,
        momentum,
        epsilon,
        false);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    switch (mode) {
      case EVALUATION -> nodes.add("BatchNormalization", in, results).number("epsilon", epsilon);
      case BATCH_STATISTICS -> batchStatistics(nodes, in, results);
      case TRAINING ->
          throw new IllegalArgumentException(
              "batch norm that updates running statistics has no ONNX form; build the network with EVALUATION or"
                  + " BATCH_STATISTICS");
    }
  }

  /** Composed: mean and variance over all axes but 1, then scale and offset. */
  private void batchStatistics(OnnxNodes nodes, List<String> in, List<String> results) {
    int rank = nodes.rankOf(in.get(0));
    long[] axes = IntStream.range(0, rank).filter(i -> i != 1).mapToLong(i -> i).toArray();
    String mean = nodes.temporary();
    String centred = nodes.temporary();
    String square = nodes.temporary();
    String variance = nodes.temporary();
    String stable = nodes.temporary();
    String deviation = nodes.temporary();
    String normal = nodes.temporary();
    nodes.add("ReduceMean", List.of(in.get(0), nodes.integers(axes)), mean);
    nodes.add("Sub", List.of(in.get(0), mean), centred);
    nodes.add("Mul", List.of(centred, centred), square);
    nodes.add("ReduceMean", List.of(square, nodes.integers(axes)), variance);
    nodes.add("Add", List.of(variance, nodes.scalar(epsilon)), stable);
    nodes.add("Sqrt", List.of(stable), deviation);
    nodes.add("Div", List.of(centred, deviation), normal);
    PerChannel.scaleAndOffset(nodes, normal, in.get(1), in.get(2), rank, results);
  }
}
