package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that grows under a name of its own beside the final one and takes its place whole, once it
 * is safe on the disk. Writes go through {@link RandomAccessFile}, because a channel would be
 * closed by interrupting its thread. Used by one thread. Not final, so that tests can imitate a
 * full disk.
 */
class PartFile implements ByteOutput, AutoCloseable {
  private final OutputTarget target;
  private final Path part;
  private final RandomAccessFile file;
  private boolean done;

  /**
   * Makes the file, and its folder where that is missing.
   *
   * @throws MediaException of kind {@code OUTPUT} when that is impossible
   */
  PartFile(OutputTarget target) {
    this(target, target.part());
  }

  /**
   * The same with a name of the caller's, on the same file system; what an earlier run left there
   * is replaced.
   */
  PartFile(OutputTarget target, Path part) {
    this.target = target;
    this.part = part;
    target.makeParent();
    try {
      Files.deleteIfExists(part);
      Files.createFile(part);
      file = new RandomAccessFile(part.toFile(), "rw");
    } catch (IOException e) {
      target.removeMadeFolders();
      throw new MediaException(
          Kind.OUTPUT,
          target.shown()
              + " cannot be made ("
              + OutputTarget.reason(e)
              + "): choose a place that can be written to",
          e);
    }
  }

  /** The final name as it was given. */
  final String shown() {
    return target.shown();
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    file.write(bytes, 0, length);
  }

  @Override
  public boolean seekable() {
    return true;
  }

  @Override
  public void seek(long position) throws IOException {
    file.seek(position);
  }

  @Override
  public long position() throws IOException {
    return file.getFilePointer();
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  /**
   * Brings everything to the disk.
   *
   * @throws MediaException of kind {@code OUTPUT} when that fails
   */
  final void sync() {
    try {
      file.getFD().sync();
    } catch (IOException e) {
      throw unfinished(e);
    }
  }

  /**
   * Brings everything to the disk and gives the file its final name.
   *
   * @throws MediaException of kind {@code OUTPUT} when that fails; the file is then removed
   */
  final void publish() {
    try {
      file.getFD().sync();
      file.close();
      target.requireFree();
      Files.move(part, target.path(), StandardCopyOption.ATOMIC_MOVE);
      done = true;
      target.syncParent();
    } catch (IOException e) {
      throw unfinished(e);
    } finally {
      close();
    }
  }

  private MediaException unfinished(IOException e) {
    return new MediaException(
        Kind.OUTPUT,
        target.shown()
            + " could not be finished ("
            + OutputTarget.reason(e)
            + "): make room or choose another place",
        e);
  }

  /** Removes the file unless it was published. */
  @Override
  public final void close() {
    if (done) {
      return;
    }
    done = true;
    try {
      file.close();
    } catch (IOException e) {
      // What could not be written any more is removed below.
    }
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // There is nothing left to try; the name says that the file is incomplete.
    }
    target.removeMadeFolders();
  }
}
