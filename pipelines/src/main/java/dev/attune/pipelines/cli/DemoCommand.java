package dev.attune.pipelines.cli;

import dev.attune.pipelines.bench.Demonstration;
import dev.attune.pipelines.progress.ProgressMeter;
import dev.attune.pipelines.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job on a clip with known truth. */
@Command(
    name = "demo",
    sortOptions = false,
    customSynopsis = "attune demo [OPTION...]",
    description = {
      "Render a short hand-held clip, deblur it with adaptation, and compare with the truth.",
      "",
      "Writes blurred.mp4, restored.mp4 and report.html into the folder, replacing those of an"
          + " earlier demonstration."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "attune-demo",
      description = "Where the files go; made when missing (${DEFAULT-VALUE}).")
  Path folder;

  @Mixin private MethodOptions method;
  @Mixin private ComputeOptions compute;
  @Mixin private ProgressOptions progress;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BuildInfo.read().requirePlatform();
    makeFolder();
    Map<String, String> settings = new LinkedHashMap<>();
    method.describe(settings);
    compute.describe(settings);
    Demonstration demonstration =
        new Demonstration(
            folder, method.load(ModelCatalogs.of(terminal)), compute.settings(), settings);
    Demonstration.Seen seen;
    try (ProgressMeter meter = progress.meter(terminal, common.quiet)) {
      seen = demonstration.run(new RunProgress(meter));
    }
    Path page = folder.resolve("report.html");
    Pages.write(
        page,
        RunReport.of(
            seen.finished().result(),
            seen.finished().evidence(),
            Provenances.of(spec.root().commandLine().getParseResult())));
    tell(seen, page);
    return ExitCode.OK.number();
  }

  private void tell(Demonstration.Seen seen, Path page) {
    if (common.json) {
      Map<String, Object> all = new LinkedHashMap<>();
      Map<String, Double> psnr = new LinkedHashMap<>();
      psnr.put("blurred", seen.blurred());
      psnr.put("unsharp", seen.unsharp());
      psnr.put("restored", seen.restored());
      all.put("psnr", psnr);
      all.put("report", page.toString());
      all.put("result", seen.finished().result());
      terminal.out().println(Json.write(all));
      return;
    }
    terminal.out().print(RunSummary.of(seen.finished().result(), Optional.of(page)));
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "PSNR       blurred %.2f dB, best unsharp mask %.2f dB, restored %.2f dB (%+.2f dB)%n",
            seen.blurred(),
            seen.unsharp(),
            seen.restored(),
            seen.restored() - seen.blurred());
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.OUTPUT,
          "the folder " + folder + " cannot be made: " + e + "; name another place with -o",
          e);
    }
  }
}
