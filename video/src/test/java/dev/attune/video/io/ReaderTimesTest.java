package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderTimesTest {
  private static final ReadOptions PLAIN = ReadOptions.DEFAULTS.withLookAhead(0);

  @TempDir Path folder;

  /** The two halves of every frame tell its number, coarsely enough for a lossy codec. */
  private static TestClip numbered(String codec) {
    return TestClip.of(codec, "yuv420p", 32, 16)
        .color(5, 1)
        .samples(
            (frame, plane, y, x) -> plane == 0 ? 24 + 24 * (x < 16 ? frame / 8 : frame % 8) : 128);
  }

  private static List<Frame> readAll(Path file, ReadOptions options) {
    List<Frame> frames = new ArrayList<>();
    try (FrameSource source = Sources.open(file.toString(), options)) {
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static List<Long> ticks(List<Frame> frames) {
    return frames.stream().map(frame -> frame.time().ticks()).toList();
  }

  private static List<Integer> numbers(List<Frame> frames) {
    return frames.stream().map(frame -> 8 * digit(frame, 8) + digit(frame, 24)).toList();
  }

  private static int digit(Frame frame, int x) {
    double luma = 16 + frame.sample(1, 8, x) * 219 / 255.0;
    return (int) Math.round((luma - 24) / 24);
  }

  @Test
  void constantRateOfThirtyThousandPerThousandAndOneIsExact() {
    Path clip = numbered("ffv1").timeBase(1, 30_000).frames(7, 1001).write(folder.resolve("c.mov"));
    List<Frame> frames = readAll(clip, PLAIN);
    assertThat(ticks(frames)).containsExactly(0L, 1001L, 2002L, 3003L, 4004L, 5005L, 6006L);
    assertThat(frames).allMatch(f -> f.time().timeBase().equals(new Rational(1, 30_000)));
    assertThat(frames).extracting(Frame::index).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(frames.get(2).duration()).isEqualTo(new Timestamp(1001, new Rational(1, 30_000)));
  }

  @Test
  void variableRateAndItsOffsetAreKept() {
    Path clip =
        numbered("ffv1").stamps(1470, 1480, 1555, 1556, 2900).write(folder.resolve("v.mkv"));
    List<Frame> frames = readAll(clip, PLAIN);
    assertThat(ticks(frames)).containsExactly(1470L, 1480L, 1555L, 1556L, 2900L);
    assertThat(numbers(frames)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void negativeTimesAreKept() {
    Path clip =
        numbered("mpeg2video")
            .timeBase(1, 25)
            .muxerOption("avoid_negative_ts", "disabled")
            .muxerOption("mpegts_copyts", "1")
            .stamps(-4, -3, -2, -1, 0, 1)
            .write(folder.resolve("n.ts"));
    List<Frame> frames = readAll(clip, PLAIN);
    assertThat(ticks(frames)).containsExactly(-14400L, -10800L, -7200L, -3600L, 0L, 3600L);
    assertThat(numbers(frames)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void repeatedAndUnorderedTimesBecomeIncreasingAndNoFrameIsLost() {
    Path clip =
        numbered("ffv1").packetStamps(0, 40, 40, 30, 120, 160).write(folder.resolve("u.mkv"));
    try (FrameSource source = Sources.open(clip.toString(), PLAIN)) {
      List<Frame> frames = new ArrayList<>();
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
      assertThat(ticks(frames)).containsExactly(0L, 40L, 41L, 42L, 120L, 160L);
      assertThat(numbers(frames)).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(source.report().notices())
          .singleElement()
          .asString()
          .contains("not after its predecessor", "2 times", "frame 2");
    }
  }

  @Test
  void aClockThatStartsAgainGoesOn() {
    Path clip =
        numbered("ffv1")
            .packetStamps(90_000, 90_040, 90_080, 0, 40, 80)
            .write(folder.resolve("r.mkv"));
    List<Long> ticks = ticks(readAll(clip, PLAIN));
    assertThat(ticks).startsWith(90_000L, 90_040L, 90_080L).hasSize(6).isSorted();
    assertThat(ticks.get(4) - ticks.get(3)).isEqualTo(40);
    assertThat(ticks.get(5)).isLessThan(91_000);
  }

  @Test
  void reorderedPicturesComeInTheOrderOfPresentation() {
    Path clip = numbered("mpeg2video").timeBase(1, 25).frames(25, 1).write(folder.resolve("b.mkv"));
    List<Frame> frames = readAll(clip, PLAIN);
    assertThat(numbers(frames)).containsExactlyElementsOf(IntStream.range(0, 25).boxed().toList());
    assertThat(ticks(frames)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aRangeGivesTheSameFramesAsReadingAll() {
    Path clip =
        numbered("mpeg2video")
            .keyFrameEvery(10)
            .timeBase(1, 25)
            .frames(60, 1)
            .write(folder.resolve("s.mkv"));
    List<Frame> all = readAll(clip, PLAIN);
    for (int first : new int[] {0, 1, 9, 10, 11, 35, 59}) {
      Duration start = all.get(first).time().toDuration();
      List<Frame> part = readAll(clip, PLAIN.withStart(start));
      assertThat(ticks(part)).isEqualTo(ticks(all.subList(first, 60)));
      assertThat(part.get(0).data()).isEqualTo(all.get(first).data());
      assertThat(part.get(0).index()).isZero();
    }
    List<Frame> middle =
        readAll(clip, PLAIN.withStart(Duration.ofMillis(800)).withEnd(Duration.ofMillis(1200)));
    assertThat(numbers(middle)).containsExactly(20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  }

  @Test
  void aRangeCountsFromTheBeginningOfTheInput() {
    Path clip = numbered("ffv1").stamps(5000, 5040, 5080, 5120).write(folder.resolve("o.mkv"));
    List<Frame> part =
        readAll(clip, PLAIN.withStart(Duration.ofMillis(40)).withEnd(Duration.ofMillis(120)));
    assertThat(ticks(part)).containsExactly(5040L, 5080L);
  }

  @Test
  void aRangeBehindTheEndIsEmptyAndNoDamage() {
    Path clip = numbered("ffv1").frames(5, 40).write(folder.resolve("e.mkv"));
    try (FrameSource source =
        Sources.open(clip.toString(), PLAIN.withStart(Duration.ofSeconds(50)))) {
      assertThat(source.next()).isNull();
      assertThat(source.report().clean()).isTrue();
    }
  }
}
