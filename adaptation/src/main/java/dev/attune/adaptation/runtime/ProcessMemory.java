package dev.attune.adaptation.runtime;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Memory of this process, that of its native libraries with it, as the system counts it. Linux
 * tells; elsewhere only what is free is known.
 */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path MACHINE = Path.of("/proc/meminfo");

  /** Share of the free memory that we take; the rest is left to others. */
  private static final double TAKEN = 0.9;

  private ProcessMemory() {}

  /** Bytes that lie in the machine's memory now; empty where the system does not tell. */
  static OptionalLong residentBytes() {
    return bytes(STATUS, "VmRSS:");
  }

  /** Most bytes that ever did; empty where the system does not tell. */
  public static OptionalLong peakBytes() {
    return bytes(STATUS, "VmHWM:");
  }

  /** Bytes that this machine, or the container we are in, could still give to anyone. */
  public static long freeBytes() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // Linux tells what it would give up of its caches; the Java machine does not.
    long available = bytes(MACHINE, "MemAvailable:").orElseGet(system::getFreeMemorySize);
    return Math.min(available, system.getTotalMemorySize());
  }

  /** Bytes that this process may come to take in all, when nobody says how many. */
  public static long allowedBytes() {
    return (long) (TAKEN * (freeBytes() + residentBytes().orElse(0)));
  }

  /** The number of a line such as {@code VmRSS: 1234 kB}. */
  private static OptionalLong bytes(Path file, String label) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(label))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
