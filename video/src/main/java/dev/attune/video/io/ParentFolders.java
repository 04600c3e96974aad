package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folders that an output lies in, made where they are missing. Not thread-safe. */
final class ParentFolders {
  private final Path path;
  private final String shown;
  private final List<Path> made = new ArrayList<>();

  /**
   * Of an output.
   *
   * @param path absolute
   * @param shown its name for people
   */
  ParentFolders(Path path, String shown) {
    this.path = path;
    this.shown = shown;
  }

  /**
   * Makes those that are missing.
   *
   * @throws MediaException of kind {@code OUTPUT} when that is impossible
   */
  void make() {
    Path parent = path.getParent();
    List<Path> missing = new ArrayList<>();
    for (Path at = parent; at != null && !Files.exists(at); at = at.getParent()) {
      missing.add(0, at);
    }
    try {
      for (Path at : missing) {
        Files.createDirectory(at);
        made.add(at);
      }
    } catch (IOException e) {
      removeMade();
      throw noFolder(parent, e);
    }
    if (!Files.isDirectory(parent)) {
      throw noFolder(parent, null);
    }
  }

  /** Removes again those that were made, as far as they are empty. */
  void removeMade() {
    for (int i = made.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(made.get(i));
      } catch (IOException e) {
        break;
      }
    }
    made.clear();
  }

  /** Those that were made stay. */
  void keep() {
    made.clear();
  }

  private MediaException noFolder(Path wanted, IOException cause) {
    Path obstacle = wanted;
    while (obstacle != null && !Files.exists(obstacle, LinkOption.NOFOLLOW_LINKS)) {
      obstacle = obstacle.getParent();
    }
    boolean file = obstacle != null && !Files.isDirectory(obstacle);
    String why =
        file ? obstacle + " is a file" : cause == null ? "unknown" : OutputTarget.reason(cause);
    return new MediaException(
        Kind.OUTPUT,
        "folder "
            + wanted
            + " for "
            + shown
            + " cannot be made ("
            + why
            + "): choose another place",
        cause);
  }
}
