package dev.attune.pipelines.cli;

import dev.attune.pipelines.doctor.Machine;
import picocli.CommandLine.IVersionProvider;

/** The lines of {@code attune --version}. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "attune "
          + BuildInfo.read().version()
          + " (Java "
          + Runtime.version()
          + ", "
          + Machine.platform()
          + ")"
    };
  }
}
