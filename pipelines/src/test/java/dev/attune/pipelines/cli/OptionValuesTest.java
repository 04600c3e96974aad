package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionValuesTest {
  @ParameterizedTest
  @CsvSource({
    "90,90000",
    "90.5,90500",
    "0,0",
    "1:30,90000",
    "01:02:03.25,3723250",
    "250ms,250",
    "100:00:00,360000000"
  })
  void timesAreReadAsPeopleWriteThem(String text, long milliseconds) {
    assertThat(new Times().convert(text)).isEqualTo(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1:60",
        "1:75",
        "60:00:00:00",
        "1:61:00",
        "x",
        "1.5.2",
        "1:",
        "ms",
        "1e3"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> new Times().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no time");
  }

  @Property(tries = 200)
  void everyClockTimeIsItsSeconds(
      @ForAll @IntRange(max = 99) int hours,
      @ForAll @IntRange(max = 59) int minutes,
      @ForAll @IntRange(max = 59) int seconds) {
    assertThat(new Times().convert(hours + ":" + minutes + ":" + seconds).toSeconds())
        .isEqualTo(hours * 3600L + minutes * 60L + seconds);
  }

  @ParameterizedTest
  @CsvSource({"2500000,2500000", "800k,800000", "4M,4000000", "1.5M,1500000", "64K,64000"})
  void bitRatesAreReadAsPeopleWriteThem(String text, long bits) {
    assertThat(new Bitrate().convert(text)).isEqualTo(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-4M", "4G", "k", "999", "2000M", "4 M", "1e6"})
  void whatIsNoBitRateIsRefused(String text) {
    assertThatThrownBy(() -> new Bitrate().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("allowed");
  }

  @Test
  void theTerminalIsWhatTheEnvironmentSays() {
    Terminal plain = Terminal.ofProcess("12", "", Map.of("NO_COLOR", "1", "LANG", "C"));
    assertThat(plain.color()).isFalse();
    assertThat(plain.unicode()).isFalse();
    assertThat(plain.isInteractive()).isFalse();
    assertThat(plain.columns()).isEqualTo(80);
    Terminal rich =
        Terminal.ofProcess("012", "132", Map.of("NO_COLOR", "", "LC_ALL", "de_DE.UTF-8"));
    assertThat(rich.color()).isTrue();
    assertThat(rich.unicode()).isTrue();
    assertThat(rich.isInteractive()).isTrue();
    assertThat(rich.columns()).isEqualTo(132);
    assertThat(Terminal.ofProcess("2", "40", Map.of("TERM", "dumb")).color()).isFalse();
  }
}
