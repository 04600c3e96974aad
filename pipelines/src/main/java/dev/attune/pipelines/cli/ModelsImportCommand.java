package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.catalog.ColourOrder;
import dev.attune.adaptation.weights.catalog.ModelDescription;
import dev.attune.adaptation.weights.catalog.ModelEntry;
import dev.attune.adaptation.weights.files.WeightsFiles;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.DeblurNetworks;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a copy of weights under a name. */
@Command(
    name = "import",
    description = {
      "Keep weights under a name: a safetensors file or a PyTorch checkpoint (.pth, .tar, .th).",
      "",
      "Nothing in a checkpoint is executed. The network is recognised by the names and shapes of its"
          + " parameters."
    })
final class ModelsImportCommand implements Callable<Integer> {
  /** Orders in which pictures can be given. */
  enum Order {
    /** Red first. */
    RGB,
    /** Blue first. */
    BGR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it. */
    static final class Converter extends Words<Order> {
      Converter() {
        super(Order.class);
      }
    }
  }

  @Parameters(paramLabel = "FILE", description = "Weights.")
  Path file;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Name to keep it under: a-z, 0-9, '.', '_', '-'.")
  String name;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Dictionary of the checkpoint that holds the weights; default: found.")
  String key;

  @Option(
      names = "--colour-order",
      paramLabel = "rgb|bgr",
      defaultValue = "rgb",
      converter = Order.Converter.class,
      description = "Order of colours that the network was trained with (${DEFAULT-VALUE}).")
  Order order;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      defaultValue = "unknown",
      description = "Licence of the weights (${DEFAULT-VALUE}).")
  String licence;

  @Option(
      names = "--recipe",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "How they came to be, or where they were published.")
  String recipe;

  @Mixin private OverwriteOptions overwrite;
  @Mixin private CommonOptions common;

  private final Terminal terminal;

  ModelsImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<String> dictionary = Optional.ofNullable(key);
    Weights weights =
        dictionary.map(k -> WeightsFiles.read(file, k)).orElseGet(() -> WeightsFiles.read(file));
    DeblurNetwork network;
    try {
      network = DeblurNetworks.of(weights);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.MODEL, file + ": " + e.getMessage(), e);
    }
    ModelEntry stored;
    try {
      stored =
          ModelCatalogs.of(terminal)
              .importFile(file, dictionary, description(network), overwrite.choice.yes);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, e.getMessage(), e);
    }
    if (common.json) {
      terminal.out().println(Json.write(ModelRow.of(stored)));
    } else {
      terminal
          .out()
          .println(stored.name() + " is " + network.title() + ", in " + ModelRow.place(stored));
    }
    return ExitCode.OK.number();
  }

  private ModelDescription description(DeblurNetwork network) {
    return ModelDescriptions.of(
        name,
        network,
        licence,
        recipe.isEmpty() ? "imported from " + file.getFileName() : recipe,
        Map.of(),
        order == Order.BGR ? ColourOrder.BGR : ColourOrder.RGB);
  }
}
