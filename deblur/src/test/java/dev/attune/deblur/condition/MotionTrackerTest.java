package dev.attune.deblur.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.condition.MotionTracker.Moved;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.FlowField;
import dev.attune.video.motion.OpticalFlow;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MotionTrackerTest {
  private static final MotionBlurEstimate STRAIGHT = new MotionBlurEstimate(false);

  /** A picture's first value tells where the camera is; flow is the way between two. */
  private static final OpticalFlow BY_PLACE =
      new OpticalFlow() {
        @Override
        public FlowField flow(FloatImage first, FloatImage second) {
          float[] u = new float[first.data().length];
          Arrays.fill(u, second.data()[0] - first.data()[0]);
          return new FlowField(first.height(), first.width(), u, new float[u.length]);
        }

        @Override
        public void close() {
          // Holds nothing.
        }
      };

  private static FloatImage at(float place, int height, int width) {
    FloatImage out = new FloatImage(1, height, width);
    Arrays.fill(out.data(), place);
    return out;
  }

  private static double x(Moved moved) {
    return moved.paths(STRAIGHT).paths().linearX()[0];
  }

  @Test
  void everyFrameGetsItsMotionOneFrameLate() {
    MotionTracker tracker = new MotionTracker(BY_PLACE, 640);
    assertThat(tracker.next(at(0, 16, 16), true)).isEmpty();
    Moved first = tracker.next(at(3, 16, 16), false).orElseThrow();
    assertThat(x(first)).isCloseTo(3, within(1e-6));
    assertThat(first.complete()).isFalse();
    Moved second = tracker.next(at(10, 16, 16), false).orElseThrow();
    assertThat(x(second)).isCloseTo(5, within(1e-6));
    assertThat(second.complete()).isTrue();
    Moved last = tracker.end().orElseThrow();
    assertThat(x(last)).isCloseTo(7, within(1e-6));
    assertThat(last.complete()).isFalse();
    assertThat(tracker.end()).isEmpty();
  }

  @Test
  void aSceneKnowsNothingOfTheNext() {
    MotionTracker tracker = new MotionTracker(BY_PLACE, 640);
    tracker.next(at(0, 16, 16), true);
    tracker.next(at(2, 16, 16), false);
    assertThat(x(tracker.next(at(90, 16, 16), true).orElseThrow())).isCloseTo(2, within(1e-6));
    // A scene of one frame stands still, and so does the one before a change of size.
    assertThat(x(tracker.next(at(0, 24, 16), false).orElseThrow())).isZero();
    assertThat(x(tracker.end().orElseThrow())).isZero();
  }

  @Test
  void largeFramesAreMeasuredSmallAndToldInTheirOwnPixels() {
    MotionTracker tracker = new MotionTracker(BY_PLACE, 32);
    tracker.next(at(0, 50, 96), true);
    Moved moved = tracker.next(at(2, 50, 96), false).orElseThrow();
    assertThat(moved.luma().width()).isEqualTo(32);
    ReducedPaths paths = moved.paths(STRAIGHT);
    assertThat(paths.frameHeight()).isEqualTo(50);
    assertThat(paths.frameWidth()).isEqualTo(96);
    assertThat(paths.paths().linearX()).hasSize(50 * 96).containsOnly(6f);
  }
}
