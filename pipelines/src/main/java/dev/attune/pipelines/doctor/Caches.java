package dev.attune.pipelines.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Folders that native libraries are unpacked to on first use. */
final class Caches {
  private static final long MIB = 1 << 20;

  private Caches() {}

  /**
   * Names the folders and what they hold.
   *
   * @throws IOException when one of them cannot be used
   */
  static String describe() throws IOException {
    List<String> parts = new ArrayList<>();
    for (Path folder : folders(System.getenv())) {
      parts.add(folder + " (" + megabytes(folder) + " MiB)");
    }
    return String.join(", ", parts);
  }

  /** As DJL and JavaCPP choose them. */
  static List<Path> folders(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home"));
    String djl = System.getProperty("DJL_CACHE_DIR", environment.getOrDefault("DJL_CACHE_DIR", ""));
    String javacpp = System.getProperty("org.bytedeco.javacpp.cachedir", "");
    return List.of(
        djl.isEmpty() ? home.resolve(".djl.ai") : Path.of(djl),
        javacpp.isEmpty() ? home.resolve(".javacpp").resolve("cache") : Path.of(javacpp));
  }

  private static long megabytes(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(
          folder + " is not writable; make it so, or set DJL_CACHE_DIR to another folder");
    }
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
    }
    return Math.round((double) bytes / MIB);
  }
}
