package dev.attune.pipelines.batch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One input of a run.
 *
 * @param input path, URL or pattern of pictures, to be opened
 * @param folder where its result goes below the output folder, so that the tree of a searched
 *     folder is mirrored; empty for the output folder itself
 * @param searched whether it was found in a folder or by a pattern, rather than named itself
 * @param name of its output below the output folder; empty where the input names it
 */
public record FoundInput(String input, Path folder, boolean searched, Optional<Path> name) {
  static final Path TOP = Path.of("");

  /** An input that was named itself. */
  public static FoundInput named(String input) {
    return new FoundInput(input, TOP, false, Optional.empty());
  }
}
