package dev.attune.deblur.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's greatest resident size. */
final class PeakMemory {
  private static final String LABEL = "VmHWM:";

  private PeakMemory() {}

  /** In MiB, or -1 where the system does not tell. */
  static long mebibytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith(LABEL)) {
          return Long.parseLong(line.substring(LABEL.length()).replace("kB", "").strip()) / 1024;
        }
      }
    } catch (IOException e) {
      // Not Linux.
      return -1;
    }
    return -1;
  }
}
