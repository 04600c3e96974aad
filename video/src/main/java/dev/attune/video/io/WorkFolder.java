package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hidden folder beside an output in which it grows, locked so that two runs cannot make the
 * same output. The lock is the system's: it ends with the process, however that ends, and a lock
 * file that was left behind locks nothing. Not thread-safe.
 */
public final class WorkFolder implements AutoCloseable {
  private static final String LOCK = "lock";

  // The system's locks belong to processes, and closing any handle of the file gives them up: a
  // second run of this process must not even open it.
  private static final Set<Path> LOCKED = Collections.synchronizedSet(new TreeSet<>());

  private final Path output;
  private final Path path;
  private final ParentFolders parents;
  private RandomAccessFile lockFile;

  private WorkFolder(Path output, Path path) {
    this.output = output;
    this.path = path;
    this.parents = new ParentFolders(path, output.toString());
  }

  /** Where the work on an output lies; a link is followed. */
  public static Path of(Path output) {
    Path place = OutputTarget.followed(output.toAbsolutePath().normalize());
    return place.resolveSibling("." + place.getFileName() + ".attune");
  }

  /**
   * Makes the folder of an output, or takes the one that is there, and locks it.
   *
   * @throws MediaException of kind {@code OUTPUT} when another run has it or it cannot be made
   */
  public static WorkFolder open(Path output) {
    WorkFolder folder = new WorkFolder(output, of(output));
    folder.lock();
    return folder;
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** Brings the names of the files in it to the disk, where the system can. */
  public void sync() {
    sync(path);
  }

  private void lock() {
    if (!LOCKED.add(path)) {
      throw taken("this process");
    }
    try {
      // Whoever held the lock may remove the folder in between.
      while (lockFile == null) {
        makeFolder();
        lockFile = tryLock();
      }
    } catch (IOException e) {
      parents.removeMade();
      throw new MediaException(
          Kind.OUTPUT,
          output
              + " cannot be made ("
              + OutputTarget.reason(e)
              + "): choose a place that can be written to",
          e);
    } finally {
      if (lockFile == null) {
        LOCKED.remove(path);
      }
    }
  }

  private RandomAccessFile tryLock() throws IOException {
    Path file = path.resolve(LOCK);
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    try {
      Object key = key(file);
      FileLock lock = opened.getChannel().tryLock();
      if (lock == null) {
        String owner = opened.readLine();
        throw taken(owner == null ? "another process" : owner);
      }
      if (key == null || !Objects.equals(key, key(file))) {
        opened.close();
        return null;
      }
      opened.setLength(0);
      opened.write(
          ("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
      return opened;
    } catch (OverlappingFileLockException e) {
      opened.close();
      throw taken("this process");
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What tells a file from another one of the same name; null where it is gone. */
  private static Object key(Path file) {
    try {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      return a.fileKey() == null ? file : a.fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  private void makeFolder() throws IOException {
    parents.make();
    if (!Files.isDirectory(path)) {
      Files.createDirectory(path);
    }
  }

  /** Removes everything in the folder but its lock. */
  public void clear() {
    removeContent(path.resolve(LOCK));
  }

  /** Removes the folder with everything in it, and gives it up. */
  public void remove() {
    removeContent(path.resolve(LOCK));
    try {
      // Removed while it is locked: whoever opened it meanwhile notices that it is another file.
      Files.deleteIfExists(path.resolve(LOCK));
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Somebody else put something there, or began anew.
    }
    close();
  }

  private void removeContent(Path kept) {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (!file.equals(kept)) {
                Files.delete(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException trouble)
                throws IOException {
              if (!folder.equals(path)) {
                Files.delete(folder);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new MediaException(
          Kind.OUTPUT,
          "the folder of an unfinished run, "
              + path
              + ", cannot be emptied ("
              + OutputTarget.reason(e)
              + "): remove it",
          e);
    }
  }

  /**
   * Gives the folder up as it is, with the parents that were made for it as far as they are empty.
   */
  @Override
  public void close() {
    if (lockFile != null) {
      try {
        lockFile.close();
      } catch (IOException e) {
        // The lock ends with the process.
      }
      lockFile = null;
      LOCKED.remove(path);
      parents.removeMade();
    }
  }

  /** Brings the entries of a folder to the disk, where the system can. */
  static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows has no such thing; the files themselves are safe.
    }
  }

  private MediaException taken(String owner) {
    return new MediaException(
        Kind.OUTPUT,
        output
            + " is being made by another run ("
            + owner
            + "): wait until that has ended, or name another output");
  }
}
