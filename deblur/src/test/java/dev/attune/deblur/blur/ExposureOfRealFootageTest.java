package dev.attune.deblur.blur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.FrameConversions;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sources;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.FlowField;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Footage blurred over 0.8 of the time between frames, and the same without blur. */
class ExposureOfRealFootageTest {
  private static final double TRUE_FRACTION = 0.8;
  private static final int FRAMES = 30;

  @ParameterizedTest
  @ValueSource(strings = {"dog_hand", "cups_hand_h264"})
  void measuresHowLongTheShutterWasOpen(String sequence) throws Exception {
    ExposureEstimate blurred = estimate(sequence, "Blur");
    assertThat(blurred.measured()).isTrue();
    assertThat(blurred.fraction()).isCloseTo(TRUE_FRACTION, within(0.15));
  }

  @Test
  void measuresThatItWasNot() throws Exception {
    assertThat(estimate("dog_hand", "Sharp").fraction()).isLessThan(0.25);
  }

  private static ExposureEstimate estimate(String sequence, String kind) throws Exception {
    Path folder =
        Path.of(System.getProperty("attune.data.dir", "")).resolve("pairs").resolve(sequence);
    assumeTrue(Files.isDirectory(folder), "no real footage at hand");
    ExposureEstimator estimator = new ExposureEstimator(TransferCurve.GAMMA_22);
    try (FrameSource source =
            Sources.open(folder.resolve(kind).resolve("RGB").toString(), ReadOptions.DEFAULTS);
        DisFlow flow = new DisFlow(DisFlow.Preset.MEDIUM)) {
      FloatImage last = null;
      FlowField backward = null;
      boolean follows = false;
      for (Frame frame = source.next();
          frame != null && frame.index() < FRAMES;
          frame = source.next()) {
        FloatImage luma = FrameConversions.gray(frame).crop(48, 128, 264, 384);
        if (last != null) {
          FlowField forward = flow.flow(last, luma);
          if (backward != null) {
            estimator.add(new MotionFrame(last, forward, backward), follows);
            follows = true;
          }
          backward = flow.flow(luma, last);
        }
        last = luma;
      }
    }
    return estimator.estimate();
  }
}
