package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputSizeTest {
  private static final StreamInfo INFO = TestFrames.plain(160, 96);
  private static final int FRAMES = 120;

  @TempDir Path folder;
  private final List<Frame> all = TestFrames.softFrames(INFO, FRAMES);

  private List<List<Frame>> some() {
    return List.of(all.subList(20, 28), all.subList(60, 68), all.subList(90, 98));
  }

  @ParameterizedTest
  @CsvSource({"h264, out.mp4", "ffv1, out.mkv", "vp9, out.webm"})
  void aFewFramesTellAboutWhatAFileTakes(String encoder, String name) throws IOException {
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1);
    Path file = folder.resolve(name);
    OutputSize size = OutputSize.of(file, INFO, options, some());
    assertThat(folder).isEmptyDirectory();
    TestFrames.write(file, INFO, all, options);
    assertThat((double) size.bytes(FRAMES, INFO) / Files.size(file)).isBetween(0.5, 2.0);
    assertThat(size.encodeSeconds()).isPositive();
  }

  @Test
  void picturesAddUp() throws IOException {
    Path pictures = folder.resolve("pictures");
    OutputSize size = OutputSize.of(pictures, INFO, WriteOptions.DEFAULTS, some());
    TestFrames.write(pictures, INFO, all, WriteOptions.DEFAULTS);
    long bytes = 0;
    try (Stream<Path> files = Files.list(pictures)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    assertThat((double) size.bytes(FRAMES, INFO)).isCloseTo((double) bytes, within(0.3 * bytes));
  }

  @Test
  void aBitRateIsTakenByItsWord() {
    WriteOptions options = WriteOptions.DEFAULTS.withQuality(new Quality.Bitrate(800_000));
    OutputSize size = OutputSize.of(Path.of("-"), INFO, options, some());
    // 100 kB a second, 25 frames a second.
    assertThat(size.bytes(50, INFO)).isEqualTo(200_000);
  }
}
