package dev.attune.pipelines.cli;

import dev.attune.pipelines.doctor.Doctor;
import dev.attune.pipelines.doctor.Finding;
import dev.attune.pipelines.doctor.Finding.Status;
import dev.attune.pipelines.progress.Durations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether everything works on this machine. */
@Command(
    name = "doctor",
    description = {
      "Examine this machine: does every native library load and compute, and what is missing?",
      "",
      "Exit code 0 when all that is needed works, otherwise 1."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  private final Terminal terminal;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BuildInfo build = BuildInfo.read();
    if (!common.json) {
      terminal.out().println("attune " + build.version());
    }
    List<Finding> findings =
        Doctor.examine(build.versions(), ModelCatalogs.of(terminal), this::print);
    boolean ok = findings.stream().noneMatch(f -> f.status() == Status.FAILED);
    if (common.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("ok", ok);
      result.put("version", build.version());
      result.put("findings", findings);
      terminal.out().println(Json.write(result));
    } else {
      terminal
          .out()
          .println(ok ? "All that is needed works." : "Something that is needed does not work.");
    }
    return (ok ? ExitCode.OK : ExitCode.INTERNAL).number();
  }

  private void print(Finding finding) {
    if (!common.json) {
      terminal
          .out()
          .printf(
              "  %-7s %-17s %s%s%n",
              finding.status() == Status.FAILED ? "FAILED" : finding.status().toString(),
              finding.name(),
              finding.detail(),
              finding.seconds() < 0.1 ? "" : " (" + Durations.of(finding.seconds()) + ")");
      terminal.out().flush();
    }
  }
}
