package dev.attune.pipelines.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-9);

  private final Recorder recorder = new Recorder();
  private long nanos = 5;
  private final ProgressMeter meter = new ProgressMeter(recorder, () -> nanos);

  @Test
  void tellsSpeedAndTimeLeft() {
    meter.update("restore", "frames", 0, 100);
    nanos += 4_000_000_000L;
    meter.update("restore", "frames", 20, 100);
    Progress last = recorder.shown.get(1);
    assertThat(last.seconds()).isEqualTo(4, EXACT);
    assertThat(last.perSecond()).isEqualTo(5, EXACT);
    assertThat(last.secondsLeft()).isEqualTo(16, EXACT);
  }

  @Test
  void speedIsThatOfTheLastTwentySeconds() {
    meter.update("restore", "frames", 0, 1000);
    for (int second = 1; second <= 60; second++) {
      nanos += 1_000_000_000L;
      meter.update("restore", "frames", second <= 30 ? second : 30 + (second - 30) * 10L, 1000);
    }
    Progress last = recorder.shown.get(60);
    assertThat(last.done()).isEqualTo(330);
    assertThat(last.perSecond()).isEqualTo(10, EXACT);
    assertThat(last.secondsLeft()).isEqualTo(67, EXACT);
  }

  @Test
  void promisesNothingThatItCannotKnow() {
    meter.update("analyse", "frames", 0, -1);
    nanos += 1_000_000_000L;
    meter.update("analyse", "frames", 8, -1);
    assertThat(recorder.shown.get(0).perSecond()).isNaN();
    assertThat(recorder.shown.get(1).perSecond()).isEqualTo(8, EXACT);
    assertThat(recorder.shown.get(1).secondsLeft()).isNaN();
  }

  @Test
  void anotherTaskEndsTheOneBefore() {
    meter.update("analyse", "frames", 9, 10);
    nanos += 2_000_000_000L;
    meter.update("restore", "frames", 1, 10);
    meter.close();
    meter.close();
    assertThat(recorder.ended).extracting(Progress::task).containsExactly("analyse", "restore");
    assertThat(recorder.shown.get(1).seconds()).isEqualTo(0, EXACT);
  }

  private static final class Recorder implements ProgressView {
    private final List<Progress> shown = new ArrayList<>();
    private final List<Progress> ended = new ArrayList<>();

    @Override
    public void show(Progress progress) {
      shown.add(progress);
    }

    @Override
    public void end(Progress last) {
      ended.add(last);
    }

    @Override
    public void notice(String message) {}
  }
}
