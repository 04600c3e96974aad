package dev.attune.pipelines.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes pages so that a reader never sees half of one. */
final class Pages {
  private Pages() {}

  /**
   * Checks beforehand, without a trace, that a page can be written.
   *
   * @throws CommandException when it cannot
   */
  static void requirePossible(Path file) {
    if (Files.isDirectory(file)) {
      throw failure(file, "it is a folder", null);
    }
    Path folder = file.toAbsolutePath().getParent();
    while (folder.getParent() != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder)) {
      throw failure(file, folder + " is a file", null);
    }
    if (!Files.isWritable(folder)) {
      throw failure(file, folder + " is not writable", null);
    }
  }

  /**
   * Writes beside the final name and renames; makes folders that are missing.
   *
   * @throws CommandException when it cannot be written
   */
  static void write(Path file, String html) {
    Path folder = file.toAbsolutePath().getParent();
    Path part =
        folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.createDirectories(folder);
      Files.writeString(part, html);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(part);
      throw failure(file, reason(e), e);
    }
  }

  private static CommandException failure(Path file, String reason, IOException cause) {
    return new CommandException(
        ExitCode.OUTPUT,
        "the page " + file + " cannot be written (" + reason + "): name another place or make room",
        cause);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "it is not allowed";
    }
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : e.getMessage();
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The reason why it could not be written is the one to tell.
    }
  }
}
