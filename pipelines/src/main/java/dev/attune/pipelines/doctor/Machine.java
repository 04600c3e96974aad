package dev.attune.pipelines.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.attune.adaptation.runtime.ProcessMemory;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The machine as Java sees it. */
public final class Machine {
  private static final long MIB = 1 << 20;

  private Machine() {}

  /** The platform this process runs on, in the words of the build, such as "linux-x86_64". */
  public static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String os = system.startsWith("mac") ? "osx" : system.startsWith("win") ? "win" : system;
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return os + "-" + (machine.equals("amd64") ? "x86_64" : machine);
  }

  /**
   * Compares the platform with that of the build.
   *
   * @throws IllegalStateException when the packed native libraries are for another one
   */
  static String platform(String built) {
    String running = platform();
    if (!running.equals(built)) {
      throw new IllegalStateException(
          "this build holds native libraries for " + built + " but runs on " + running);
    }
    return running + ", " + System.getProperty("os.version");
  }

  static String java() {
    return Runtime.version()
        + ", "
        + System.getProperty("java.vm.name")
        + ", heap up to "
        + Runtime.getRuntime().maxMemory() / MIB
        + " MiB";
  }

  static String memory() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%d cores, %.1f GiB, %.1f GiB of it free",
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() / 1024.0 / MIB,
        ProcessMemory.freeBytes() / 1024.0 / MIB);
  }
}
