package dev.attune.pipelines.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.pipelines.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @Test
  void anExceptionIsAFinding() {
    Finding failed =
        Finding.of(
            "x",
            () -> {
              throw new UnsatisfiedLinkError("no such file");
            });
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.detail()).isEqualTo("no such file");
    assertThat(
            Finding.ofOptional(
                    "x",
                    () -> {
                      throw new IllegalStateException();
                    })
                .status())
        .isEqualTo(Status.ABSENT);
  }

  @Test
  void aBuildForAnotherPlatformIsTold() {
    assertThatThrownBy(() -> Machine.platform("plan9-mips"))
        .hasMessageContaining("plan9-mips")
        .hasMessageContaining(Machine.platform());
  }

  @Test
  void cachesLieWhereTheEnvironmentSays(@TempDir Path folder) throws IOException {
    assertThat(Caches.all(Map.of("DJL_CACHE_DIR", "/elsewhere", "ATTUNE_CACHE_DIR", "/own")))
        .extracting(Caches.Cache::folder)
        .startsWith(Path.of("/elsewhere"))
        .endsWith(Path.of("/own"));
    assertThat(Caches.all(Map.of()))
        .extracting(c -> c.folder().getFileName().toString())
        .containsExactly(".djl.ai", "cache", "cache");
    Files.write(folder.resolve("library"), new byte[2 << 20]);
    assertThat(Caches.describe(new Caches.Cache(folder, "X"))).isEqualTo(folder + " (2 MiB)");
    assertThatThrownBy(() -> Caches.describe(new Caches.Cache(folder.resolve("library"), "X_DIR")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("library is no folder")
        .hasMessageContaining("X_DIR");
  }
}
