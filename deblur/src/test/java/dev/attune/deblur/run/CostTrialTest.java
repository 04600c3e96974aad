package dev.attune.deblur.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.Estrnn;
import dev.attune.deblur.network.Initialization;
import dev.attune.deblur.network.PathKernelNet;
import dev.attune.video.io.MediaException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CostTrialTest {
  private static final DeblurNetwork NET = new PathKernelNet(8, 1);

  static List<DeblurNetwork> networks() {
    return List.of(new Estrnn(2, 1, 2, 2, Estrnn.Activation.RELU, true), NET);
  }

  private static CostEstimate.Speed trial(DeblurNetwork network, int frames, AdaptMode mode) {
    Weights weights = Initialization.weights(network, 1);
    return CostTrial.run(
        TestRuns.job(
            frames == 0 ? List.of() : TestRuns.scene(frames),
            new TestRuns.Collected(),
            weights,
            mode,
            TestRuns.tune(6, 1e-3)),
        RunListener.SILENT);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyPartIsMeasured(DeblurNetwork network) {
    CostEstimate.Speed speed = trial(network, 12, AdaptMode.CLIP);
    assertThat(speed.pixels()).isEqualTo(96 * 96);
    // Looking at a frame of this size takes no second on any machine, and no part takes nothing.
    assertThat(speed.lookSeconds()).isBetween(1e-6, 1.0);
    assertThat(speed.networkSeconds() * 96 * 96).isBetween(1e-6, 1.0);
    assertThat(speed.learning().orElseThrow()).isBetween(1e-4, 60.0);
    assertThat(trial(network, 1, AdaptMode.OFF).learning()).isEmpty();
  }

  @Test
  void aVideoWithoutFramesIsAnError() {
    assertThatThrownBy(() -> trial(NET, 0, AdaptMode.CLIP))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("no frame");
  }

  @Test
  void timeGrowsWithFramesAndPixels() {
    MemoryPlan plan = MemoryPlan.of(Long.MAX_VALUE / 4, NET, 128, 96);
    CostEstimate.Speed speed = new CostEstimate.Speed(64 * 48, 0.25, 1e-3, 2, OptionalDouble.of(7));
    CostEstimate one = speed.of(10, 64, 48, plan, 0.05);
    assertThat(one.analyseSeconds()).isEqualTo(2.5);
    assertThat(one.adaptSeconds()).isEqualTo(7);
    assertThat(one.restoreSeconds()).isEqualTo(30.72 + (2.5 + 0.5) / 2, within(1e-9));
    assertThat(one.totalSeconds()).isEqualTo(2.5 + 7 + one.restoreSeconds());
    CostEstimate large = speed.of(20, 128, 96, plan, 0.2);
    assertThat(large.restoreSeconds()).isEqualTo(8 * one.restoreSeconds(), within(1e-9));
    CostEstimate plain =
        new CostEstimate.Speed(64 * 48, 0.25, 1e-3, 2, OptionalDouble.empty())
            .of(10, 64, 48, plan, 0.05);
    assertThat(plain.totalSeconds()).isEqualTo(one.restoreSeconds());
  }

  @Test
  void whatTilesShareIsRestoredTwice() {
    long heap = Runtime.getRuntime().maxMemory();
    MemoryPlan whole = MemoryPlan.of(heap + (12L << 30), new PathKernelNet(64, 8), 3840, 2160);
    MemoryPlan tiled = MemoryPlan.of(heap + (2L << 30), new PathKernelNet(64, 8), 3840, 2160);
    assertThat(whole.pixels(3840, 2160)).isEqualTo(3840 * 2160);
    assertThat(tiled.pixels(3840, 2160)).isGreaterThan(3840 * 2160);
  }
}
