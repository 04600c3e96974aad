package dev.attune.deblur.condition;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.FrameConversions;
import dev.attune.video.motion.FlowField;
import dev.attune.video.motion.OpticalFlow;
import java.util.Optional;

/**
 * Measures the motion of every frame of a stream from its flows to both neighbours, one frame late;
 * at the ends of a scene from the one neighbour there is. Large frames are measured on smaller
 * ones. Not thread-safe.
 */
public final class MotionTracker {
  private final OpticalFlow flow;
  private final int widthPx;
  private FloatImage last;
  private int lastHeight;
  private int lastWidth;
  private FlowField backward;

  /**
   * The motion of a frame.
   *
   * @param luma of the frame, as small as it was measured
   * @param forward flow to the next frame of the scene; where there is none, the other turned round
   * @param backward flow to the frame before; where there is none, the other turned round
   * @param complete whether both were measured
   * @param height rows of the frame
   * @param width columns of the frame
   */
  public record Moved(
      FloatImage luma,
      FlowField forward,
      FlowField backward,
      boolean complete,
      int height,
      int width) {

    /** Paths of the frame's pixels over a whole frame interval. */
    public ReducedPaths paths(MotionBlurEstimate estimate) {
      BlurPath small = estimate.paths(forward, backward, 1);
      return ReducedPaths.of(enlarged(small));
    }

    private BlurPath enlarged(BlurPath small) {
      if (small.height() == height && small.width() == width) {
        return small;
      }
      BlurPath out = BlurPath.still(height, width);
      float scaleX = (float) width / small.width();
      float scaleY = (float) height / small.height();
      for (int y = 0; y < height; y++) {
        int row = Math.min(small.height() - 1, (int) (y / scaleY)) * small.width();
        for (int x = 0; x < width; x++) {
          int from = row + Math.min(small.width() - 1, (int) (x / scaleX));
          int to = y * width + x;
          out.linearX()[to] = scaleX * small.linearX()[from];
          out.linearY()[to] = scaleY * small.linearY()[from];
          out.curveX()[to] = scaleX * small.curveX()[from];
          out.curveY()[to] = scaleY * small.curveY()[from];
        }
      }
      return out;
    }
  }

  /**
   * What is known of the last frame.
   *
   * @param last as small as it was measured; empty at the beginning of a stream
   * @param height rows of the frame
   * @param width columns of the frame
   * @param backward flow to the frame before, where there was one
   */
  public record State(
      Optional<FloatImage> last, int height, int width, Optional<FlowField> backward) {}

  /** What is known of the last frame, for going on later. */
  public State state() {
    return new State(
        Optional.ofNullable(last), lastHeight, lastWidth, Optional.ofNullable(backward));
  }

  /** Goes on where another tracker of the same width was. */
  public void restore(State state) {
    last = state.last().orElse(null);
    lastHeight = state.height();
    lastWidth = state.width();
    backward = state.backward().orElse(null);
  }

  /**
   * A tracker of one stream.
   *
   * @param flow measures; not closed here
   * @param widthPx about the width of the pictures that are measured
   */
  public MotionTracker(OpticalFlow flow, int widthPx) {
    this.flow = flow;
    this.widthPx = widthPx;
  }

  /**
   * Takes the next frame.
   *
   * @param luma one channel, 0..1
   * @param startsScene whether it has nothing to do with the frame before; always so where sizes
   *     differ
   * @return the motion of the frame before, if there was one
   */
  public Optional<Moved> next(FloatImage luma, boolean startsScene) {
    boolean resized = last != null && (lastHeight != luma.height() || lastWidth != luma.width());
    Optional<Moved> out = Optional.empty();
    if (startsScene || resized) {
      out = end();
    }
    int step = Math.max(1, Math.round((float) luma.width() / widthPx));
    FloatImage small =
        step == 1
            ? luma
            : FrameConversions.smaller(
                luma, Math.max(1, luma.height() / step), Math.max(1, luma.width() / step));
    if (last != null) {
      FlowField forward = flow.flow(last, small);
      out =
          Optional.of(
              backward == null
                  ? new Moved(last, forward, turned(forward), false, lastHeight, lastWidth)
                  : new Moved(last, forward, backward, true, lastHeight, lastWidth));
      backward = flow.flow(small, last);
    }
    last = small;
    lastHeight = luma.height();
    lastWidth = luma.width();
    return out;
  }

  /** Ends the scene: the motion of its last frame, if there was one. */
  public Optional<Moved> end() {
    if (last == null) {
      return Optional.empty();
    }
    FlowField known =
        backward == null
            ? new FlowField(
                last.height(),
                last.width(),
                new float[last.data().length],
                new float[last.data().length])
            : backward;
    Moved out = new Moved(last, turned(known), known, false, lastHeight, lastWidth);
    last = null;
    backward = null;
    return Optional.of(out);
  }

  private static FlowField turned(FlowField field) {
    float[] u = new float[field.u().length];
    float[] v = new float[u.length];
    for (int i = 0; i < u.length; i++) {
      u[i] = -field.u()[i];
      v[i] = -field.v()[i];
    }
    return new FlowField(field.height(), field.width(), u, v);
  }
}
