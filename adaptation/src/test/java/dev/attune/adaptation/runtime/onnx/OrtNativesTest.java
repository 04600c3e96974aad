package dev.attune.adaptation.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrtNativesTest {
  private static final String MAIN = System.mapLibraryName("onnxruntime");

  @TempDir Path cache;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theLibrariesAreUnpackedOnce() throws IOException {
    Path folder = OrtNatives.unpack(cache).orElseThrow();
    assertThat(names(folder)).contains(MAIN, System.mapLibraryName("onnxruntime4j_jni"));
    assertThat(Files.size(folder.resolve(MAIN))).isGreaterThan(10_000_000);
    FileTime written = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(folder.resolve(MAIN), written);
    assertThat(OrtNatives.unpack(cache)).contains(folder);
    assertThat(Files.getLastModifiedTime(folder.resolve(MAIN))).isEqualTo(written);
    assertThat(names(folder.getParent())).containsExactly(folder.getFileName().toString());
  }

  @Test
  void damagedFilesAreReplaced() throws IOException {
    Path folder = OrtNatives.unpack(cache).orElseThrow();
    long size = Files.size(folder.resolve(MAIN));
    try (FileChannel file = FileChannel.open(folder.resolve(MAIN), StandardOpenOption.WRITE)) {
      file.truncate(1000);
    }
    assertThat(OrtNatives.unpack(cache)).contains(folder);
    assertThat(Files.size(folder.resolve(MAIN))).isEqualTo(size);
    Files.delete(folder.resolve(MAIN));
    assertThat(OrtNatives.unpack(cache)).contains(folder);
    assertThat(Files.size(folder.resolve(MAIN))).isEqualTo(size);
    assertThat(names(folder.getParent())).containsExactly(folder.getFileName().toString());
  }

  @Test
  void severalStartsAtOnceDoNotDisturbEachOther() throws Exception {
    ExecutorService starts = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Optional<Path>>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        tasks.add(() -> OrtNatives.unpack(cache));
      }
      List<Path> found = new ArrayList<>();
      for (Future<Optional<Path>> f : starts.invokeAll(tasks)) {
        found.add(f.get().orElseThrow());
      }
      assertThat(found).containsOnly(found.get(0));
      assertThat(names(found.get(0).getParent())).hasSize(1);
    } finally {
      starts.shutdownNow();
    }
  }

  @Test
  void whereNothingCanBeWrittenThereIsNoFolder() throws IOException {
    Path file = Files.writeString(cache.resolve("file"), "in the way");
    assertThat(OrtNatives.unpack(file)).isEmpty();
    assertThat(Files.readString(file)).isEqualTo("in the way");
  }

  @Test
  void theFolderIsTheUsersOrOneInTheirHome() {
    Path home = Path.of(System.getProperty("user.home"), ".attune", "cache");
    assertThat(OrtNatives.cacheFolder(null)).isEqualTo(home);
    assertThat(OrtNatives.cacheFolder(" ")).isEqualTo(home);
    assertThat(OrtNatives.cacheFolder("x/y")).isEqualTo(Path.of("x/y").toAbsolutePath());
  }

  @Test
  void onnxRuntimeIsLoadedFromTheFolder() {
    Path folder = OrtNatives.cacheFolder(System.getenv(OrtNatives.CACHE_DIR));
    assumeTrue(OrtNatives.unpack(folder).isPresent(), "the home folder cannot be written");
    OrtLibrary.environment();
    assertThat(Path.of(System.getProperty(OrtNatives.NATIVE_PATH)).resolve(MAIN)).exists();
  }
}
