package dev.attune.pipelines.cli;

import dev.attune.video.io.Redaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final String PIPE = "-";

  /** Endings of videos that can be written; others become Matroska, which holds everything. */
  private static final Set<String> VIDEOS = Set.of("mp4", "m4v", "mov", "mkv", "webm", "nut");

  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp");

  /**
   * One plan for each input. A single one goes to the output itself, or, when it is a video and the
   * output a folder that exists, into that folder; several go into the output as a folder, under
   * their own names.
   *
   * @param report file, or folder of pages where there are several inputs; may be null
   * @throws CommandException when two inputs would go to the same place, or the output cannot be a
   *     folder
   */
  static List<OutputPlan> of(List<String> inputs, String output, Path report) {
    Path target = Path.of(output);
    boolean several = inputs.size() > 1;
    if (several && output.equals(PIPE)) {
      throw new CommandException(
          ExitCode.USAGE, "one input can go through a pipe; give a folder for several");
    }
    boolean folder = output.endsWith("/") || Files.isDirectory(target);
    if (!several && (!folder || isPictures(inputs.get(0)))) {
      return List.of(new OutputPlan(inputs.get(0), target, Optional.ofNullable(report)));
    }
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new CommandException(
          ExitCode.OUTPUT,
          several
              ? "several inputs need a folder to go into, but " + target + " is a file"
              : target + " cannot be made a folder: a file stands in its place");
    }
    List<OutputPlan> plans = new ArrayList<>();
    Map<Path, String> taken = new HashMap<>();
    for (String input : inputs) {
      String name = name(input);
      Path file = target.resolve(name);
      String other = taken.put(file, input);
      if (other != null) {
        throw new CommandException(
            ExitCode.USAGE,
            Redaction.text(other)
                + " and "
                + Redaction.text(input)
                + " would both become "
                + file
                + "; restore them one by one");
      }
      Path page = report;
      if (several && report != null) {
        page = report.resolve(name.replaceFirst("\\.[^.]+$", "") + ".html");
      }
      plans.add(new OutputPlan(input, file, Optional.ofNullable(page)));
    }
    return plans;
  }

  /** Whether the output is a pipe. */
  boolean isPipe() {
    return output.toString().equals(PIPE);
  }

  /** Whether sound and other tracks can be copied from input to output. */
  boolean isVideoToVideo() {
    return !isPictures(input)
        && !PICTURES.contains(ending(input))
        && (isPipe() || VIDEOS.contains(ending(output.toString())));
  }

  /** The input's name without secrets, for people. */
  String shownInput() {
    return Redaction.text(input);
  }

  /** Whether an input is a folder or a pattern of pictures. */
  private static boolean isPictures(String input) {
    return !isUrl(input)
        && (Files.isDirectory(Path.of(input))
            || (input.matches(".*[*?\\[{].*") && !Files.exists(Path.of(input))));
  }

  /**
   * The last part of a path, a URL or a pattern: for pictures the name of their folder, for videos
   * with an ending that can be written.
   */
  private static String name(String input) {
    String path = isUrl(input) ? input.replaceFirst("[?#].*", "") : input;
    path = path.replaceFirst("/+$", "");
    boolean pictures = isPictures(input);
    if (pictures && !Files.isDirectory(Path.of(input))) {
      path = path.contains("/") ? path.replaceFirst("/[^/]*$", "") : "pictures";
    }
    String last = path.replaceFirst(".*/", "");
    if (pictures) {
      // A name with an ending would be taken for that of a file.
      return last.replace('.', '_');
    }
    return VIDEOS.contains(ending(last)) ? last : (last.isEmpty() ? "video" : last) + ".mkv";
  }

  private static boolean isUrl(String input) {
    return input.matches("(?i)[a-z][a-z0-9+.-]+://.*");
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
