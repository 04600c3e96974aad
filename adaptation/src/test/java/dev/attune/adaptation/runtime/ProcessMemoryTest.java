package dev.attune.adaptation.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMemoryTest {
  private static final int BYTES = 64 << 20;

  @Test
  @EnabledOnOs(OS.LINUX)
  void pagesThatAreTouchedCount() {
    long before = ProcessMemory.residentBytes().orElseThrow();
    ByteBuffer pages = ByteBuffer.allocateDirect(BYTES);
    for (int i = 0; i < BYTES; i += 1024) {
      pages.put(i, (byte) 1);
    }
    long after = ProcessMemory.residentBytes().orElseThrow();
    // The collector may give back some of what was there before.
    assertThat(after - before).isGreaterThan(BYTES / 2);
    assertThat(ProcessMemory.peakBytes().orElseThrow()).isGreaterThanOrEqualTo(after);
    assertThat(pages.get(0)).isEqualTo((byte) 1);
  }

  @Test
  void someOfWhatIsFreeIsLeftToOthers() {
    long resident = ProcessMemory.residentBytes().orElse(0);
    assertThat(ProcessMemory.allowedBytes())
        .isBetween(resident / 2, (long) (0.95 * (ProcessMemory.freeBytes() * 1.5 + resident)));
  }
}
