package dev.attune.pipelines.cli;

import dev.attune.video.io.Redaction;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where the result of one input goes.
 *
 * @param input as the user named it
 * @param output file or folder to write, or {@code -} for a pipe
 * @param report page to write
 */
record OutputPlan(String input, Path output, Optional<Path> report) {
  /** The output that is a pipe. */
  static final String PIPE = "-";

  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp");

  /** Whether the output is a pipe. */
  boolean isPipe() {
    return output.toString().equals(PIPE);
  }

  /** Whether sound and other tracks can be copied from input to output. */
  boolean isVideoToVideo() {
    return !InputName.isPictures(input)
        && !PICTURES.contains(ending(input))
        && (isPipe() || InputName.VIDEOS.contains(ending(output.toString())));
  }

  /** The input's name without secrets, for people. */
  String shownInput() {
    return Redaction.text(input);
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
