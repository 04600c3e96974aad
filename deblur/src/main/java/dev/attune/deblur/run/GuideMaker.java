package dev.attune.deblur.run;

import dev.attune.deblur.blur.ExposureEstimator;
import dev.attune.deblur.blur.MotionFrame;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.condition.MotionTracker;
import dev.attune.deblur.condition.MotionTracker.Moved;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.guide.PathSamples;
import dev.attune.deblur.network.Guide;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.FrameConversions;
import dev.attune.video.motion.OpticalFlow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Follows the motion of a stream and writes the samples along paths that guided networks look at.
 * Where the exposure is not known yet it is measured on the way. Used by one thread.
 */
final class GuideMaker {
  private final MotionTracker tracker;
  private final MotionBlurEstimate straight = new MotionBlurEstimate(false);
  private final OptionalDouble exposureFraction;
  private final ExposureEstimator exposure;
  private boolean follows;

  /**
   * A maker for one stream.
   *
   * @param flow measures motion; not closed here
   * @param flowWidthPx about the width of the pictures on which motion is measured
   * @param exposureFraction of the video, where it is known
   * @param curve what values of the video mean in light
   */
  GuideMaker(
      OpticalFlow flow, int flowWidthPx, OptionalDouble exposureFraction, TransferCurve curve) {
    this.exposure = new ExposureEstimator(curve);
    this.tracker = new MotionTracker(flow, flowWidthPx);
    this.exposureFraction = exposureFraction;
  }

  /** What was measured of the exposure, for a file. */
  record State(Optional<ExposureEstimator.State> exposure, boolean follows) {}

  State state() {
    // Nothing is measured where the exposure is known.
    return new State(
        exposureFraction.isEmpty() ? Optional.of(exposure.state()) : Optional.empty(), follows);
  }

  /** Goes on measuring where another one was, with the frame that was given last. */
  void restore(State state) {
    state.exposure().ifPresent(exposure::restore);
    follows = state.follows();
  }

  /** Takes the frame before the one from which on motion is wanted. */
  void begin(Frame frame) {
    tracker.next(FrameConversions.gray(frame), true);
  }

  /**
   * Takes the next frame.
   *
   * @return motion of the frame before over its exposure, if there was one
   */
  Optional<ReducedPaths> next(Frame frame, boolean startsScene) {
    return tracker.next(FrameConversions.gray(frame), startsScene).map(this::exposed);
  }

  /** Ends the stream: motion of the last frame. */
  Optional<ReducedPaths> end() {
    return tracker.end().map(this::exposed);
  }

  private ReducedPaths exposed(Moved moved) {
    if (exposureFraction.isEmpty() && moved.complete()) {
      exposure.add(new MotionFrame(moved.luma(), moved.forward(), moved.backward()), follows);
    }
    follows = moved.complete();
    return moved
        .paths(straight)
        .exposed(exposureFraction.orElseGet(() -> exposure.estimate().fraction()));
  }

  /**
   * The samples of a frame.
   *
   * @param colours [3, height, width], perhaps padded at the bottom and right
   * @param motion of the frame over its exposure
   * @param threads make them side by side
   */
  static Guide guide(ByteBuffer colours, int height, int width, ReducedPaths motion, int threads) {
    PathSamples samples =
        PathSamples.of(
            colours.duplicate().clear().order(ByteOrder.nativeOrder()).asFloatBuffer(),
            height,
            width);
    return (part, planes) -> {
      Box seen =
          new Box(
              part.top(),
              part.left(),
              Math.min(part.bottom(), motion.frameHeight()),
              Math.min(part.right(), motion.frameWidth()));
      samples.write(part, motion.paths(seen), planes, threads);
    };
  }
}
