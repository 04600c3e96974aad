package dev.attune.deblur.blur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.Textures;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.FlowField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureEstimatorTest {
  private static final int SIDE = 160;

  /** A camera that pans over a texture at a speed that changes: positions of its left side. */
  private static final double[] POSITIONS = {20, 21, 22, 32, 48, 62, 66, 67, 68};

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.55, 0.9})
  void findsTheExposureOfAPanAtChangingSpeed(double exposure) {
    ExposureEstimate found = found(TransferCurve.GAMMA_22, pan(exposure, TransferCurve.GAMMA_22));
    assertThat(found.measured()).isTrue();
    assertThat(found.pairs()).isGreaterThanOrEqualTo(2);
    assertThat(found.fraction()).isCloseTo(exposure, within(0.1));
  }

  @ParameterizedTest
  @EnumSource(TransferCurve.class)
  void lightThatIsCodedInAnyWayIsAddedUp(TransferCurve curve) {
    ExposureEstimate found = found(curve, pan(0.55, curve));
    assertThat(found.measured()).isTrue();
    assertThat(found.fraction()).isCloseTo(0.55, within(0.1));
  }

  private static ExposureEstimate found(TransferCurve curve, List<MotionFrame> frames) {
    ExposureEstimator estimator = new ExposureEstimator(curve);
    boolean follows = false;
    for (MotionFrame frame : frames) {
      estimator.add(frame, follows);
      follows = true;
    }
    return estimator.estimate();
  }

  @Test
  void framesOfDifferentScenesAreNotCompared() {
    ExposureEstimator estimator = new ExposureEstimator(TransferCurve.GAMMA_22);
    for (MotionFrame frame : pan(0.5, TransferCurve.GAMMA_22)) {
      estimator.add(frame, false);
    }
    assertThat(estimator.estimate())
        .isEqualTo(new ExposureEstimate(ExposureEstimate.USUAL, 0, 0, false));
  }

  @Test
  void withoutMotionTheUsualExposureIsSaidToBeAssumed() {
    ExposureEstimator estimator = new ExposureEstimator(TransferCurve.GAMMA_22);
    FloatImage picture = Textures.random(1, 64, 64, 1);
    for (int i = 0; i < 5; i++) {
      estimator.add(new MotionFrame(picture, flow(64, 0), flow(64, 0)), i > 0);
    }
    assertThat(estimator.estimate().measured()).isFalse();
    assertThat(estimator.estimate().fraction()).isEqualTo(0.5);
  }

  @Test
  void brokenFlowIsNoMotion() {
    FlowField broken = flow(64, Float.NaN);
    ExposureEstimator estimator = new ExposureEstimator(TransferCurve.GAMMA_22);
    FloatImage picture = Textures.random(1, 64, 64, 1);
    estimator.add(new MotionFrame(picture, flow(64, 9), flow(64, -9)), false);
    estimator.add(new MotionFrame(picture, broken, broken), true);
    assertThat(estimator.estimate().measured()).isFalse();
  }

  @Test
  void pathsFollowTheFlow() {
    MotionBlurEstimate curved = new MotionBlurEstimate(true);
    BlurPath path = curved.paths(flow(8, 6), flow(8, -4), 0.5);
    assertThat(path.linearX()[0]).isCloseTo(2.5f, within(1e-6f));
    assertThat(path.curveX()[0]).isCloseTo(0.25f, within(1e-6f));
    assertThat(new MotionBlurEstimate(false).paths(flow(8, 6), flow(8, -4), 0.5).curveX()[0])
        .isZero();
    // flows that contradict each other bend the path by no more than half of its speed
    BlurPath torn = curved.paths(flow(8, 9), flow(8, 7), 1);
    assertThat(torn.linearX()[0]).isCloseTo(1, within(1e-6f));
    assertThat(torn.curveX()[0]).isCloseTo(0.5f, within(1e-5f));
    BlurPath broken = curved.paths(flow(8, Float.NaN), flow(8, 7), 1);
    assertThat(broken.linearX()[0]).isZero();
    assertThatThrownBy(() -> curved.paths(flow(8, 1), flow(9, 1), 1)).hasMessageContaining("9x9");
    assertThatThrownBy(() -> curved.paths(flow(8, 1), flow(8, 1), 0))
        .hasMessageContaining("at most 2");
  }

  private static List<MotionFrame> pan(double exposure, TransferCurve curve) {
    FloatImage scene = Textures.random(1, SIDE, SIDE + 100, 5);
    LineIntegralBlur blur = new LineIntegralBlur(curve);
    MotionBlurEstimate motion = new MotionBlurEstimate(true);
    List<MotionFrame> frames = new ArrayList<>();
    for (int t = 1; t < POSITIONS.length - 1; t++) {
      int left = (int) POSITIONS[t];
      FlowField forward = flow(SIDE, (float) (POSITIONS[t] - POSITIONS[t + 1]));
      FlowField backward = flow(SIDE, (float) (POSITIONS[t] - POSITIONS[t - 1]));
      FloatImage picture =
          blur.blur(
              scene,
              new Box(0, left, SIDE, left + SIDE),
              motion.paths(forward, backward, exposure));
      frames.add(new MotionFrame(picture, forward, backward));
    }
    return frames;
  }

  private static FlowField flow(int side, float u) {
    float[] x = new float[side * side];
    Arrays.fill(x, u);
    return new FlowField(side, side, x, new float[side * side]);
  }
}
