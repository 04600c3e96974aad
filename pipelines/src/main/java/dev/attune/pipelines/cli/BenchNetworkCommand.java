package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.Weights;
import dev.attune.datasets.blur.PictureSize;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.DeblurNetworks;
import dev.attune.deblur.network.Estrnn;
import dev.attune.deblur.network.Initialization;
import dev.attune.pipelines.bench.NetworkBenchmark;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a network by itself. */
@Command(
    name = "network",
    sortOptions = false,
    customSynopsis = "attune bench network [OPTION...]",
    description = {
      "Time a deblurring network by itself on this machine: frames of a stream, and training"
          + " steps.",
      "",
      "Decoding, motion and encoding are not part of it. Compare only figures of one quiet machine."
    })
final class BenchNetworkCommand implements Callable<Integer> {
  @Option(
      names = "--weights",
      paramLabel = "NAME|FILE|estrnn",
      defaultValue = "path-kernel",
      description =
          "Model to time: a name of 'attune models list', a file, or 'estrnn', the published size"
              + " with random weights (${DEFAULT-VALUE}).")
  String weights;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "640x480",
      converter = Sizes.class,
      description = "Size of the frames (${DEFAULT-VALUE}).")
  PictureSize size;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "10",
      converter = Numbers.Count.class,
      description = "Frames to time (${DEFAULT-VALUE}).")
  Long frames;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "5",
      converter = Numbers.Count.class,
      description = "Training steps to time (${DEFAULT-VALUE}).")
  Long steps;

  @Option(
      names = "--crop",
      paramLabel = "PIXELS",
      defaultValue = "256",
      converter = Numbers.Count.class,
      description = "Side of the pictures of a training step, a multiple of 4 (${DEFAULT-VALUE}).")
  Long crop;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Count.class,
      description = "Windows of a training step (${DEFAULT-VALUE}).")
  Long batch;

  @Mixin private ComputeOptions compute;
  @Mixin private CommonOptions common;

  private final Terminal terminal;

  BenchNetworkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BuildInfo.read().requirePlatform();
    if (crop % 4 != 0) {
      throw new CommandException(ExitCode.USAGE, "crop " + crop + ": a multiple of 4 is needed");
    }
    Weights chosen =
        weights.equals("estrnn")
            ? Initialization.weights(Estrnn.published(), 1)
            : ModelCatalogs.of(terminal).load(weights).weights();
    DeblurNetwork network = DeblurNetworks.of(chosen);
    NetworkBenchmark benchmark = new NetworkBenchmark(network, chosen, compute.settings());
    NetworkBenchmark.Timing frame;
    try {
      frame = benchmark.frames(size.height(), size.width(), Math.toIntExact(frames));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, e.getMessage(), e);
    }
    NetworkBenchmark.Timing step =
        benchmark.steps(Math.toIntExact(crop), Math.toIntExact(batch), Math.toIntExact(steps));
    if (common.json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("network", network.title());
      all.put("threads", compute.settings().threads());
      all.put("frameMilliseconds", frame);
      all.put("stepMilliseconds", step);
      terminal.out().println(Json.write(all));
    } else {
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "%s, %d threads%nframe  %7.1f ms (%.1f to %.1f), %dx%d, %.2f frames a second%n"
                  + "step   %7.1f ms (%.1f to %.1f), %d of %dx%d%n",
              network.title(),
              compute.settings().threads(),
              frame.median(),
              frame.least(),
              frame.most(),
              size.width(),
              size.height(),
              1000 / frame.median(),
              step.median(),
              step.least(),
              step.most(),
              batch,
              crop,
              crop);
    }
    return ExitCode.OK.number();
  }
}
