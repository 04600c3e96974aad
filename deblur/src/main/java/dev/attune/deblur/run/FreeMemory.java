package dev.attune.deblur.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What memory this machine, or the container we are in, has to give. */
public final class FreeMemory {
  private static final Path INFO = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";

  /** Share that is left to others. */
  private static final double TAKEN = 0.9;

  private FreeMemory() {}

  /** Bytes that this process may come to take in all. */
  public static long bytes() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long own = PeakMemory.mebibytes() << 20;
    long there = Math.min(available(system), system.getTotalMemorySize());
    return (long) (TAKEN * (there + own));
  }

  /** Linux tells what it would give up of its caches; the Java machine does not. */
  private static long available(OperatingSystemMXBean system) {
    try {
      List<String> lines = Files.readAllLines(INFO);
      return lines.stream()
          .filter(line -> line.startsWith(AVAILABLE))
          .mapToLong(
              line ->
                  Long.parseLong(line.substring(AVAILABLE.length()).replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElseGet(system::getFreeMemorySize);
    } catch (IOException | NumberFormatException e) {
      return system.getFreeMemorySize();
    }
  }
}
