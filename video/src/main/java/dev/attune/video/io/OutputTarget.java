package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The place of an output: that it may be written, does not destroy its own input, and has a folder.
 * A link is followed, so that it stays a link.
 */
final class OutputTarget {
  private final String shown;
  private final Path path;
  private final boolean overwrite;
  private final boolean folder;
  private final ParentFolders parents;

  private OutputTarget(Path output, WriteOptions options, boolean folder) {
    shown = output.toString();
    overwrite = options.overwrite();
    this.folder = folder;
    path = followed(output.toAbsolutePath());
    parents = new ParentFolders(path, shown);
    requireNoInput(options);
    requireFree();
  }

  /**
   * The place of a file; checked without changing anything.
   *
   * @throws MediaException of kind {@code OUTPUT} when it exists and may not be replaced, is one of
   *     the inputs, or is no file
   */
  static OutputTarget file(Path output, WriteOptions options) {
    return new OutputTarget(output, options, false);
  }

  /**
   * The place of a folder, which may exist; checked without changing anything.
   *
   * @throws MediaException of kind {@code OUTPUT} when it is one of the inputs or no folder
   */
  static OutputTarget folder(Path output, WriteOptions options) {
    return new OutputTarget(output, options, true);
  }

  /** The name as it was given. */
  String shown() {
    return shown;
  }

  /** The final place, links followed. */
  Path path() {
    return path;
  }

  /** A fresh hidden name beside the final one, with the same ending. */
  Path part() {
    String name = path.getFileName().toString();
    String random = UUID.randomUUID().toString().substring(0, 8);
    String extension = Container.extension(path);
    String part = "." + name + ".part-" + random;
    return path.resolveSibling(extension.isEmpty() ? part : part + "." + extension);
  }

  /** Throws when something is there that may not be replaced. */
  void requireFree() {
    if (folder) {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new MediaException(
            Kind.OUTPUT, shown + " is a file where a folder is wanted: choose another name");
      }
      return;
    }
    if (Files.isDirectory(path)) {
      throw new MediaException(Kind.OUTPUT, shown + " is a folder: give the name of a file in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new MediaException(
          Kind.OUTPUT, shown + " is no regular file: give the name of a new file, or - for a pipe");
    }
    if (!overwrite && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new MediaException(
          Kind.OUTPUT, shown + " exists: choose another name or allow to replace it (-y)");
    }
  }

  /** Makes the folder that the output lies in where it is missing. */
  void makeParent() {
    parents.make();
  }

  /** Removes again the folders that {@link #makeParent} made, as far as they are empty. */
  void removeMadeFolders() {
    parents.removeMade();
  }

  /** Brings the folder's entry of the file to the disk, where the system can. */
  void syncParent() {
    parents.keep();
    try (FileChannel parent = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
      parent.force(true);
    } catch (IOException e) {
      // Windows has no such thing; the file itself is safe.
    }
  }

  /** What went wrong, in a few words. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException problem && problem.getReason() != null) {
      return problem.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void requireNoInput(WriteOptions options) {
    List<Path> inputs = new ArrayList<>(options.inputs());
    options.tracks().map(copy -> Sources.path(copy.input())).ifPresent(inputs::add);
    for (Path input : inputs) {
      // A pattern of names is no file; its pictures lie in its folder.
      boolean pattern = folder && input != null && !Files.exists(input);
      if (isSame(pattern ? input.toAbsolutePath().getParent() : input)) {
        throw new MediaException(
            Kind.OUTPUT, shown + " is the input itself: choose another name for the output");
      }
    }
  }

  private boolean isSame(Path input) {
    try {
      return input != null
          && Files.exists(input)
          && Files.exists(path)
          && Files.isSameFile(input, path);
    } catch (IOException e) {
      return false;
    }
  }

  /** Where a link leads; the path itself where there is none. */
  static Path followed(Path output) {
    try {
      return Files.exists(output) ? output.toRealPath() : output;
    } catch (IOException e) {
      return output;
    }
  }
}
