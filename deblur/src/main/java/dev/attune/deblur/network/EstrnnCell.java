package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ESTRNN's recurrent cell. Remembers the results of its modules of the last step under their
 * published names.
 */
final class EstrnnCell {
  private final Estrnn net;
  private final GraphBuilder g;
  private final Map<String, Value> modules = new LinkedHashMap<>();

  /**
   * What one step gives: the frame's feature (5C channels) and the next state (C channels), at a
   * quarter of the size.
   */
  record Step(Value feature, Value state) {}

  EstrnnCell(Estrnn net, GraphBuilder g) {
    this.net = net;
    this.g = g;
  }

  /**
   * Results of the last step's modules, such as {@code cell.F_B0}; for comparing with recorded
   * numbers.
   */
  Map<String, Value> modules() {
    return modules;
  }

  /**
   * One step.
   *
   * @param state null for zeros
   */
  Step step(Value x, Value state) {
    int c = net.features();
    Value f = mark("F_B0", g.conv2d("F_B0", x, c, 5));
    f = mark("F_B1", shrink(g.at("F_B1"), f, c, 2 * c));
    f = mark("F_B2", shrink(g.at("F_B2"), f, 3 * c / 2, 4 * c));
    Value s = state == null ? g.fullLike(g.slice(f, 1, 0, c), 0) : state;
    Value h = mark("F_R", chain(g.at("F_R"), g.concat(1, f, s)));
    GraphBuilder next = g.at("F_h");
    Value n = next.conv2d("0", h, c, 3);
    n = denseBlock(next.at("1"), n, c);
    return new Step(h, mark("F_h", next.conv2d("2", n, c, 3)));
  }

  private Value mark(String module, Value value) {
    modules.put("cell." + module, value);
    return value;
  }

  private Value shrink(GraphBuilder at, Value x, int growth, int channels) {
    return at.conv2d("down_sampling", denseBlock(at.at("rdb"), x, growth), channels, 5, 2);
  }

  private Value chain(GraphBuilder at, Value x) {
    List<Value> all = new ArrayList<>();
    Value last = x;
    for (int i = 0; i < net.blocks(); i++) {
      last = denseBlock(at.at("RDBs." + i), last, 2 * net.features());
      all.add(last);
    }
    int channels = x.channels();
    return at.conv2d("conv3x3", at.conv2d("conv1x1", at.concat(1, all), channels, 1), channels, 3);
  }

  private Value denseBlock(GraphBuilder at, Value x, int growth) {
    Value all = x;
    for (int i = 0; i < 3; i++) {
      Value fresh = at.at("dense_layers." + i).conv2d("conv", all, growth, 3);
      fresh = net.activation() == Estrnn.Activation.GELU ? at.gelu(fresh) : at.relu(fresh);
      all = at.concat(1, all, fresh);
    }
    return at.add(at.conv2d("conv1x1", all, x.channels(), 1), x);
  }
}
