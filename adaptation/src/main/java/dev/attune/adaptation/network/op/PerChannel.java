package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import java.util.Arrays;
import java.util.List;

/** Values of axis 1 spread over an [N, C, ...] value in ONNX. */
final class PerChannel {
  private PerChannel() {}

  /** {@code x * scale + offset}, scale and offset [C]. */
  static void scaleAndOffset(
      OnnxNodes nodes, String x, String scale, String offset, int rank, List<String> results) {
    long[] spread = new long[rank - 1];
    Arrays.fill(spread, 1);
    spread[0] = -1;
    String s = nodes.temporary();
    String o = nodes.temporary();
    String scaled = nodes.temporary();
    nodes.add("Reshape", List.of(scale, nodes.integers(spread)), s);
    nodes.add("Reshape", List.of(offset, nodes.integers(spread)), o);
    nodes.add("Mul", List.of(x, s), scaled);
    nodes.add("Add", List.of(scaled, o), results);
  }
}
