package dev.attune.pipelines.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The name that an input gives to its output.
 *
 * @param name for pictures that of their folder, otherwise the last part of a path or URL with an
 *     ending that can be written
 * @param stem the same without its ending
 * @param ext the ending with its dot; empty for pictures
 */
record InputName(String name, String stem, String ext) {
  /** Endings of videos that can be written; others become Matroska, which holds everything. */
  static final Set<String> VIDEOS = Set.of("mp4", "m4v", "mov", "mkv", "webm", "nut");

  private static final String USUAL = ".mkv";

  /** Of an input as the user named it. */
  static InputName of(String input) {
    String path = isUrl(input) ? input.replaceFirst("[?#].*", "") : input;
    path = path.replaceFirst("/+$", "");
    if (isPictures(input)) {
      if (!Files.isDirectory(Path.of(input))) {
        path = path.contains("/") ? path.replaceFirst("/[^/]*$", "") : "pictures";
      }
      // A name with an ending would be taken for that of a file.
      String folder = path.replaceFirst(".*/", "").replace('.', '_');
      return new InputName(folder, folder, "");
    }
    String last = path.replaceFirst(".*/", "");
    if (last.isEmpty()) {
      last = "video";
    }
    int dot = last.lastIndexOf('.');
    String stem = dot <= 0 ? last : last.substring(0, dot);
    String ext = dot <= 0 ? "" : last.substring(dot);
    boolean writable = !ext.isEmpty() && VIDEOS.contains(ext.substring(1).toLowerCase(Locale.ROOT));
    return writable ? new InputName(last, stem, ext) : new InputName(last + USUAL, stem, USUAL);
  }

  /** What may stand in a template. */
  Map<String, String> fields() {
    return Map.of("name", name, "stem", stem, "ext", ext);
  }

  /** Whether an input is a folder or a pattern of pictures. */
  static boolean isPictures(String input) {
    return !isUrl(input)
        && (Files.isDirectory(Path.of(input))
            || (input.matches(".*[*?\\[{].*") && !Files.exists(Path.of(input))));
  }

  private static boolean isUrl(String input) {
    return input.matches("(?i)[a-z][a-z0-9+.-]+://.*");
  }
}
