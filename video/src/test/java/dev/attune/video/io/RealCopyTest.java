package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films from cameras and editors, written again with all that they hold. */
class RealCopyTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "misc/realshort.mp4, mp4, 0",
    "misc/carphone_distorted.mp4, mp4, 0",
    "robustness/video_90.mov, mov, 0",
    "robustness/video_270.mov, mkv, 0.001",
    "robustness/offline_h265.mp4, mp4, 0",
    "robustness/mpeg4_test.avi, mkv, 0.001"
  })
  void framesTimesAndSoundArrive(String clip, String extension, double tolerance) {
    Path in = Path.of(System.getProperty("attune.data.dir", "")).resolve("video").resolve(clip);
    Assumptions.assumeTrue(Files.exists(in), "needs attune.data.dir");
    Path out = folder.resolve("out." + extension);
    WriteOptions options =
        WriteOptions.DEFAULTS.withThreads(1).withTracks(TrackCopy.of(in.toString()));

    List<Double> times = new ArrayList<>();
    Frame last = null;
    try (FrameSource source = Sources.open(in.toString(), ReadOptions.DEFAULTS);
        FrameSink sink = Sinks.open(out, source.info(), options)) {
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        sink.write(frame);
        times.add(frame.time().seconds());
        last = frame;
      }
      sink.finish();
    }

    List<Frame> read = TestFrames.read(out);
    assertThat(read).hasSameSizeAs(times);
    for (int i = 0; i < times.size(); i++) {
      assertThat(read.get(i).time().seconds()).isCloseTo(times.get(i), within(tolerance));
    }
    assertThat(TestFrames.psnr(last, read.get(read.size() - 1), 3)).isGreaterThan(35);
    assertThat(sound(FileContent.of(out))).isEqualTo(sound(FileContent.of(in)));
  }

  private static List<List<String>> sound(FileContent file) {
    return file.streams().stream().filter(s -> s.type() == 1).map(s -> s.data()).toList();
  }
}
