package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_IGNORE_SUFFIX;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc_array;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Copies what a container says besides its packets: metadata and chapters. */
final class HeadCopier {
  // What is true of the old file only.
  private static final List<String> OF_THE_FILE =
      List.of("major_brand", "minor_version", "compatible_brands", "encoder");
  private static final List<String> OF_THE_OLD_VIDEO =
      List.of("encoder", "rotate", "vendor_id", "BPS", "DURATION", "NUMBER_OF_", "_STATISTICS_");
  private static final List<String> OF_MOV = List.of("handler_name", "vendor_id");
  // QuickTime's numbers of languages go by the bibliographic codes of ISO 639-2, where there are
  // two.
  private static final Map<String, String> MOV_LANGUAGES =
      Map.ofEntries(
          Map.entry("bod", "tib"),
          Map.entry("ces", "cze"),
          Map.entry("cym", "wel"),
          Map.entry("deu", "ger"),
          Map.entry("ell", "gre"),
          Map.entry("eus", "baq"),
          Map.entry("fas", "per"),
          Map.entry("fra", "fre"),
          Map.entry("hye", "arm"),
          Map.entry("isl", "ice"),
          Map.entry("kat", "geo"),
          Map.entry("mkd", "mac"),
          Map.entry("msa", "may"),
          Map.entry("mya", "bur"),
          Map.entry("nld", "dut"),
          Map.entry("ron", "rum"),
          Map.entry("slk", "slo"),
          Map.entry("sqi", "alb"),
          Map.entry("zho", "chi"));
  // The names that MP4 has a place for; others need the key-value form of QuickTime.
  private static final Set<String> MP4_NAMES =
      Set.of(
          "title",
          "artist",
          "album_artist",
          "composer",
          "album",
          "date",
          "comment",
          "genre",
          "copyright",
          "grouping",
          "lyrics",
          "description",
          "synopsis",
          "show",
          "episode_id",
          "network",
          "keywords",
          "episode_sort",
          "season_number",
          "media_type",
          "hd_video",
          "gapless_playback",
          "compilation",
          "track",
          "disc",
          "creation_time");

  private HeadCopier() {}

  /** Copies the metadata of the file. */
  static void copyMetadata(AVFormatContext from, AVFormatContext to) {
    to.metadata(copy(from.metadata(), OF_THE_FILE));
  }

  /** Copies the metadata and disposition of the video stream, whose packets are new. */
  static void copyVideoMetadata(AVStream from, AVStream to, Container container) {
    List<String> leftOut = new ArrayList<>(OF_THE_OLD_VIDEO);
    leftOut.addAll(container.isMov() ? List.of() : OF_MOV);
    to.metadata(copy(from.metadata(), leftOut));
    to.disposition(from.disposition());
  }

  /** The metadata of a track that is copied, for the copy, which then owns it. */
  static AVDictionary trackMetadata(AVStream from, Container container) {
    AVDictionary metadata = copy(from.metadata(), container.isMov() ? List.of() : OF_MOV);
    AVDictionaryEntry language = av_dict_get(metadata, "language", null, 0);
    String other = language == null ? null : MOV_LANGUAGES.get(language.value().getString());
    if (container == Container.MOV && other != null) {
      av_dict_set(metadata, "language", other, 0);
    }
    return metadata;
  }

  /**
   * Whether an MP4 file can do with its own names of metadata: where it must, since it holds a
   * cover, or where all have one.
   */
  static boolean hasOnlyMp4Names(AVFormatContext file) {
    for (int i = 0; i < file.nb_streams(); i++) {
      if (TrackFit.isCover(file.streams(i))) {
        return true;
      }
    }
    return areMp4Names(file.metadata());
  }

  /** Whether MP4 has a place of its own for each name of a file's metadata that is copied. */
  static boolean fitsMp4(AVFormatContext file) {
    AVDictionary copied = copy(file.metadata(), OF_THE_FILE);
    try {
      return areMp4Names(copied);
    } finally {
      av_dict_free(copied);
    }
  }

  private static boolean areMp4Names(AVDictionary metadata) {
    AVDictionaryEntry entry = av_dict_iterate(metadata, null);
    while (entry != null) {
      if (!MP4_NAMES.contains(entry.key().getString().toLowerCase(Locale.ROOT))) {
        return false;
      }
      entry = av_dict_iterate(metadata, entry);
    }
    return true;
  }

  /**
   * Copies the chapters that lie between two times of the input, in times of the output.
   *
   * @param start becomes 0
   * @param end null where all that follows is kept
   */
  static void copyChapters(
      AVFormatContext from, AVFormatContext to, Timestamp start, Timestamp end) {
    List<AVChapter> kept = new ArrayList<>();
    for (int i = 0; i < from.nb_chapters(); i++) {
      AVChapter chapter = from.chapters(i);
      Rational base = Ffmpeg.rational(chapter.time_base(), Rational.ONE);
      long shift = start.in(base).ticks();
      long last = end == null ? Long.MAX_VALUE : end.in(base).ticks();
      if (chapter.end() <= shift || chapter.start() >= last) {
        continue;
      }
      AVChapter copy = new AVChapter(av_mallocz(new AVChapter().sizeof()));
      copy.id(chapter.id());
      copy.time_base(chapter.time_base());
      copy.start(Math.max(0, chapter.start() - shift));
      copy.end(Math.min(last, chapter.end()) - shift);
      copy.metadata(copy(chapter.metadata(), List.of()));
      kept.add(copy);
    }
    if (kept.isEmpty()) {
      return;
    }
    // The context frees the array and the chapters.
    PointerPointer<Pointer> array = new PointerPointer<>(av_malloc_array(kept.size(), Long.BYTES));
    for (int i = 0; i < kept.size(); i++) {
      array.put(i, kept.get(i));
    }
    to.chapters(array);
    to.nb_chapters(kept.size());
  }

  private static AVDictionary copy(AVDictionary from, List<String> leftOutPrefixes) {
    AVDictionary copy = new AVDictionary(null);
    av_dict_copy(copy, from, 0);
    for (String prefix : leftOutPrefixes) {
      AVDictionaryEntry entry = av_dict_get(copy, prefix, null, AV_DICT_IGNORE_SUFFIX);
      while (entry != null) {
        av_dict_set(copy, entry.key().getString(), (String) null, 0);
        entry = av_dict_get(copy, prefix, null, AV_DICT_IGNORE_SUFFIX);
      }
    }
    return copy;
  }
}
