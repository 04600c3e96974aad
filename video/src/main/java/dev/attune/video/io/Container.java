package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of files that hold a video and other tracks. */
enum Container {
  /** MPEG-4; any time base exactly. */
  MP4("mp4", "mp4 m4v", true),
  /** QuickTime; any time base exactly. */
  MOV("mov", "mov qt", true),
  /** Matroska; holds everything, times in whole milliseconds. */
  MATROSKA("matroska", "mkv mk3d", false),
  /** WebM; AV1 and VP9, Opus and Vorbis only; times in whole milliseconds. */
  WEBM("webm", "webm", false),
  /** FFmpeg's own, for pipes; any time base exactly. */
  NUT("nut", "nut", true);

  private final String muxer;
  private final String extensions;
  private final boolean exactTimes;

  Container(String muxer, String extensions, boolean exactTimes) {
    this.muxer = muxer;
    this.extensions = extensions;
    this.exactTimes = exactTimes;
  }

  /** FFmpeg's name of its muxer. */
  String muxer() {
    return muxer;
  }

  /** The ending that its files usually have, with the dot. */
  String usualExtension() {
    return "." + extensions().get(0);
  }

  private List<String> extensions() {
    return List.of(extensions.split(" "));
  }

  /** Whether any time base is kept; otherwise times are rounded to milliseconds. */
  boolean exactTimes() {
    return exactTimes;
  }

  /** Whether this is MP4 or its ancestor, which share their settings. */
  boolean isMov() {
    return this == MP4 || this == MOV;
  }

  /** Whether this is Matroska or its subset, which share their settings. */
  boolean isMatroska() {
    return this == MATROSKA || this == WEBM;
  }

  /** The container that a file name ends in; empty where it is none of them. */
  static Optional<Container> of(Path file) {
    String extension = extension(file);
    return Arrays.stream(values()).filter(c -> c.extensions().contains(extension)).findFirst();
  }

  /**
   * The container with this name of FFmpeg's.
   *
   * @throws MediaException when there is none
   */
  static Container named(String muxer) {
    return Arrays.stream(values())
        .filter(c -> c.muxer.equals(muxer))
        .findFirst()
        .orElseThrow(
            () ->
                new MediaException(
                    Kind.UNSUPPORTED,
                    "container "
                        + muxer
                        + " is not known; allowed are "
                        + Arrays.stream(values())
                            .map(Container::muxer)
                            .collect(Collectors.joining(", "))));
  }

  /** What follows the last dot of a file's name, in small letters; empty where there is no dot. */
  static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** All name endings, for messages. */
  static String allExtensions() {
    return Arrays.stream(values())
        .flatMap(c -> c.extensions().stream())
        .map(e -> "." + e)
        .collect(Collectors.joining(" "));
  }
}
