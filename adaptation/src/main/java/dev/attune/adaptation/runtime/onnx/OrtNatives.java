package dev.attune.adaptation.runtime.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks ONNX Runtime's native libraries once into a folder that stays. Left alone it unpacks 28
 * MB (640 MB with CUDA) into a new temporary folder at every start.
 */
final class OrtNatives {
  /** Where ONNX Runtime looks for its libraries instead of unpacking them. */
  static final String NATIVE_PATH = "onnxruntime.native.path";

  /** Environment variable with the folder of what Attune unpacks. */
  static final String CACHE_DIR = "ATTUNE_CACHE_DIR";

  private static final Logger LOG = LoggerFactory.getLogger(OrtNatives.class);
  private static final String MAIN = "onnxruntime";
  private static final List<String> LIBRARIES =
      List.of(
          MAIN,
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt");

  private OrtNatives() {}

  /**
   * Call before ONNX Runtime's first class is used. Does nothing where the user has named a folder
   * of their own; where unpacking or loading fails, ONNX Runtime goes its own way.
   */
  static void prepare() {
    String chosen = System.getProperty(NATIVE_PATH);
    if (chosen != null && !chosen.isBlank()) {
      return;
    }
    // An empty value would be taken for a folder.
    System.clearProperty(NATIVE_PATH);
    Optional<Path> folder = unpack(cacheFolder(System.getenv(CACHE_DIR)));
    if (folder.isPresent() && loads(folder.get())) {
      System.setProperty(NATIVE_PATH, folder.get().toString());
    }
  }

  static Path cacheFolder(String configured) {
    return configured == null || configured.isBlank()
        ? Path.of(System.getProperty("user.home"), ".attune", "cache")
        : Path.of(configured).toAbsolutePath();
  }

  /** A folder may forbid execution, and a failure inside ONNX Runtime could not be repaired. */
  private static boolean loads(Path folder) {
    try {
      System.load(folder.resolve(System.mapLibraryName(MAIN)).toString());
      return true;
    } catch (UnsatisfiedLinkError e) {
      LOG.debug("ONNX Runtime cannot be loaded from {}: {}", folder, e.getMessage());
      return false;
    }
  }

  /**
   * The folder with all libraries, unpacked now if need be; empty where there are none for this
   * platform or the folder cannot be written. Several processes may do this at once.
   */
  static Optional<Path> unpack(Path cache) {
    try {
      Map<String, JarEntry> entries = entries();
      if (entries.isEmpty()) {
        return Optional.empty();
      }
      // Another build of the library is another folder.
      String key = Long.toHexString(entries.get(System.mapLibraryName(MAIN)).getCrc());
      Path folder = cache.resolve(MAIN).resolve(platform() + "-" + key);
      if (!isComplete(folder, entries)) {
        Files.createDirectories(folder.getParent());
        replace(folder, entries);
      }
      return Optional.of(folder);
    } catch (IOException | SecurityException e) {
      LOG.debug("ONNX Runtime is not unpacked into {}: {}", cache, e.toString());
      return Optional.empty();
    }
  }

  private static void replace(Path folder, Map<String, JarEntry> entries) throws IOException {
    Path fresh = Files.createTempDirectory(folder.getParent(), "unpacking");
    try {
      for (String name : entries.keySet()) {
        try (InputStream in = resource(name).openStream()) {
          Files.copy(in, fresh.resolve(name));
        }
      }
      if (!isComplete(fresh, entries)) {
        throw new IOException("the disk took less than was written");
      }
      if (isComplete(folder, entries)) {
        return; // Another process was faster.
      }
      if (Files.exists(folder)) {
        // Damaged; whoever still uses it keeps what is mapped.
        move(folder, fresh.resolveSibling(fresh.getFileName() + ".old"));
        delete(fresh.resolveSibling(fresh.getFileName() + ".old"));
      }
      move(fresh, folder);
    } catch (IOException e) {
      if (!isComplete(folder, entries)) {
        throw e;
      }
      // Another process was faster.
    } finally {
      delete(fresh);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isComplete(Path folder, Map<String, JarEntry> entries) throws IOException {
    for (Map.Entry<String, JarEntry> e : entries.entrySet()) {
      Path file = folder.resolve(e.getKey());
      if (!Files.isRegularFile(file) || Files.size(file) != e.getValue().getSize()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The libraries for this platform by file name; the first two are needed, others may be absent.
   */
  private static Map<String, JarEntry> entries() throws IOException {
    Map<String, JarEntry> out = new LinkedHashMap<>();
    for (String library : LIBRARIES) {
      String name = System.mapLibraryName(library);
      URL url = resource(name);
      URLConnection connection = url == null ? null : url.openConnection();
      if (connection instanceof JarURLConnection jar) {
        out.put(name, jar.getJarEntry());
      }
    }
    return out.containsKey(System.mapLibraryName(MAIN)) ? out : Map.of();
  }

  private static URL resource(String name) {
    return OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform() + "/" + name);
  }

  /** ONNX Runtime's name of the platform. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    return system + (arch.equals("amd64") || arch.equals("x86_64") ? "-x64" : "-" + arch);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path f : files.toList()) {
          Files.deleteIfExists(f);
        }
      }
      Files.deleteIfExists(folder);
    }
  }
}
