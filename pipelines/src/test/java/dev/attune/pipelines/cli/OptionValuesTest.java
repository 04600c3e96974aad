package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void severalInputsGoIntoOneFolderUnderTheirOwnNames(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("v1.2"));
    String out = folder.resolve("new").toString();
    List<OutputPlan> plans =
        OutputPlan.of(
            List.of(
                "a/one.mp4",
                "two.avi",
                "shots/*.png",
                "*.png",
                folder.resolve("v1.2").toString(),
                "http://h/live.ts?key=secret"),
            out,
            folder.resolve("pages"));
    assertThat(plans)
        .extracting(plan -> folder.resolve("new").relativize(plan.output()).toString())
        .containsExactly("one.mp4", "two.avi.mkv", "shots", "pictures", "v1_2", "live.ts.mkv");
    assertThat(plans.get(0).report()).contains(folder.resolve("pages").resolve("one.html"));
  }

  @Test
  void picturesGoIntoAFolderAndVideosBesideOthers(@TempDir Path folder) throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Path there = Files.createDirectory(folder.resolve("there"));
    OutputPlan plan = OutputPlan.of(List.of(pictures.toString()), there.toString(), null).get(0);
    assertThat(plan.output()).isEqualTo(there);
    assertThat(plan.isVideoToVideo()).isFalse();
    assertThat(OutputPlan.of(List.of("x.mp4"), "y.mp4", null).get(0).isVideoToVideo()).isTrue();
    assertThat(OutputPlan.of(List.of("x.mp4"), "y_%03d.png", null).get(0).isVideoToVideo())
        .isFalse();
    assertThat(OutputPlan.of(List.of("x.png"), "y.mp4", null).get(0).isVideoToVideo()).isFalse();
  }

  @Test
  void onlyOneInputGoesThroughAPipe() {
    assertThat(OutputPlan.of(List.of("x.mp4"), "-", null).get(0).isPipe()).isTrue();
    assertThatThrownBy(() -> OutputPlan.of(List.of("x.mp4", "y.mp4"), "-", null))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("one input can go through a pipe");
  }

  @Test
  void twoInputsNeverGoToTheSamePlace() {
    assertThatThrownBy(() -> OutputPlan.of(List.of("a/x.mp4", "b/x.mp4"), "out", null))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("would both become");
  }

  @Test
  void oneInputGoesToTheOutputItselfOrIntoAFolderThatExists(@TempDir Path folder)
      throws IOException {
    assertThat(OutputPlan.of(List.of("x.mp4"), folder.resolve("y.mp4").toString(), null))
        .containsExactly(new OutputPlan("x.mp4", folder.resolve("y.mp4"), Optional.empty()));
    Path there = Files.createDirectory(folder.resolve("there"));
    assertThat(OutputPlan.of(List.of("x.mp4"), there.toString(), null).get(0).output())
        .isEqualTo(there.resolve("x.mp4"));
    assertThat(OutputPlan.of(List.of("x.mp4"), folder.resolve("z") + "/", null).get(0).output())
        .isEqualTo(folder.resolve("z").resolve("x.mp4"));
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
