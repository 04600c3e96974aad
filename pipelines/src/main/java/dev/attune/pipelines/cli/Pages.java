package dev.attune.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes pages so that a reader never sees half of one. */
final class Pages {
  private Pages() {}

  /**
   * Writes beside the final name and renames.
   *
   * @throws CommandException when it cannot be written
   */
  static void write(Path file, String html) {
    Path folder = file.toAbsolutePath().getParent();
    Path part = null;
    try {
      part =
          folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      Files.writeString(part, html);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(part);
      throw new CommandException(
          ExitCode.OUTPUT,
          "the page " + file + " cannot be written: " + e + "; name another place or make room",
          e);
    }
  }

  private static void remove(Path part) {
    if (part != null) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        // The reason why it could not be written is the one to tell.
      }
    }
  }
}
