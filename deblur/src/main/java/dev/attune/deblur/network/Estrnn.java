package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.ConvTranspose2d;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * ESTRNN (Zhong et al., Efficient Spatio-Temporal Recurrent Neural Network for Video Deblurring,
 * ECCV 2020): a recurrent cell of residual dense blocks, global spatio-temporal attention over the
 * neighbours' features, and a reconstruction.
 *
 * @param features base width C (n_features); a frame's feature has 5C channels, the state C
 * @param blocks residual dense blocks in the cell (n_blocks)
 * @param past neighbours before the frame that is restored
 * @param future neighbours after it
 * @param activation between the convolutions of the dense blocks; published weights use GELU
 * @param residual whether the result is added to the picture; published weights do without, small
 *     networks that are trained for hours rather than weeks need it
 */
public record Estrnn(
    int features, int blocks, int past, int future, Activation activation, boolean residual)
    implements RecurrentDeblurNetwork {
  static final String KIND = "estrnn";

  /** Makes up for what an activation takes off. */
  private static final double ACTIVATED = 1.4;

  private static final ConvTranspose2d DOUBLE_SIZE = new ConvTranspose2d(2, 1, 1);

  /** Activation of the dense blocks; the gate of the attention always uses GELU. */
  public enum Activation {
    /** Exact, by erf. */
    GELU,
    /** max(x, 0). */
    RELU
  }

  /** Checks the ranges. */
  public Estrnn {
    if (features < 2 || features % 2 != 0 || features > 256) {
      throw new IllegalArgumentException(
          "features " + features + ": an even number from 2 to 256 is allowed");
    }
    if (blocks < 1 || blocks > 100) {
      throw new IllegalArgumentException("blocks " + blocks + ": 1 to 100 is allowed");
    }
    if (past < 0 || future < 0 || past + future < 1 || past + future > 16) {
      throw new IllegalArgumentException(
          "past " + past + " and future " + future + ": 1 to 16 neighbours are allowed in all");
    }
  }

  /** The published configuration: C16, B15, two neighbours on each side, GELU, no residual. */
  public static Estrnn published() {
    return new Estrnn(16, 15, 2, 2, Activation.GELU, false);
  }

  @Override
  public String title() {
    return "ESTRNN C" + features + " B" + blocks + (residual ? " residual" : "");
  }

  @Override
  public Map<String, String> metadata() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put(DeblurNetworks.KIND, KIND);
    out.put("features", Integer.toString(features));
    out.put("blocks", Integer.toString(blocks));
    out.put("past", Integer.toString(past));
    out.put("future", Integer.toString(future));
    out.put("activation", activation.name().toLowerCase(Locale.ROOT));
    out.put("residual", Boolean.toString(residual));
    return out;
  }

  @Override
  public int sizeMultiple() {
    return 4;
  }

  @Override
  public int reachPx() {
    // Dense blocks and the recurrence reach further, but weakly.
    return 64;
  }

  @Override
  public int bytesPerPixel() {
    return 150 * features;
  }

  @Override
  public Shape stateShape(long n, long height, long width) {
    return Shape.of(n, features, height / 4, width / 4);
  }

  @Override
  public Network cell() {
    GraphBuilder g = new GraphBuilder("cell");
    Value x = g.input("x", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    Value s = g.input("s", Shape.ANY, features, Shape.ANY, Shape.ANY);
    EstrnnCell cell = new EstrnnCell(this, g.at("cell"));
    EstrnnCell.Step step = cell.step(x, s);
    return g.build(step.feature(), step.state());
  }

  @Override
  public Network output(boolean single) {
    GraphBuilder g = new GraphBuilder("output");
    Value x = g.input("x", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    List<Value> h = new ArrayList<>();
    for (int i = 0; i <= past + future; i++) {
      h.add(g.input("h" + i, Shape.ANY, 5L * features, Shape.ANY, Shape.ANY));
    }
    return g.build(single ? folded(g, x, h) : restore(g, x, h));
  }

  @Override
  public Network window(int frames) {
    GraphBuilder g = new GraphBuilder("window");
    Value x = g.input("x", Shape.ANY, frames, 3, Shape.ANY, Shape.ANY);
    return g.build(window(g, x, frames));
  }

  @Override
  public Network loss(int frames, Loss kind) {
    GraphBuilder g = new GraphBuilder("loss");
    Value x = g.input("x", Shape.ANY, frames, 3, Shape.ANY, Shape.ANY);
    int inner = frames - past - future;
    Value target = g.input("target", Shape.ANY, inner, 3, Shape.ANY, Shape.ANY);
    Value weight = g.input("weight", Shape.ANY, inner, 1, Shape.ANY, Shape.ANY);
    return g.build(kind.of(g, window(g, x, frames), target, weight));
  }

  @Override
  public Map<String, Shape> parameterTable() {
    Map<String, Shape> used = new LinkedHashMap<>(cell().parameterTable());
    Map<String, Shape> rest = output(false).parameterTable();
    // Published order: cell, then reconstruction, then fusion.
    rest.forEach((name, shape) -> putIf(used, name, shape, name.startsWith("recons.")));
    rest.forEach((name, shape) -> putIf(used, name, shape, name.startsWith("fusion.")));
    return used;
  }

  @Override
  public double fanIn(String weight, Shape shape) {
    double kernel = shape.rank() == 4 ? shape.dim(2) * shape.dim(3) : 1;
    boolean transposed =
        weight.equals("recons.model.0.weight") || weight.equals("recons.model.1.weight");
    // Of a transposed convolution's kernel, a quarter meets in each output at stride 2.
    return transposed ? shape.dim(0) * kernel / 4 : shape.dim(1) * kernel;
  }

  @Override
  public double startingGain(String weight) {
    if (weight.equals("recons.model.2.weight")) {
      return residual ? 0 : 1;
    }
    if (weight.endsWith(".dense_layers.0.conv.weight")
        || weight.endsWith(".dense_layers.1.conv.weight")
        || weight.endsWith(".dense_layers.2.conv.weight")) {
      return ACTIVATED;
    }
    // The last layer of a residual block, so that a chain of blocks does not swell.
    return weight.contains("rdb.conv1x1") || weight.matches(".*RDBs\\.\\d+\\.conv1x1\\.weight")
        ? 0.3
        : 1;
  }

  private static void putIf(Map<String, Shape> map, String name, Shape shape, boolean condition) {
    if (condition) {
      map.put(name, shape);
    }
  }

  private Value window(GraphBuilder g, Value x, int frames) {
    if (frames <= past + future) {
      throw new IllegalArgumentException(
          "a window of "
              + frames
              + " frames: more than past + future = "
              + (past + future)
              + " are needed");
    }
    EstrnnCell cell = new EstrnnCell(this, g.at("cell"));
    List<Value> pictures = new ArrayList<>();
    List<Value> h = new ArrayList<>();
    Value state = null;
    for (int t = 0; t < frames; t++) {
      pictures.add(g.select(x, 1, t));
      EstrnnCell.Step step = cell.step(pictures.get(t), state);
      h.add(step.feature());
      state = step.state();
    }
    List<Value> out = new ArrayList<>();
    for (int t = past; t < frames - future; t++) {
      out.add(restore(g, pictures.get(t), h.subList(t - past, t + future + 1)));
    }
    return g.stack(1, out);
  }

  /** The restored picture of {@code x} from the features around it, as published. */
  Value restore(GraphBuilder g, Value x, List<Value> h) {
    Value fused = EstrnnFusion.fuse(this, g.at("fusion"), h);
    GraphBuilder r = g.at("recons.model");
    Value doubled = r.convTranspose2d("0", fused, 2 * features, 3, DOUBLE_SIZE);
    Value full = r.convTranspose2d("1", doubled, features, 3, DOUBLE_SIZE);
    return finish(g, x, r.conv2d("2", full, 3, 5));
  }

  /** As {@link #restore}, with less work, for N = 1. */
  private Value folded(GraphBuilder g, Value x, List<Value> h) {
    Value doubled = FoldedFusion.upsampled(this, g, h);
    return finish(g, x, PolyphaseReconstruction.picture(g.at("recons.model"), doubled, features));
  }

  private Value finish(GraphBuilder g, Value x, Value picture) {
    return residual ? g.add(picture, x) : picture;
  }
}
