package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.pipelines.cli.TestDeblur.Result;
import dev.attune.video.frame.Frame;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos whose pictures hold two moments in alternate rows, made by the system's ffmpeg. */
class InterlacedInputTest {
  private static final int FRAMES = 20;

  @TempDir static Path shared;
  private static TestDeblur runs;

  @TempDir Path folder;

  @BeforeAll
  static void makeModel() {
    FfmpegProgram.assumePresent();
    runs = TestDeblur.in(shared);
  }

  /** A bar that moves fast, so that its edges are combs where fields are woven. */
  private static Path interlaced(String name, String... codec) {
    String[] arguments = new String[codec.length + 8];
    System.arraycopy(
        new String[] {
          "-f",
          "lavfi",
          "-i",
          "color=gray:size=128x64:rate=50:duration=0.8,"
              + "drawbox=x=0:y=0:w=24:h=64:c=white:t=fill,scroll=h=0.06,interlace=lowpass=0"
              + ",setfield=tff",
          "-flags",
          "+ilme+ildct",
          "-frames:v",
          String.valueOf(FRAMES)
        },
        0,
        arguments,
        0,
        8);
    System.arraycopy(codec, 0, arguments, 8, codec.length);
    return FfmpegProgram.make(shared.resolve(name), arguments);
  }

  /** Mean difference of each row to the mean of its neighbours, 0..255: great for combs. */
  private static double combs(Path video) {
    double sum = 0;
    long count = 0;
    for (Frame frame : TestMedia.read(video)) {
      for (int y = 8; y < frame.height() - 8; y++) {
        for (int x = 0; x < frame.width(); x++) {
          sum +=
              Math.abs(
                  value(frame, x, y) - (value(frame, x, y - 1) + value(frame, x, y + 1)) / 2.0);
          count++;
        }
      }
    }
    return sum / count;
  }

  private static int value(Frame frame, int x, int y) {
    return frame.data().get(y * frame.strideBytes() + x * 3 + 1) & 0xff;
  }

  @ParameterizedTest
  @CsvSource({
    "mpeg2.mpg, mpeg2video -q:v 2",
    "mpeg4.mkv, mpeg4 -q:v 2",
    "dnx.mov, prores_ks -profile:v 0",
  })
  void picturesAreMadeWholeAndNoneIsLost(String name, String codec) {
    Path in = interlaced(name, ("-c:v " + codec).split(" "));
    Path whole = folder.resolve("whole.mkv");
    Path woven = folder.resolve("woven.mkv");
    Result made = runs.run(in, whole, "--adapt=off", "--encoder=ffv1");
    Result kept = runs.run(in, woven, "--adapt=off", "--encoder=ffv1", "--interlaced=keep");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(kept.code()).as(kept.err()).isZero();
    assertThat(made.out()).contains("the video is interlaced; each of its pictures was made whole");
    assertThat(kept.out()).contains("the picture is interlaced and was taken as it is");
    assertThat(times(whole)).isEqualTo(times(woven)).hasSize(FRAMES);
    assertThat(combs(whole)).isLessThan(combs(woven) / 4);
    JsonNode probe = FfmpegProgram.probe(whole);
    assertThat(probe.at("/streams/0/field_order").asText("progressive")).isEqualTo("progressive");
  }

  private static List<String> times(Path file) {
    return FfmpegProgram.packets(FfmpegProgram.probe(file), 0).stream()
        .map(p -> p.replaceFirst(" .*", ""))
        .toList();
  }

  @Test
  void refusingIsAChoice() {
    Path in = interlaced("refused.mpg", "-c:v", "mpeg2video");
    Path out = folder.resolve("out.mkv");
    Result result = runs.run(in, out, "--adapt=off", "--interlaced=refuse");
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains("is interlaced", "--interlaced deinterlace");
    assertThat(folder).isEmptyDirectory();
    Result wrong = runs.run(in, out, "--adapt=off", "--interlaced=weave");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("deinterlace, top-first, bottom-first, keep or refuse is allowed");
  }

  @Test
  void progressivePicturesPassUntouched() {
    Path in = TestMedia.video(shared.resolve("progressive.mkv"), 6);
    Path one = folder.resolve("one.mkv");
    Path two = folder.resolve("two.mkv");
    assertThat(runs.run(in, one, "--adapt=off", "--encoder=ffv1").code()).isZero();
    assertThat(runs.run(in, two, "--adapt=off", "--encoder=ffv1", "--interlaced=keep").code())
        .isZero();
    assertThat(TestMedia.read(one))
        .extracting(Frame::data)
        .isEqualTo(TestMedia.read(two).stream().map(Frame::data).toList());
  }

  @Test
  void aPartBeginsWhereItShould() {
    Path in = interlaced("part.mkv", "-c:v", "mpeg4", "-g", "5");
    Path out = folder.resolve("out.mkv");
    Result result = runs.run(in, out, "--adapt=off", "-ss", "0.28", "-t", "0.2");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(5);
  }
}
