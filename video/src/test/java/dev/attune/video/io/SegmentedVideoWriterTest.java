package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_SUBRIP;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentedVideoWriterTest {
  private static final int FRAMES = 40;
  private static final int LENGTH = 12;

  @TempDir Path folder;

  /** 1/1000 s, so that frames can come at any time. */
  private static StreamInfo info(boolean alpha) {
    return TestFrames.info(
        64,
        48,
        new Rational(1, 1000),
        new Rational(25, 1),
        8,
        alpha,
        new ColorSpec(1, 1, 1, false));
  }

  /** A rate that varies: 20 ms at first, up to 300 ms. */
  private static List<Frame> film(boolean alpha) {
    List<Frame> frames = new ArrayList<>();
    long ticks = 0;
    for (int i = 0; i < FRAMES; i++) {
      PixelLayout layout = alpha ? PixelLayout.RGBA : PixelLayout.RGB;
      frames.add(TestFrames.soft(info(alpha), layout, i, ticks, 1));
      ticks += 20 + (i % 13 == 12 ? 280 : i % 5);
    }
    return frames;
  }

  private static WriteOptions options(String encoder) {
    WriteOptions options = WriteOptions.DEFAULTS.withThreads(1);
    if (encoder.endsWith("+b")) {
      return options.withEncoder(encoder.replace("+b", "")).withEncoderOption("bf", "2");
    }
    return options.withEncoder(encoder);
  }

  /** Writes in segments; ends without a word after {@code most} frames. */
  private List<Segment> write(
      Path out, List<Frame> film, WriteOptions options, List<Segment> done, int most) {
    List<Segment> segments = new ArrayList<>(done);
    try (WorkFolder work = WorkFolder.open(out);
        SegmentedSink sink =
            Sinks.openInSegments(
                out, work, info(film.get(0).layout() == PixelLayout.RGBA), options, done)) {
      int from = (int) done.stream().mapToLong(Segment::frames).sum();
      for (int i = from; i < Math.min(most, film.size()); i++) {
        if (i > from && i % LENGTH == 0) {
          segments.add(sink.endSegment());
        }
        sink.write(film.get(i));
      }
      if (most >= film.size()) {
        sink.finish();
        work.remove();
      }
    }
    return segments;
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, openh264",
    "mp4, mpeg4+b",
    "mkv, mpeg4+b",
    "mov, prores",
    "mkv, ffv1",
    "webm, vp9",
    "mp4, av1",
    "nut, mpeg4+b"
  })
  void interruptedOrNotTheFileIsTheSame(String ending, String encoder) throws IOException {
    boolean alpha = encoder.equals("vp9");
    List<Frame> film = film(alpha);
    Path whole = folder.resolve("whole." + ending);
    Path out = folder.resolve("out." + ending);
    write(whole, film, options(encoder), List.of(), FRAMES);

    List<Segment> done = write(out, film, options(encoder), List.of(), 30);
    assertThat(out).doesNotExist();
    assertThat(done).extracting(Segment::frames).containsExactly(12L, 12L);
    done = write(out, film, options(encoder), done, 37);
    write(out, film, options(encoder), done, FRAMES);

    FileContent.Stream expected = FileContent.of(whole).streams().get(0);
    FileContent.Stream joined = FileContent.of(out).streams().get(0);
    assertThat(joined.data()).isEqualTo(expected.data()).hasSize(FRAMES);
    assertThat(joined.seconds()).isEqualTo(expected.seconds());
    assertThat(TestFrames.read(out)).isEqualTo(TestFrames.read(whole));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(whole, out);
    }
  }

  /** Frames keep their times and content, as in a file that was written in one piece. */
  @ParameterizedTest
  @CsvSource({"mp4, mpeg4+b", "mkv, mpeg4+b", "mp4, openh264", "mkv, ffv1"})
  void timesAreThoseOfTheFrames(String ending, String encoder) {
    List<Frame> film = film(false);
    Path out = folder.resolve("out." + ending);
    write(out, film, options(encoder), List.of(), FRAMES);
    List<Frame> read = TestFrames.read(out);
    assertThat(read).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(read.get(i).time()).as("frame %s", i).isEqualByComparingTo(film.get(i).time());
      assertThat(TestFrames.psnr(read.get(i), film.get(i), 3)).isGreaterThan(30);
    }
  }

  @Test
  void decodingTimesRiseAndNoneComesAfterItsFrame() {
    // Two packets ahead in the first segment, one in the second, after a long gap.
    SegmentReader.Times first =
        new SegmentReader.Times(new long[] {0, 90, 30, 60}, new long[] {-60, -30, 0, 30});
    SegmentReader.Times second =
        new SegmentReader.Times(new long[] {100, 900, 500}, new long[] {-300, 100, 500});
    long[] dts = SegmentJoin.decodingTimes(List.of(first, second));
    assertThat(dts).isSorted().doesNotHaveDuplicates();
    long[] pts = {0, 90, 30, 60, 100, 900, 500};
    for (int i = 0; i < dts.length; i++) {
      assertThat(dts[i]).isLessThanOrEqualTo(pts[i]);
    }
    assertThat(dts).containsExactly(-30, 0, 30, 60, 90, 100, 500);
    SegmentReader.Times plain = new SegmentReader.Times(new long[] {1, 5}, new long[] {1, 5});
    assertThat(SegmentJoin.decodingTimes(List.of(plain))).containsExactly(1, 5);
  }

  @Test
  void soundAndSubtitlesAreCopiedWhileJoining() {
    Path in = folder.resolve("in.mkv");
    new TestMovie(in, "matroska", 2)
        .video(0)
        .tone("aac", "eng", 440)
        .subtitles(AV_CODEC_ID_SUBRIP, "fra", 0.5)
        .make();
    Path whole = folder.resolve("whole.mkv");
    Path out = folder.resolve("out.mkv");
    List<Frame> film = film(false);
    WriteOptions options = options("ffv1").withTracks(TrackCopy.of(in.toString()));
    try (FrameSink sink = Sinks.open(whole, info(false), options)) {
      film.forEach(sink::write);
      sink.finish();
    }
    List<Segment> done = write(out, film, options, List.of(), 20);
    write(out, film, options, done, FRAMES);
    FileContent a = FileContent.of(whole);
    FileContent b = FileContent.of(out);
    for (String codec : List.of("aac", "subrip", "ffv1")) {
      assertThat(b.stream(codec).seconds()).as(codec).isEqualTo(a.stream(codec).seconds());
      assertThat(b.stream(codec).data()).as(codec).isEqualTo(a.stream(codec).data());
    }
  }

  @Test
  void aSegmentThatIsNotAsItWasIsRefused() throws IOException {
    List<Frame> film = film(false);
    Path out = folder.resolve("out.mkv");
    WriteOptions options = options("ffv1");
    List<Segment> done = write(out, film, options, List.of(), 30);
    Path file = WorkFolder.of(out).resolve("segment-000001");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 97) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 16;
      Files.write(file, flipped);
      assertRefused(out, film, options, done, "is not what was written");
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused(out, film, options, done, "is not what was written");
    Files.delete(file);
    assertRefused(out, film, options, done, "is missing");
  }

  private void assertRefused(
      Path out, List<Frame> film, WriteOptions options, List<Segment> done, String how) {
    assertThatThrownBy(() -> write(out, film, options, done, 30))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("segment 1 of an unfinished run")
        .hasMessageContaining(how)
        .hasMessageContaining("start over (-y)");
  }

  @Test
  void whatDoesNotFitIsToldWhenTheOutputIsOpened() {
    assertThatThrownBy(
            () -> write(folder.resolve("a.webm"), film(false), options("ffv1"), List.of(), 1))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("ffv1");
    assertThat(Sinks.growsInSegments(folder.resolve("a.mp4"), WriteOptions.DEFAULTS)).isTrue();
    for (String other : Set.of("a.png", "pictures", "p_%03d.png", "a.txt")) {
      assertThat(Sinks.growsInSegments(folder.resolve(other), WriteOptions.DEFAULTS)).isFalse();
    }
  }
}
