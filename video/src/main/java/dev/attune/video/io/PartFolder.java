package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files that gather in a hidden folder beside the final one and go there when all are whole: with
 * the folder itself where there is none yet, otherwise one by one. Used by one thread.
 */
final class PartFolder implements AutoCloseable {
  private final OutputTarget target;
  private final PictureNames names;
  private final boolean overwrite;
  private final Path part;
  private final List<String> files = new ArrayList<>();
  private boolean done;

  /**
   * Makes the hidden folder.
   *
   * @throws MediaException of kind {@code OUTPUT} when that is impossible, or when the final folder
   *     holds such files already and they may not be replaced
   */
  PartFolder(OutputTarget target, PictureNames names, WriteOptions options) {
    this.target = target;
    this.names = names;
    overwrite = options.overwrite();
    List<String> old = old();
    if (!old.isEmpty() && !overwrite) {
      throw new MediaException(
          Kind.OUTPUT,
          target.shown()
              + " holds pictures of these names already ("
              + old.get(0)
              + "): choose another folder or allow to replace them (-y)");
    }
    target.makeParent();
    part = target.part();
    try {
      Files.createDirectory(part);
    } catch (IOException e) {
      target.removeMadeFolders();
      throw failure("cannot be made", e);
    }
  }

  /** Adds one file, safe on the disk when this returns. */
  void add(String name, byte[] bytes) {
    try (RandomAccessFile file = new RandomAccessFile(part.resolve(name).toFile(), "rw")) {
      file.write(bytes);
      file.getFD().sync();
      files.add(name);
    } catch (IOException e) {
      throw failure("could not be written", e);
    }
  }

  /**
   * Gives the files their final place.
   *
   * @return what a person should know, one sentence each
   */
  List<String> publish() {
    try {
      if (!Files.exists(target.path())) {
        Files.move(part, target.path(), StandardCopyOption.ATOMIC_MOVE);
        done = true;
        target.syncParent();
        return List.of();
      }
      Set<String> stale = new HashSet<>(old());
      for (String name : files) {
        if (stale.remove(name) && !overwrite) {
          throw new MediaException(
              Kind.OUTPUT,
              target.path().resolve(name)
                  + " has come into being meanwhile: choose another folder or allow to replace it"
                  + " (-y)");
        }
        Files.move(part.resolve(name), target.path().resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
      return stale.isEmpty()
          ? List.of()
          : List.of(
              stale.size()
                  + " pictures of an earlier run with other numbers are still in "
                  + target.shown());
    } catch (IOException e) {
      throw failure("could not be finished", e);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    if (done) {
      return;
    }
    done = true;
    try {
      for (String name : files) {
        Files.deleteIfExists(part.resolve(name));
      }
      try (Stream<Path> rest = Files.list(part)) {
        for (Path unfinished : rest.toList()) {
          Files.delete(unfinished);
        }
      }
      Files.delete(part);
    } catch (IOException e) {
      // There is nothing left to try; the name says that the folder is incomplete.
    }
    target.removeMadeFolders();
  }

  /** Names in the final folder that the sequence may use. */
  private List<String> old() {
    try {
      return names.existing();
    } catch (IOException e) {
      throw failure("cannot be listed", e);
    }
  }

  private MediaException failure(String what, IOException e) {
    return new MediaException(
        Kind.OUTPUT,
        "folder "
            + target.shown()
            + " "
            + what
            + " ("
            + OutputTarget.reason(e)
            + "): make room or choose another place",
        e);
  }
}
