package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/**
 * Normalises each channel of each sample to mean 0 and variance 1 (Ulyanov et al., 2016). Operands:
 * x [N, C, ...] with at least one axis behind the channels, perhaps scale [C] and offset [C].
 *
 * @param epsilon added to the variance
 */
public record InstanceNorm(double epsilon) implements Operator {
  @Override
  public String name() {
    return "instanceNorm";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.require(in.size() == 1 || in.size() == 3, "takes x and perhaps both scale and offset");
    in.requireFloating();
    in.require(in.shape(0).rank() >= 3, "x must have an axis behind the channels");
    for (int i = 1; i < in.size(); i++) {
      in.requireRank(i, 1);
      in.requireSize(i, 0, in.shape(0).dim(1));
    }
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(
        results.get(0),
        "instance_norm",
        in.get(0),
        in.size() == 3 ? in.get(1) : "None",
        in.size() == 3 ? in.get(2) : "None",
        "None",
        "None",
        true,
        0.1,
        epsilon,
        false);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    List<String> operands = in;
    if (in.size() == 1) {
      String channels = nodes.temporary();
      String scale = nodes.temporary();
      String offset = nodes.temporary();
      nodes.add("Shape", in, channels).integer("start", 1).integer("end", 2);
      nodes.add("ConstantOfShape", List.of(channels), scale).tensor("value", 1);
      nodes.add("ConstantOfShape", List.of(channels), offset).tensor("value", 0);
      operands = List.of(in.get(0), scale, offset);
    }
    nodes.add("InstanceNormalization", operands, results).number("epsilon", epsilon);
  }
}
