package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.Sources;
import dev.attune.video.io.TrackCopy;
import dev.attune.video.io.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An hour of pictures at uneven times with sound: neither leaves its place beside the other. */
class DriftTest {
  private static final int SECONDS = 3600;
  private static final int FRAMES = 2 * SECONDS;
  private static final double MILLISECOND = 0.001;

  @TempDir static Path shared;
  private static Path hour;

  @TempDir Path folder;

  @BeforeAll
  static void makeMedia() {
    FfmpegProgram.assumePresent();
    // Half a second on average, 0.28 to 0.72 s in truth, in a clock of 1/90000 s.
    hour =
        FfmpegProgram.make(
            shared.resolve("hour.mp4"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=32x32:rate=2:duration=" + SECONDS,
            "-f",
            "lavfi",
            "-i",
            "anullsrc=r=8000:cl=mono:d=" + SECONDS,
            "-vf",
            "settb=1/90000,setpts='N*45000+mod(N*7919,20001)'",
            "-vsync",
            "passthrough",
            "-video_track_timescale",
            "90000",
            "-enc_time_base",
            "1/90000",
            "-c:v",
            "mjpeg",
            "-pix_fmt",
            "yuvj420p",
            "-c:a",
            "aac");
  }

  @ParameterizedTest
  @CsvSource({"mp4, 0.0000001", "mkv, 0.000501", "mov, 0.0000001"})
  void noFrameAndNoSoundMoves(String container, double tolerance) {
    Path out = folder.resolve("out." + container);
    WriteOptions options =
        WriteOptions.DEFAULTS.withThreads(1).withTracks(TrackCopy.of(hour.toString()));
    try (FrameSource source = Sources.open(hour.toString(), ReadOptions.DEFAULTS);
        FrameSink sink = Sinks.open(out, source.info(), options)) {
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        sink.write(frame);
      }
      sink.finish();
    }
    JsonNode before = FfmpegProgram.probe(hour);
    JsonNode after = FfmpegProgram.probe(out);
    assertThat(times(before, 0)).hasSize(FRAMES);
    assertThat(greatest(times(before, 0), times(after, 0))).isLessThanOrEqualTo(tolerance);
    assertThat(greatest(times(before, 1), times(after, 1))).isLessThanOrEqualTo(tolerance);
    double[] uneven = spacings(times(before, 0));
    assertThat(uneven[1] - uneven[0]).as("the times are uneven").isGreaterThan(0.2);
    assertThat(2 * tolerance).isLessThan(1.01 * MILLISECOND);
  }

  private static List<Double> times(JsonNode probe, int stream) {
    return FfmpegProgram.packets(probe, stream).stream()
        .map(p -> Double.valueOf(p.replaceFirst(" .*", "")))
        .toList();
  }

  private static double greatest(List<Double> a, List<Double> b) {
    assertThat(b).hasSameSizeAs(a);
    double greatest = 0;
    for (int i = 0; i < a.size(); i++) {
      greatest = Math.max(greatest, Math.abs(a.get(i) - b.get(i)));
    }
    return greatest;
  }

  private static double[] spacings(List<Double> times) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 1; i < times.size(); i++) {
      double spacing = times.get(i) - times.get(i - 1);
      least = Math.min(least, spacing);
      most = Math.max(most, spacing);
    }
    return new double[] {least, most};
  }
}
