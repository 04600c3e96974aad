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
 * @param output file to write
 * @param report page to write
 */
record OutputPlan(String input, Path output, Optional<Path> report) {
  /** Endings of files that can be written; others become Matroska, which holds everything. */
  private static final Set<String> WRITABLE = Set.of("mp4", "m4v", "mov", "mkv", "webm", "nut");

  /**
   * One plan for each input: a single one goes to the output itself, unless that is a folder;
   * several go into the output as a folder, under their own names.
   *
   * @param report file, or folder of pages where there are several inputs; may be null
   * @throws CommandException when two inputs would go to the same place, or the output cannot be a
   *     folder
   */
  static List<OutputPlan> of(List<String> inputs, String output, Path report) {
    Path target = Path.of(output);
    boolean several = inputs.size() > 1;
    boolean folder = several || output.endsWith("/") || Files.isDirectory(target);
    if (!folder) {
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

  /** The last part of a path, a URL or a pattern, with an ending that can be written. */
  private static String name(String input) {
    String path =
        input.matches("(?i)[a-z][a-z0-9+.-]+://.*") ? input.replaceFirst("[?#].*", "") : input;
    String last =
        path.replaceFirst("/+$", "").replaceFirst(".*/", "").replaceAll("[*?\\[\\]{}]", "_");
    String ending = last.replaceFirst(".*\\.", "").toLowerCase(Locale.ROOT);
    if (WRITABLE.contains(ending) && last.contains(".")) {
      return last;
    }
    return (last.isEmpty() ? "video" : last) + ".mkv";
  }
}
