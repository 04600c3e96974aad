package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.video.frame.Rational;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadOptionsTest {
  private static final ReadOptions BASE = ReadOptions.DEFAULTS;

  @Test
  void eachChangeTouchesOnlyItsOwnValue() {
    ReadOptions changed =
        BASE.withStart(Duration.ofSeconds(1))
            .withEnd(Duration.ofSeconds(2))
            .withMaxPixels(100)
            .withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(4))
            .withDecoderThreads(5)
            .withRotationApplied(false)
            .withLookAhead(6)
            .withFrameRate(new Rational(7, 1))
            .withInterlacing(Interlacing.REFUSE);
    assertThat(changed)
        .isEqualTo(
            new ReadOptions(
                Duration.ofSeconds(1),
                Optional.of(Duration.ofSeconds(2)),
                100,
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                5,
                false,
                6,
                new Rational(7, 1),
                Interlacing.REFUSE));
  }

  @Test
  void impossibleValuesAreRefusedByName() {
    assertThatThrownBy(() -> BASE.withStart(Duration.ofSeconds(-1))).hasMessageContaining("start");
    assertThatThrownBy(() -> BASE.withStart(Duration.ofSeconds(5)).withEnd(Duration.ofSeconds(5)))
        .hasMessageContaining("end");
    assertThatThrownBy(() -> BASE.withMaxPixels(0)).hasMessageContaining("--max-pixels");
    assertThatThrownBy(() -> BASE.withMaxPixels(Long.MAX_VALUE))
        .hasMessageContaining("--max-pixels");
    assertThatThrownBy(() -> BASE.withTimeouts(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("open timeout");
    assertThatThrownBy(
            () -> BASE.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(Long.MAX_VALUE / 2)))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> BASE.withTimeouts(Duration.ofSeconds(1), Duration.ofDays(2)))
        .hasMessageContaining("read timeout");
    assertThatThrownBy(() -> BASE.withDecoderThreads(0)).hasMessageContaining("decoder threads");
    assertThatThrownBy(() -> BASE.withLookAhead(-1)).hasMessageContaining("look-ahead");
  }
}
