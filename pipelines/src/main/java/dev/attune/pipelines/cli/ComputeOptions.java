package dev.attune.pipelines.cli;

import dev.attune.adaptation.runtime.ComputeSettings;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where and with how many threads is computed. */
final class ComputeOptions {
  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda[:N]",
      defaultValue = "auto",
      converter = DeviceChoice.Converter.class,
      description = "Where to compute; auto takes a graphics card that works, else the processor.")
  DeviceChoice device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Threads.class,
      description = "Threads to compute with; default: one a core.")
  Long threads;

  /** Adds these settings. */
  void describe(Map<String, String> settings) {
    settings.put("device", device.device().map(Object::toString).orElse("auto"));
    settings.put("threads", String.valueOf(threadCount()));
  }

  private int threadCount() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads.intValue();
  }

  /** The settings; asks for the cores and the devices of this machine where they are open. */
  ComputeSettings settings() {
    return new ComputeSettings(device.resolve(), threadCount());
  }
}
