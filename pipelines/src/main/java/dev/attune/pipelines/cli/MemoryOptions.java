package dev.attune.pipelines.cli;

import dev.attune.adaptation.runtime.ProcessMemory;
import java.util.Map;
import picocli.CommandLine.Option;

/** How much memory may be taken. */
final class MemoryOptions {
  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description =
          "Memory that the process may take, such as 6G or 3500M; large frames are cut into tiles to"
              + " keep to it. Default: what the machine has free.")
  Long memory;

  /** Bytes that the process may take in all. */
  long bytes() {
    return memory == null ? ProcessMemory.allowedBytes() : memory;
  }

  /** Adds this setting. */
  void describe(Map<String, String> settings) {
    settings.put("memory", memory == null ? "free" : (memory >> 20) + "M");
  }
}
