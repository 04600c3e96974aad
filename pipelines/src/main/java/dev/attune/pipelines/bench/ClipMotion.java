package dev.attune.pipelines.bench;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.pipelines.bench.classic.Gaussian;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.FrameConversions;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.FlowField;
import dev.attune.video.motion.OpticalFlow;

/** Straight motion of the pixels of a clip, measured by optical flow. Not thread-safe. */
final class ClipMotion implements AutoCloseable {
  /** Flow of neighbouring pixels is averaged: a kernel should not change at once. */
  private static final Gaussian SMOOTHING = new Gaussian(4);

  private final TruthClip clip;
  private final MotionBlurEstimate motion = new MotionBlurEstimate(false);
  private final OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM);

  ClipMotion(TruthClip clip) {
    this.clip = clip;
  }

  /** The way over a whole frame interval; at the ends of a clip that to the one neighbour. */
  BlurPath at(int index) {
    FloatImage here = FrameConversions.gray(clip.blurred(index));
    if (clip.frames() == 1) {
      return BlurPath.still(here.height(), here.width());
    }
    FlowField after = index + 1 < clip.frames() ? flow(here, index + 1) : null;
    FlowField before = index > 0 ? flow(here, index - 1) : null;
    BlurPath path =
        motion.paths(
            after == null ? reversed(before) : after, before == null ? reversed(after) : before, 1);
    return new BlurPath(
        path.height(),
        path.width(),
        SMOOTHING.filter(path.linearX(), 0, path.width(), path.height()),
        SMOOTHING.filter(path.linearY(), 0, path.width(), path.height()),
        path.curveX(),
        path.curveY());
  }

  private FlowField flow(FloatImage here, int there) {
    return flow.flow(here, FrameConversions.gray(clip.blurred(there)));
  }

  private static FlowField reversed(FlowField flow) {
    float[] u = new float[flow.u().length];
    float[] v = new float[flow.v().length];
    for (int i = 0; i < u.length; i++) {
      u[i] = -flow.u()[i];
      v[i] = -flow.v()[i];
    }
    return new FlowField(flow.height(), flow.width(), u, v);
  }

  @Override
  public void close() {
    flow.close();
  }
}
