package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.pipelines.cli.TestDeblur.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever travels with the pictures arrives, as the system's own ffprobe sees it. */
class AllTracksTest {
  private static final List<String> PICTURES =
      List.of("-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25:duration=3");
  private static final String META =
      """
      ;FFMETADATA1
      title=A film
      [CHAPTER]
      TIMEBASE=1/1000
      START=0
      END=1000
      title=One
      [CHAPTER]
      TIMEBASE=1/1000
      START=1000
      END=3000
      title=Two
      """;
  private static final String TEXT =
      """
      1
      00:00:00,200 --> 00:00:01,000
      Hello

      2
      00:00:01,200 --> 00:00:02,400
      World
      """;

  @TempDir static Path shared;
  private static TestDeblur runs;
  private static Path film;
  private static Path movie;
  private static Path quicktime;

  @TempDir Path folder;

  @BeforeAll
  static void makeMedia() throws IOException {
    FfmpegProgram.assumePresent();
    runs = TestDeblur.in(shared);
    Path font = Files.writeString(shared.resolve("font.ttf"), "letters");
    film =
        make(
            "film.mkv",
            List.of("-map", "3", "-c:s", "srt", "-metadata:s:s:0", "language=fra"),
            List.of("-disposition:s:0", "forced", "-attach", font.toString()),
            List.of("-metadata:s:t:0", "mimetype=font/ttf"));
    movie =
        make(
            "movie.mp4",
            List.of("-map", "3", "-c:s", "mov_text", "-metadata:s:s:0", "language=fra"));
    quicktime = make("quicktime.mov");
  }

  /** Pictures, two sounds, chapters and a timecode, and what else is asked for. */
  @SafeVarargs
  private static Path make(String name, List<String>... more) throws IOException {
    Path text = Files.writeString(shared.resolve("text.srt"), TEXT);
    Path meta = Files.writeString(shared.resolve("meta.txt"), META);
    List<String> all = new ArrayList<>(PICTURES);
    all.addAll(List.of("-f", "lavfi", "-i", "sine=440:duration=3"));
    all.addAll(List.of("-f", "lavfi", "-i", "sine=880:duration=3"));
    all.addAll(List.of("-i", text.toString(), "-i", meta.toString()));
    all.addAll(List.of("-map", "0", "-map", "1", "-map", "2", "-map_metadata", "4"));
    all.addAll(List.of("-map_chapters", "4", "-c:v", "mpeg4", "-c:a", "aac"));
    all.addAll(List.of("-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu"));
    all.addAll(List.of("-disposition:a:1", "comment", "-timecode", "01:00:00:00"));
    for (List<String> each : more) {
      all.addAll(each);
    }
    return FfmpegProgram.make(shared.resolve(name), all.toArray(String[]::new));
  }

  private Path restored(Path input, String... options) {
    Path out = folder.resolve(input.getFileName());
    String[] all = new String[options.length + 1];
    System.arraycopy(options, 0, all, 1, options.length);
    all[0] = "--adapt=off";
    Result result = runs.run(input, out, all);
    assertThat(result.code()).as(result.err()).isZero();
    return out;
  }

  /** All streams but the restored one, by what must not change of them. */
  private static Map<String, List<String>> inventory(JsonNode probe) {
    Map<String, List<String>> streams = new TreeMap<>();
    for (JsonNode stream : probe.get("streams")) {
      int index = stream.get("index").asInt();
      if (index == 0) {
        continue;
      }
      String type = stream.get("codec_type").asText();
      List<String> facts = new ArrayList<>();
      for (String path :
          List.of(
              "/codec_name",
              "/codec_tag_string",
              "/tags/language",
              "/tags/filename",
              "/tags/mimetype",
              "/disposition/default",
              "/disposition/forced",
              "/disposition/comment")) {
        facts.add(stream.at(path).asText());
      }
      if (type.equals("attachment") || type.equals("audio")) {
        facts.add(stream.get("extradata_hash").asText());
      }
      streams.put(type + " " + String.join(" ", facts), FfmpegProgram.packets(probe, index));
    }
    return streams;
  }

  private static List<String> chapters(JsonNode probe) {
    List<String> chapters = new ArrayList<>();
    probe
        .get("chapters")
        .forEach(
            c ->
                chapters.add(
                    c.get("start_time") + " " + c.get("end_time") + " " + c.at("/tags/title")));
    return chapters;
  }

  private static void assertSameTracks(Path input, Path output) {
    JsonNode before = FfmpegProgram.probe(input);
    JsonNode after = FfmpegProgram.probe(output);
    assertThat(inventory(after)).isEqualTo(inventory(before)).hasSizeGreaterThan(2);
    assertThat(FfmpegProgram.packets(after, 0)).hasSameSizeAs(FfmpegProgram.packets(before, 0));
    assertThat(chapters(after)).isEqualTo(chapters(before)).hasSize(2);
    assertThat(timecode(after)).isEqualTo("01:00:00:00");
    assertThat(after.at("/format/tags/title").asText()).isEqualTo("A film");
  }

  /** Of the file or of its pictures. */
  private static String timecode(JsonNode probe) {
    String text = probe.at("/format/tags/TIMECODE").asText();
    return text.isEmpty() ? probe.at("/streams/0/tags/timecode").asText() : text;
  }

  @Test
  void matroskaKeepsSoundsSubtitlesChaptersAttachmentAndTimecode() {
    assertThat(inventory(FfmpegProgram.probe(film)).keySet())
        .hasSize(4)
        .anyMatch(s -> s.startsWith("attachment") && s.contains("font.ttf font/ttf"));
    assertSameTracks(film, restored(film));
  }

  @Test
  void mp4KeepsSoundsSubtitlesChaptersAndTimecode() {
    assertThat(inventory(FfmpegProgram.probe(movie)).keySet()).anyMatch(s -> s.contains(" tmcd "));
    assertSameTracks(movie, restored(movie));
  }

  @Test
  void quickTimeKeepsSoundsChaptersAndTimecode() {
    assertThat(inventory(FfmpegProgram.probe(quicktime)).keySet())
        .anyMatch(s -> s.contains(" tmcd "));
    assertSameTracks(quicktime, restored(quicktime));
  }

  @ParameterizedTest
  @CsvSource({
    "cover.mp4, cover.mp4",
    "cover.mp4, cover.mkv",
    "cover.mkv, cover.mkv",
    "cover.mkv, cover.mp4"
  })
  void aCoverStaysACover(String from, String to) throws IOException {
    Path picture =
        FfmpegProgram.make(
            shared.resolve("c.png"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=32x32:rate=1:duration=1",
            "-frames:v",
            "1");
    Path in = shared.resolve(from);
    List<String> all = new ArrayList<>(PICTURES);
    if (from.endsWith("mp4")) {
      all.addAll(List.of("-i", picture.toString(), "-map", "0", "-map", "1", "-c:v:0", "mpeg4"));
      all.addAll(List.of("-c:v:1", "copy", "-disposition:v:1", "attached_pic"));
    } else {
      all.addAll(List.of("-c:v", "mpeg4", "-attach", picture.toString()));
      all.addAll(List.of("-metadata:s:t:0", "mimetype=image/png"));
      all.addAll(List.of("-metadata:s:t:0", "filename=cover.png", "-metadata", "CAMERA=five"));
    }
    FfmpegProgram.make(in, all.toArray(String[]::new));
    Path out = folder.resolve(to);
    Result result = runs.run(in, out, "--adapt=off");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode before = FfmpegProgram.probe(in);
    JsonNode after = FfmpegProgram.probe(out);
    boolean cramped = from.endsWith("mkv") && to.endsWith("mp4");
    assertThat(result.out().contains("beside a cover")).as(result.out()).isEqualTo(cramped);
    assertThat(after.get("streams")).hasSize(2);
    assertThat(after.at("/streams/1/disposition/attached_pic").asInt()).isEqualTo(1);
    assertThat(hash(after)).isEqualTo(hash(before)).isNotEmpty();
  }

  private static String hash(JsonNode probe) {
    for (JsonNode packet : probe.get("packets")) {
      if (packet.get("stream_index").asInt() == 1) {
        return packet.get("data_hash").asText();
      }
    }
    return "";
  }

  @Test
  void aSecondPictureTrackIsCopied() {
    List<String> all = new ArrayList<>(PICTURES);
    all.addAll(List.of("-f", "lavfi", "-i", "testsrc=size=32x32:rate=10:duration=3"));
    all.addAll(List.of("-map", "0", "-map", "1", "-c:v", "mpeg4"));
    Path in = FfmpegProgram.make(shared.resolve("two.mkv"), all.toArray(String[]::new));
    Path out = restored(in);
    assertThat(FfmpegProgram.packets(FfmpegProgram.probe(out), 1))
        .isEqualTo(FfmpegProgram.packets(FfmpegProgram.probe(in), 1))
        .hasSize(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "film.mkv  | out.mp4  | track 3 (subtitle, subrip, fra) | --drop-track 3 | .mkv",
        "film.mkv  | out.mp4  | track 4 (attachment, | --drop-track 4 | .mkv",
        "film.mkv  | out.webm | track 1 (audio, aac, eng) | --drop-track 1 | .mp4 or .mov or .mkv",
        "movie.mp4 | out.mkv  | track 3 (subtitle, mov_text, fra) | --drop-track 3 | .mp4 or .mov",
      })
  void whatTheContainerCannotHoldIsNamedWithTheWaysOut(
      String input, String output, String track, String option, String container) {
    Path in = shared.resolve(input);
    Path out = folder.resolve(output);
    String[] options =
        track.contains("attachment")
            ? new String[] {"--adapt=off", "--drop-track=subtitle"}
            : new String[] {"--adapt=off"};
    Result result = runs.run(in, out, options);
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(track, option, "another container", container);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void dataThatNobodyCanDescribeIsRefusedNotWrittenEmpty() throws IOException {
    // The timecode's description gets a name that FFmpeg knows nothing of, as phones have them.
    String bytes = Files.readString(quicktime, StandardCharsets.ISO_8859_1);
    int at = -1;
    for (int stsd = bytes.indexOf("stsd"); stsd >= 0; stsd = bytes.indexOf("stsd", stsd + 1)) {
      if (bytes.startsWith("tmcd", stsd + 16)) {
        at = stsd + 16;
      }
    }
    String odd = bytes.substring(0, at) + "mebx" + bytes.substring(at + 4);
    Path in = folder.resolve("phone.mov");
    Files.writeString(in, odd, StandardCharsets.ISO_8859_1);
    for (String output : List.of("out.mov", "out.mp4", "out.mkv")) {
      Path out = folder.resolve(output);
      Result result = runs.run(in, out, "--adapt=off");
      assertThat(result.code()).as(result.err()).isEqualTo(2);
      assertThat(result.err()).contains("(data, none", "cannot be held", "--drop-track");
      assertThat(out).doesNotExist();
      Result dropped = runs.run(in, out, "--adapt=off", "--drop-track=data");
      assertThat(dropped.code()).as(dropped.err()).isZero();
    }
  }

  @Test
  void aCutBeginsWithTheTimecodeOfItsFirstPicture() {
    Path out = restored(movie, "-ss", "1.2");
    JsonNode probe = FfmpegProgram.probe(out);
    assertThat(timecode(probe)).isEqualTo("01:00:01:05");
    Path cut = folder.resolve("cut.mov");
    assertThat(runs.run(quicktime, cut, "--adapt=off", "-ss", "2").code()).isZero();
    assertThat(timecode(FfmpegProgram.probe(cut))).isEqualTo("01:00:02:00");
  }

  @Test
  void languagesAreKeptInQuickTimeToo() {
    Path out = folder.resolve("out.mov");
    Result result = runs.run(film, out, "--adapt=off", "--drop-track=3", "--drop-track=attachment");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("track 2 (audio, aac, deu) loses its marks");
    JsonNode probe = FfmpegProgram.probe(out);
    assertThat(probe.at("/streams/1/tags/language").asText()).isEqualTo("eng");
    assertThat(probe.at("/streams/2/tags/language").asText()).isEqualTo("ger");
  }

  @Test
  void editListsAndLateStartsAreHonoured() {
    // Sound that begins half a second late, pictures whose first ones an edit list takes away.
    List<String> all = new ArrayList<>(PICTURES);
    all.addAll(List.of("-itsoffset", "0.5", "-f", "lavfi", "-i", "sine=440:duration=2"));
    all.addAll(List.of("-map", "0", "-map", "1", "-c:v", "mpeg4", "-g", "50", "-c:a", "aac"));
    Path whole = FfmpegProgram.make(shared.resolve("whole.mp4"), all.toArray(String[]::new));
    Path cut =
        FfmpegProgram.make(
            shared.resolve("edit.mp4"), "-ss", "1", "-i", whole.toString(), "-c", "copy");
    for (Path in : List.of(whole, cut)) {
      Path out = restored(in);
      JsonNode before = FfmpegProgram.probe(in);
      JsonNode after = FfmpegProgram.probe(out);
      for (int stream = 0; stream < 2; stream++) {
        assertThat(after.at("/streams/" + stream + "/start_time").asDouble())
            .as("%s, track %d", in.getFileName(), stream)
            .isCloseTo(before.at("/streams/" + stream + "/start_time").asDouble(), within(0.001));
      }
    }
  }
}
