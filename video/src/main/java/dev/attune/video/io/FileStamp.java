package dev.attune.video.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What a file is known by, whatever it is called.
 *
 * @param bytes its length
 * @param modified when it was written last, as text
 * @param key the system's own number for it, as text; empty where the system has none
 */
public record FileStamp(long bytes, String modified, String key) {

  /** Of a file; empty where there is none. */
  public static Optional<FileStamp> of(Path file) {
    try {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileStamp(
              a.size(),
              a.lastModifiedTime().toString(),
              a.fileKey() == null ? "" : a.fileKey().toString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
