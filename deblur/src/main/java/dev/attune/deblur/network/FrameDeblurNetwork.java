package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.deblur.blur.TransferCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network that restores every frame by itself; what it knows of time is in the guide. */
public non-sealed interface FrameDeblurNetwork extends DeblurNetwork {
  /** Adds the restored pictures [N, 3, H, W] of pictures [N, 3 + G, H, W] to a graph. */
  Value restore(GraphBuilder g, Value x);

  @Override
  default int past() {
    return 0;
  }

  @Override
  default int future() {
    return 0;
  }

  /** Network {@code frame}: pictures give restored pictures, not limited to a range. */
  default Network frame() {
    GraphBuilder g = new GraphBuilder("frame");
    Value x = g.input("x", Shape.ANY, 3L + guideChannels(), Shape.ANY, Shape.ANY);
    return g.build(restore(g, x));
  }

  @Override
  default Network window(int frames) {
    GraphBuilder g = new GraphBuilder("window");
    Value x = g.input("x", Shape.ANY, frames, 3L + guideChannels(), Shape.ANY, Shape.ANY);
    return g.build(each(g, x, frames));
  }

  @Override
  default Network loss(int frames, Loss kind) {
    GraphBuilder g = new GraphBuilder("loss");
    Value x = g.input("x", Shape.ANY, frames, 3L + guideChannels(), Shape.ANY, Shape.ANY);
    Value target = g.input("target", Shape.ANY, frames, 3, Shape.ANY, Shape.ANY);
    Value weight = g.input("weight", Shape.ANY, frames, 1, Shape.ANY, Shape.ANY);
    return g.build(kind.of(g, each(g, x, frames), target, weight));
  }

  /**
   * Network {@code consistency}: pictures [N, 3 + G, H, W], the points that the light of every
   * pixel came from during the exposure, {@code moments} after each other (grid [N, moments * H, W,
   * 2], -1 and 1 are the picture's outer edges), and weight [N, 1, H, W] give the weighted mean
   * squared difference between the pictures and the restored ones blurred again.
   *
   * @param curve what values mean in light, which is what a camera adds up
   */
  default Network consistency(int moments, TransferCurve curve) {
    return Consistency.of(this, moments, curve);
  }

  @Override
  default Map<String, Shape> parameterTable() {
    return frame().parameterTable();
  }

  private Value each(GraphBuilder g, Value x, int frames) {
    List<Value> out = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      out.add(restore(g, g.select(x, 1, t)));
    }
    return g.stack(1, out);
  }
}
