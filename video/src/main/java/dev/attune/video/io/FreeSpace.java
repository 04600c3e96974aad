package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Asks whether a disk has room before something is begun that could not be finished. */
public final class FreeSpace {
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
    long free = free(folder).orElse(Long.MAX_VALUE);
    if (free - RESERVE < bytes) {
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

  /**
   * Bytes that are left on the disk on which an output will lie, whose folder may not exist yet;
   * empty where the system does not tell.
   */
  public static OptionalLong at(Path output) {
    Path there = output.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there == null ? OptionalLong.empty() : free(there);
  }

  private static OptionalLong free(Path existing) {
    try {
      FileStore disk = Files.getFileStore(existing);
      return disk.getTotalSpace() == 0
          ? OptionalLong.empty()
          : OptionalLong.of(disk.getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
