package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Timestamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clips of others' making, where they are given by {@code -Dattune.data.dir}. */
class RealClipsTest {
  private static final String DATA = System.getProperty("attune.data.dir", "");

  @BeforeEach
  void needsData() {
    assumeThat(DATA).isNotEmpty();
  }

  private static FrameSource open(String name) {
    Path file = Path.of(DATA, name);
    assumeThat(Files.exists(file)).isTrue();
    return Sources.open(file.toString(), ReadOptions.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({
    "video/robustness/offline_h264.mp4,1920,1080,30,h264",
    "video/robustness/offline_h265.mp4,1920,1080,30,hevc",
    "video/robustness/offline_av1.mp4,1920,1080,30,av1",
    "video/robustness/offline_vp9.mp4,1920,1080,30,vp9",
    "video/robustness/mpeg4_test.avi,320,240,164,mpeg4",
    "video/robustness/unordered.mov,50,50,4,h264",
    "video/robustness/video_0.mov,568,320,3,h264",
    "video/robustness/video_90.mov,320,568,3,h264",
    "video/robustness/video_180.mov,568,320,3,h264",
    "video/robustness/video_270.mov,320,568,3,h264",
    "video/misc/bikes.mp4,640,272,250,h264",
    "video/misc/bigbuckbunny.mp4,1280,720,132,h264",
    "video/misc/carphone_pristine.mp4,176,144,120,h264",
    "video/misc/carphone_distorted.mp4,176,144,120,h264",
    "video/misc/realshort.mp4,320,240,36,h264",
    "real_blur/cockatoo.mp4,1280,720,280,h264",
    "real_blur/decord_pancake.mkv,426,240,310,h264",
    "real_blur/mmaction2_basketball.mp4,426,240,300,h264",
    "real_blur/mmaction2_pool.mp4,340,256,300,h264",
    "real_blur/selfdeblur_real,752,480,7,image sequence",
    "video/surveillance/bottle-detection.mp4,640,360,1189,h264",
    "video/surveillance/car-detection.mp4,768,432,377,h264"
  })
  void everyFrameIsReadOnceWithIncreasingTimes(
      String name, int width, int height, int count, String codec) {
    try (FrameSource source = open(name)) {
      assertThat(source.info().codec()).isEqualTo(codec);
      Timestamp last = null;
      long frames = 0;
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        assertThat(frame.index()).isEqualTo(frames++);
        assertThat(frame.width()).isEqualTo(width);
        assertThat(frame.height()).isEqualTo(height);
        if (last != null) {
          assertThat(frame.time()).isGreaterThan(last);
        }
        last = frame.time();
      }
      assertThat(frames).isEqualTo(count);
      assertThat(source.report().clean()).isTrue();
      assertThat(source.report().lastGoodTime()).contains(last);
    }
  }

  @Test
  void aDamagedClipIsReadOnAndTheDamageCounted() {
    try (FrameSource source = open("video/robustness/corrupted.mp4")) {
      long frames = 0;
      while (source.next() != null) {
        frames++;
      }
      SourceReport report = source.report();
      assertThat(frames).isBetween(28L, 50L);
      assertThat(report.clean()).isFalse();
      assertThat(report.damagedPackets() + report.damagedFrames()).isPositive();
      assertThat(report.lastGoodTime()).isPresent();
    }
  }

  @Test
  void aCutOffRealClipSaysSo() throws Exception {
    Path whole = Path.of(DATA, "real_blur/decord_pancake.mkv");
    assumeThat(Files.exists(whole)).isTrue();
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.createTempFile("attune-cut", ".mkv");
    try {
      Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
      try (FrameSource source = Sources.open(cut.toString(), ReadOptions.DEFAULTS)) {
        long frames = Stream.generate(source::next).takeWhile(f -> f != null).count();
        assertThat(frames).isBetween(100L, 220L);
        assertThat(source.report().truncated()).isTrue();
      }
    } finally {
      Files.delete(cut);
    }
  }
}
