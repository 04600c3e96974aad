package dev.attune.pipelines.doctor;

import dev.attune.adaptation.runtime.onnx.OrtLibrary;
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
   * Such a folder.
   *
   * @param folder where it lies
   * @param setting what names another folder, for people
   */
  record Cache(Path folder, String setting) {}

  /**
   * Names the folders and what they hold.
   *
   * @throws IOException when one of them cannot be used
   */
  static String describe() throws IOException {
    List<String> parts = new ArrayList<>();
    for (Cache cache : all(System.getenv())) {
      parts.add(describe(cache));
    }
    return String.join(", ", parts);
  }

  /** As DJL, JavaCPP and the loader of ONNX Runtime choose them. */
  static List<Cache> all(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home"));
    String djl = System.getProperty("DJL_CACHE_DIR", environment.getOrDefault("DJL_CACHE_DIR", ""));
    String javacpp = System.getProperty("org.bytedeco.javacpp.cachedir", "");
    return List.of(
        new Cache(djl.isEmpty() ? home.resolve(".djl.ai") : Path.of(djl), "DJL_CACHE_DIR"),
        new Cache(
            javacpp.isEmpty() ? home.resolve(".javacpp").resolve("cache") : Path.of(javacpp),
            "ATTUNE_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER"),
        new Cache(OrtLibrary.cacheFolder(environment), "ATTUNE_CACHE_DIR"));
  }

  static String describe(Cache cache) throws IOException {
    Path folder = cache.folder();
    if (!Files.exists(folder)) {
      return folder + " (0 MiB)";
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IOException(
          folder
              + " is no folder that can be written; make it one, or name another with "
              + cache.setting());
    }
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
    }
    return folder + " (" + Math.round((double) bytes / MIB) + " MiB)";
  }
}
