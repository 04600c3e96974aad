package dev.attune.pipelines.cli;

import dev.attune.adaptation.online.Labelled;
import dev.attune.adaptation.online.Presets;
import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.datasets.stream.Protocol;
import dev.attune.datasets.stream.StreamItem;
import dev.attune.datasets.stream.StreamPictures;
import dev.attune.pipelines.config.NearestName;
import dev.attune.pipelines.online.OnlineBenchmark;
import dev.attune.pipelines.online.OnlineResult;
import dev.attune.pipelines.online.OnlineTable;
import dev.attune.pipelines.progress.ProgressMeter;
import dev.attune.pipelines.report.OnlineReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores methods of online adaptation on a stream of corrupted pictures. */
@Command(
    name = "online",
    sortOptions = false,
    customSynopsis = "attune bench online --weights NAME|FILE --data FOLDER|ARCHIVE [OPTION...]",
    description = {
      "Score methods of online adaptation on a stream of labelled pictures.",
      "",
      "Every method sees the same stream once; what it answers while it adapts is scored."
    })
final class BenchOnlineCommand implements Callable<Integer> {
  @Option(
      names = "--weights",
      required = true,
      paramLabel = "NAME|FILE",
      description = "Classifier: a name of 'attune models list', or a checkpoint.")
  String weights;

  @Mixin private StreamOptions stream;

  @Option(
      names = "--methods",
      paramLabel = "NAME[,NAME...]",
      split = ",",
      defaultValue = "source,bn,bn-alpha,tent,eta,rdumb,sar,roid,lame",
      description = "Methods, or 'all' (${DEFAULT-VALUE}).")
  List<String> methods;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "200",
      converter = Numbers.Count.class,
      description = "Pictures in a batch (${DEFAULT-VALUE}).")
  Long batch;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with a plot and the table.")
  Path report;

  @Mixin private ComputeOptions compute;
  @Mixin private ProgressOptions progress;
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  BenchOnlineCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BuildInfo.read().requirePlatform();
    if (report != null) {
      Pages.requirePossible(report);
    }
    List<String> chosen = chosenMethods();
    ClassifierModel model = ClassifierModel.load(ModelCatalogs.of(terminal), weights);
    int side = model.backbones().side();
    StreamOptions.Opened opened = stream.open(side, chosen.stream().anyMatch(Presets::needsSource));
    StreamPictures pictures = opened.pictures();
    requireClasses(model, pictures);
    List<List<StreamItem>> plan = stream.plan(pictures);
    OnlineBenchmark benchmark =
        new OnlineBenchmark(
            model.backbones(),
            pictures,
            opened.source(),
            plan,
            stream.protocol,
            batch.intValue(),
            stream.seed,
            compute.settings());
    List<OnlineResult> results = run(benchmark, chosen);
    Map<String, String> header = header(model, pictures, plan, opened.source());
    if (report != null) {
      Pages.write(
          report,
          OnlineReport.of(
              header, results, Provenances.of(spec.root().commandLine().getParseResult())));
    }
    if (common.json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("header", header);
      all.put("methods", results);
      terminal.out().println(Json.write(all));
    } else {
      terminal.out().print(OnlineTable.markdown(header, results));
    }
    return ExitCode.OK.number();
  }

  private List<OnlineResult> run(OnlineBenchmark benchmark, List<String> chosen) {
    List<OnlineResult> out = new ArrayList<>();
    try (ProgressMeter meter = progress.meter(terminal, common.quiet)) {
      for (String method : chosen) {
        try {
          out.add(
              benchmark.run(
                  method, (name, done, total) -> meter.update(name, "pictures", done, total)));
        } catch (IllegalArgumentException e) {
          throw new CommandException(ExitCode.USAGE, e.getMessage(), e);
        }
      }
    }
    return out;
  }

  private List<String> chosenMethods() {
    if (methods.equals(List.of("all"))) {
      return Presets.names();
    }
    for (String method : methods) {
      if (!Presets.names().contains(method)) {
        String hint =
            NearestName.among(Presets.names(), method)
                .map(near -> ", did you mean " + near + "?")
                .orElse("");
        throw new CommandException(
            ExitCode.USAGE,
            "--methods: '"
                + method
                + "'"
                + hint
                + " There are "
                + String.join(", ", Presets.names()));
      }
    }
    return methods;
  }

  private void requireClasses(ClassifierModel model, StreamPictures pictures) {
    int classes = model.backbones().backbone().classes();
    if (pictures.classes() != classes) {
      throw new CommandException(
          ExitCode.USAGE,
          stream.data
              + " has "
              + pictures.classes()
              + " classes, the classifier "
              + model.name()
              + " knows "
              + classes);
    }
  }

  private Map<String, String> header(
      ClassifierModel model,
      StreamPictures pictures,
      List<List<StreamItem>> plan,
      List<Labelled> source) {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("pictures", pictures.title());
    out.put("classifier", model.name() + ", " + model.backbones().backbone());
    out.put("SHA-256 of its file", model.sha256());
    out.put("protocol", stream.protocol.toString());
    out.put(
        "reset",
        stream.protocol == Protocol.RESET ? "at each corruption" : "never, but by methods");
    out.put("severity", String.valueOf(stream.severity));
    out.put(
        "samples",
        pictures.size()
            + " a corruption, "
            + plan.stream().mapToInt(List::size).sum()
            + " in the stream");
    out.put("part of the pictures", stream.part.toString());
    out.put("batch", String.valueOf(batch));
    out.put(
        "corruptions",
        String.join(", ", stream.types(pictures).stream().map(CorruptionType::label).toList()));
    out.put(
        "source pictures", String.valueOf(source.stream().mapToInt(b -> b.labels().length).sum()));
    out.put("seed", String.valueOf(stream.seed));
    out.put("threads", String.valueOf(compute.settings().threads()));
    return out;
  }
}
