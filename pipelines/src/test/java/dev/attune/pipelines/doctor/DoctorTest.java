package dev.attune.pipelines.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.pipelines.doctor.Finding.Status;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
  void cachesLieWhereTheEnvironmentSays() {
    assertThat(Caches.folders(Map.of("DJL_CACHE_DIR", "/elsewhere")).get(0))
        .isEqualTo(Path.of("/elsewhere"));
    assertThat(Caches.folders(Map.of()).get(0).getFileName().toString()).isEqualTo(".djl.ai");
  }
}
