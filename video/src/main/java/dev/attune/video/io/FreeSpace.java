package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks whether a disk has room before something is begun that could not be finished. */
final class FreeSpace {
  /** Journal, state and what other programs write meanwhile. */
  private static final long RESERVE = 16L << 20;

  private final Path folder;
  private final String shown;

  /**
   * Of the disk that holds a folder.
   *
   * @param shown name of the output for people
   */
  FreeSpace(Path folder, String shown) {
    this.folder = folder;
    this.shown = shown;
  }

  /**
   * Does nothing where there is room for so many bytes and a reserve, or the system does not tell.
   *
   * @throws MediaException of kind {@code OUTPUT} where there is not
   */
  void require(long bytes) {
    long free;
    try {
      FileStore disk = Files.getFileStore(folder);
      if (disk.getTotalSpace() == 0) {
        return;
      }
      free = disk.getUsableSpace();
    } catch (IOException e) {
      return;
    }
    if (free < bytes + RESERVE) {
      throw new MediaException(
          Kind.OUTPUT,
          "the disk of "
              + shown
              + " has "
              + (free >> 20)
              + " MiB left and "
              + ((bytes + RESERVE) >> 20)
              + " MiB are needed to go on: make room, then add --resume to go on");
    }
  }
}
