package dev.attune.pipelines.cli;

import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.catalog.ColourOrder;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.adaptation.weights.catalog.ModelDescription;
import dev.attune.adaptation.weights.catalog.ModelEntry;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.DeblurNetworks;
import dev.attune.deblur.train.DeblurTrainer;
import dev.attune.deblur.train.TrainListener;
import dev.attune.deblur.train.TrainSettings;
import dev.attune.pipelines.progress.ProgressMeter;
import dev.attune.pipelines.report.TrainingReport;
import dev.attune.pipelines.training.TrainingData;
import dev.attune.pipelines.training.TrainingLog;
import dev.attune.pipelines.training.TrainingLog.Validation;
import dev.attune.pipelines.training.TrainingLogWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a deblurring network on scenes that Attune makes itself. */
@Command(
    name = "deblur",
    sortOptions = false,
    customSynopsis = "attune train deblur FOLDER [OPTION...]",
    description = {
      "Train a deblurring network on procedural scenes, and go on where an earlier run stopped.",
      "",
      "FOLDER holds the state, the log, a page with the curves (training.html), the best weights"
          + " (best.safetensors) and at the end the model with its card (model/). Ctrl-C saves the"
          + " state."
    })
final class TrainDeblurCommand implements Callable<Integer> {
  private static final String LOG = "log.jsonl";
  private static final String PAGE = "training.html";
  private static final String MODEL = "model";

  @Parameters(paramLabel = "FOLDER", description = "Where training lives; made when missing.")
  Path folder;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Sequences with truth in BSD layout to train on besides procedural scenes, such as those"
              + " of 'attune data blur'. Repeatable.")
  List<Path> data = new ArrayList<>();

  @Option(
      names = "--data-share",
      paramLabel = "0..1",
      defaultValue = "0.5",
      converter = Numbers.Share.class,
      description = "Share of the windows that come from --data (${DEFAULT-VALUE}).")
  Double dataShare;

  @Option(
      names = "--from",
      paramLabel = "NAME|FILE",
      description = "Weights to begin with, of the same network; default: fresh ones.")
  String from;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "trained",
      description = "Name on the model's card (${DEFAULT-VALUE}).")
  String name;

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      defaultValue = "Apache-2.0",
      description = "Licence on the model's card (${DEFAULT-VALUE}).")
  String licence;

  @Mixin private TrainedNetworkOptions networkOptions;
  @Mixin private TrainSettingsOptions settingsOptions;
  @Mixin private ComputeOptions compute;
  @Mixin private ProgressOptions progress;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  TrainDeblurCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DeblurNetwork network;
    TrainSettings settings;
    try {
      network = networkOptions.network();
      settings = settingsOptions.settings(networkOptions.windowFrames());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, e.getMessage(), e);
    }
    TrainingData trainingData;
    Weights best;
    try (TorchEngine engine = TorchEngine.open(compute.settings());
        ProgressMeter meter = progress.meter(terminal, common.quiet);
        TrainingLogWriter log = new TrainingLogWriter(folder.resolve(LOG))) {
      TrainListener listener = listener(network, log, meter);
      trainingData = TrainingData.of(network, settings, data, dataShare);
      best = trainer(network, settings, trainingData, listener).train(engine);
    } catch (IllegalArgumentException e) {
      // The folder holds a run with other settings.
      throw new CommandException(ExitCode.USAGE, e.getMessage(), e);
    }
    writePage(network);
    if (Thread.interrupted()) {
      throw new CommandException(
          ExitCode.INTERRUPTED,
          "interrupted; the state is saved in " + folder + ", the same command goes on from it");
    }
    printResult(
        ModelCatalog.write(folder.resolve(MODEL), description(network, trainingData), best));
    return ExitCode.OK.number();
  }

  private DeblurTrainer trainer(
      DeblurNetwork network,
      TrainSettings settings,
      TrainingData trainingData,
      TrainListener listener) {
    Optional<Weights> first = Optional.ofNullable(from).map(this::first);
    return new DeblurTrainer(
        network,
        settings,
        trainingData.training(),
        trainingData.validation(),
        trainingData.description() + first.map(w -> "; from " + w.sha256()).orElse(""),
        first,
        folder,
        listener);
  }

  private Weights first(String nameOrFile) {
    Weights weights = ModelCatalogs.of(terminal).load(nameOrFile).weights();
    DeblurNetwork given = DeblurNetworks.of(weights);
    if (!given.equals(networkOptions.network())) {
      throw new IllegalArgumentException(
          "--from "
              + nameOrFile
              + " is of "
              + given.title()
              + ", what is trained is "
              + networkOptions.network().title()
              + "; choose the same network and size");
    }
    return weights;
  }

  /** Writes the log, shows progress, and renews the page at every validation. */
  private TrainListener listener(
      DeblurNetwork network, TrainingLogWriter log, ProgressMeter meter) {
    return new TrainListener() {
      @Override
      public void step(long step, double loss, double gradientNorm, double rate) {
        log.step(step, loss, gradientNorm, rate);
        meter.update("train", "steps", step, settingsOptions.steps);
      }

      @Override
      public void validated(long step, double inputPsnr, double psnr, boolean best) {
        log.validated(step, inputPsnr, psnr, best);
        meter.notice(
            String.format(
                Locale.ROOT,
                "step %d: %.2f dB, blurred %.2f dB%s",
                step,
                psnr,
                inputPsnr,
                best ? ", best so far" : ""));
        writePage(network);
      }
    };
  }

  private void writePage(DeblurNetwork network) {
    Map<String, String> shown = new LinkedHashMap<>();
    spec.options().stream()
        .filter(option -> !option.usageHelp() && option.getValue() instanceof Number)
        .forEach(
            option ->
                shown.put(
                    option.longestName().replaceFirst("^--", ""), option.getValue().toString()));
    Pages.write(
        folder.resolve(PAGE),
        TrainingReport.of(
            network.title(),
            TrainingLog.read(folder.resolve(LOG)),
            shown,
            Provenances.of(spec.root().commandLine().getParseResult())));
  }

  private ModelDescription description(DeblurNetwork network, TrainingData trainingData) {
    TrainingLog log = TrainingLog.read(folder.resolve(LOG));
    Validation judged = log.best();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("psnr.validation.input", judged.inputPsnr());
    figures.put("psnr.validation.restored", judged.psnr());
    String recipe =
        String.format(
            Locale.ROOT,
            "attune train deblur FOLDER %s (%s; best at step %d)",
            String.join(" ", optionsGiven()),
            trainingData.description(),
            judged.step());
    return ModelDescriptions.of(name, network, licence, recipe, figures, ColourOrder.RGB);
  }

  /** The command line without folders, which mean nothing elsewhere. */
  private List<String> optionsGiven() {
    List<String> out = new ArrayList<>();
    spec.options().stream()
        .filter(
            o ->
                o.getValue() instanceof Number
                    || o.getValue() instanceof TrainedNetworkOptions.Kind)
        .filter(o -> !o.longestName().equals("--threads"))
        .forEach(o -> out.add(o.longestName() + " " + o.getValue()));
    return out;
  }

  private void printResult(ModelEntry model) {
    Validation best = TrainingLog.read(folder.resolve(LOG)).best();
    if (common.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("steps", settingsOptions.steps);
      result.put("best", best);
      result.put("weights", folder.resolve(DeblurTrainer.BEST).toString());
      result.put("model", ModelRow.of(model));
      result.put("page", folder.resolve(PAGE).toString());
      terminal.out().println(Json.write(result));
    } else {
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "%.2f dB after step %d, blurred frames have %.2f dB%nmodel:   %s%npage:    %s%n",
              best.psnr(),
              best.step(),
              best.inputPsnr(),
              ModelRow.place(model),
              folder.resolve(PAGE));
    }
  }
}
