package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Failures of the file system in words. */
final class FileProblems {
  private FileProblems() {}

  /** Refuses what is not an ordinary file, before it is opened: a pipe would never end. */
  static void requireFile(Path file) {
    if (Files.isRegularFile(file)) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new WeightsException(
          Kind.DAMAGED,
          file.toString(),
          "is a folder",
          "one file of weights",
          "name the file in it");
    }
    if (Files.exists(file)) {
      throw new WeightsException(
          Kind.DAMAGED,
          file.toString(),
          "is a pipe or device",
          "a file",
          "copy it to a file first");
    }
    throw new WeightsException(
        Kind.MISSING, file.toString(), "does not exist", "", "check the name of the file");
  }

  /** A file that could not be read. */
  static WeightsException unreadable(Path file, IOException cause) {
    return new WeightsException(
        Kind.MISSING,
        file.toString(),
        "cannot be read (" + reason(cause) + ")",
        "",
        "check the file and its permissions",
        cause);
  }

  /** What went wrong, without the path, which the message has already. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return "no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file stands where a folder is needed";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
