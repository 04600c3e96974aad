package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MOV_TEXT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_SUBRIP;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackCopyTest {
  private static final double MILLISECOND = 0.001;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"mp4, mp4, 0", "mp4, mp4, 10", "mkv, mkv, 0", "mkv, mkv, 20"})
  void tracksArriveAsTheyWere(String from, String to, int firstTick) {
    Path in = film(from, 2, firstTick);
    Path out = folder.resolve("out." + to);

    List<String> notices = copy(in, out, WriteOptions.DEFAULTS.withTracks(TrackCopy.of(in + "")));

    FileContent before = FileContent.of(in);
    FileContent after = FileContent.of(out);
    String subtitles = from.equals("mkv") ? "subrip" : "mov_text";
    for (String codec : List.of("aac", "flac", subtitles)) {
      FileContent.Stream a = before.stream(codec);
      FileContent.Stream b = after.stream(codec);
      assertThat(b.data()).as(codec).isEqualTo(a.data()).isNotEmpty();
      assertThat(b.seconds()).as(codec).isEqualTo(a.seconds());
      assertThat(b.disposition()).as(codec).isEqualTo(a.disposition());
      assertThat(b.metadata()).as(codec).containsEntry("language", a.metadata().get("language"));
    }
    assertThat(after.stream("h264").seconds()).isEqualTo(before.stream("mpeg4").seconds());
    assertThat(after.chapters()).isEqualTo(before.chapters()).hasSize(2);
    assertThat(after.metadata()).containsEntry("title", "A film");
    assertThat(after.metadata()).containsEntry(from.equals("mkv") ? "COMMENT" : "comment", "äöü");
    assertThat(notices).isEmpty();
  }

  @Test
  void soundThatBeginsBeforeZeroMovesNothingInMatroska() {
    Path in = film("mp4", 1, 0);
    Path out = folder.resolve("out.mkv");

    copy(
        in,
        out,
        WriteOptions.DEFAULTS.withTracks(TrackCopy.of(in.toString()).withDropped(Set.of(3))));

    FileContent before = FileContent.of(in);
    FileContent after = FileContent.of(out);
    assertThat(before.stream("aac").seconds().get(0)).isNegative();
    for (String codec : List.of("aac", "flac")) {
      assertThat(after.stream(codec).data()).isEqualTo(before.stream(codec).data());
      assertTimes(after.stream(codec).seconds(), before.stream(codec).seconds());
    }
    assertTimes(after.stream("h264").seconds(), before.stream("mpeg4").seconds());
  }

  @Test
  void tracksLieSideBySideWithThePictures() {
    Path in = film("mkv", 12, 0);
    Path out = folder.resolve("out.mkv");

    copy(in, out, WriteOptions.DEFAULTS.withTracks(TrackCopy.of(in.toString())));

    double before = 0;
    for (double time : FileContent.of(out).secondsInFileOrder()) {
      assertThat(time).isCloseTo(before, within(0.5));
      before = time;
    }
    assertThat(before).isGreaterThan(11.5);
  }

  @Test
  void otherNamesOfMetadataAreKeptToo() {
    Path in =
        new TestMovie(folder.resolve("in.mkv"), "matroska", 0.2)
            .video(0)
            .metadata("title", "A film")
            .metadata("CAMERA", "number 5")
            .make();
    Path out = folder.resolve("out.mp4");

    copy(in, out, WriteOptions.DEFAULTS.withTracks(TrackCopy.of(in.toString())));

    assertThat(FileContent.of(out).metadata())
        .containsAllEntriesOf(Map.of("title", "A film", "CAMERA", "number 5"));
  }

  @Test
  void aTrackThatTheContainerCannotHoldIsNamedWithTheWaysOut() {
    Path in = film("mkv", 0.5, 0);
    Path out = folder.resolve("sub/out.mp4");
    WriteOptions options = WriteOptions.DEFAULTS.withTracks(TrackCopy.of(in.toString()));

    MediaException e = TestFrames.refusal(() -> copy(in, out, options));

    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(e)
        .hasMessageContainingAll("track 3 (subtitle, subrip, fra)", "--drop-track 3", ".mkv");
    assertThat(folder.resolve("sub")).doesNotExist();

    copy(
        in,
        out,
        WriteOptions.DEFAULTS.withTracks(TrackCopy.of(in.toString()).withDropped(Set.of(3))));
    assertThat(FileContent.of(out).streams()).extracting("codec").contains("aac", "flac");
  }

  @Test
  void whetherAContainerHoldsATrackIsTriedNotGuessed() {
    Path in = film("mp4", 0.5, 0);
    WriteOptions options = WriteOptions.DEFAULTS.withTracks(TrackCopy.of(in.toString()));

    MediaException e = TestFrames.refusal(() -> copy(in, folder.resolve("out.mov"), options));

    assertThat(e).hasMessageContainingAll("track 2 (audio, flac, deu)", "mov", "--drop-track 2");
  }

  @Test
  void droppedTracksAreLeftOutAndMustExist() {
    Path in = film("mkv", 0.5, 0);
    TrackCopy all = TrackCopy.of(in.toString());

    copy(
        in,
        folder.resolve("out.mkv"),
        WriteOptions.DEFAULTS.withTracks(all.withDropped(Set.of(1, 3))));

    assertThat(FileContent.of(folder.resolve("out.mkv")).streams())
        .extracting("codec")
        .containsExactly("h264", "flac");
    for (int wrong : new int[] {0, 4}) {
      WriteOptions options = WriteOptions.DEFAULTS.withTracks(all.withDropped(Set.of(wrong)));
      assertThat(TestFrames.refusal(() -> copy(in, folder.resolve("b.mkv"), options)))
          .hasMessageContaining("--drop-track " + wrong);
    }
  }

  @Test
  void allTracksOfAKindAreLeftOutWhereThereAreAny() {
    Path in = film("mkv", 0.5, 0);
    TrackCopy all = TrackCopy.of(in.toString());
    Path silent = folder.resolve("silent.mkv");

    copy(
        in,
        silent,
        WriteOptions.DEFAULTS.withTracks(all.withDroppedKinds(Set.of(TrackKind.AUDIO))));
    copy(
        silent,
        folder.resolve("bare.mkv"),
        WriteOptions.DEFAULTS.withTracks(
            TrackCopy.of(silent.toString())
                .withDroppedKinds(Set.of(TrackKind.AUDIO, TrackKind.SUBTITLE))));

    assertThat(FileContent.of(silent).streams())
        .extracting("codec")
        .containsExactly("h264", "subrip");
    assertThat(FileContent.of(folder.resolve("bare.mkv")).streams())
        .extracting("codec")
        .containsExactly("h264");
  }

  @Test
  void aRangeIsCutAlikeFromAllTracks() {
    Path in = film("mkv", 4, 0);
    Path out = folder.resolve("out.mkv");
    Duration start = Duration.ofSeconds(1);
    Duration end = Duration.ofSeconds(3);
    TrackCopy copy = TrackCopy.of(in.toString()).withRange(start, Optional.of(end));

    try (FrameSource source =
            Sources.open(in.toString(), ReadOptions.DEFAULTS.withStart(start).withEnd(end));
        FrameSink sink = Sinks.open(out, source.info(), WriteOptions.DEFAULTS.withTracks(copy))) {
      writeAll(source, sink);
    }

    FileContent before = FileContent.of(in);
    FileContent after = FileContent.of(out);
    // The file begins with the first sound, 21 ms before the first picture.
    double shift =
        before.stream("mpeg4").seconds().stream().filter(t -> t >= 0.979).findFirst().get();
    List<Double> video = after.stream("h264").seconds();
    assertThat(video.get(0)).isZero();
    assertThat(video).hasSizeBetween(49, 51);
    for (String codec : List.of("aac", "flac")) {
      List<FileContent.Packet> kept =
          before.stream(codec).packets().stream()
              .filter(p -> p.time().seconds() >= shift && p.time().seconds() < 2.979)
              .toList();
      assertThat(after.stream(codec).data())
          .isEqualTo(kept.stream().map(FileContent.Packet::data).toList());
      assertTimes(
          after.stream(codec).seconds(),
          kept.stream().map(p -> p.time().seconds() - shift).toList());
    }
    // Shown from 0.5 to 1.5 s, 1.5 to 2.5, and 2.5 to 3.5.
    assertTimes(after.stream("subrip").seconds(), List.of(0.0, 1.5 - shift, 2.5 - shift));
    assertThat(after.stream("subrip").packets().get(0).duration().seconds())
        .isCloseTo(1.5 - shift, within(MILLISECOND));
    assertThat(after.chapters()).hasSize(2);
    assertThat(after.chapters().get(0).start()).isZero();
    assertThat(after.chapters().get(1).start()).isCloseTo(2 - 0.979, within(2 * MILLISECOND));
    assertThat(after.chapters().get(1).end()).isCloseTo(2, within(2 * MILLISECOND));
  }

  @Test
  void turningIsDoneOnce() {
    Path in = new TestMovie(folder.resolve("in.mov"), "mov", 0.2).video(0).turned().make();
    Path out = folder.resolve("out.mov");
    assertThat(TestFrames.infoOf(in).rotationDegrees()).isNotZero();

    copy(in, out, WriteOptions.DEFAULTS.withTracks(TrackCopy.of(in.toString())));

    StreamInfo info = TestFrames.infoOf(out);
    assertThat(info.rotationDegrees()).isZero();
    assertThat(List.of(info.width(), info.height())).containsExactly(48, 64);
  }

  @Test
  void picturesHaveNoOtherTracks() {
    StreamInfo info = TestFrames.plain(64, 48);
    WriteOptions options = WriteOptions.DEFAULTS.withTracks(TrackCopy.of(folder.toString()));

    TestFrames.write(folder.resolve("out.mp4"), info, TestFrames.softFrames(info, 2), options);

    assertThat(FileContent.of(folder.resolve("out.mp4")).streams()).hasSize(1);
  }

  private Path film(String extension, double seconds, int firstTick) {
    boolean matroska = extension.equals("mkv");
    return new TestMovie(
            folder.resolve("in." + extension), matroska ? "matroska" : extension, seconds)
        .video(firstTick)
        .tone("aac", "eng", 440)
        .tone("flac", "deu", 660)
        .subtitles(matroska ? AV_CODEC_ID_SUBRIP : AV_CODEC_ID_MOV_TEXT, "fra", 0.5)
        .chapters()
        .metadata("title", "A film")
        .metadata("comment", "äöü")
        .make();
  }

  private static List<String> copy(Path in, Path out, WriteOptions options) {
    try (FrameSource source = Sources.open(in.toString(), ReadOptions.DEFAULTS);
        FrameSink sink = Sinks.open(out, source.info(), options.withThreads(1))) {
      writeAll(source, sink);
      return sink.notices();
    }
  }

  private static void writeAll(FrameSource source, FrameSink sink) {
    for (Frame frame = source.next(); frame != null; frame = source.next()) {
      sink.write(frame);
    }
    sink.finish();
  }

  private static void assertTimes(List<Double> actual, List<Double> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).isCloseTo(expected.get(i), within(MILLISECOND));
    }
  }
}
