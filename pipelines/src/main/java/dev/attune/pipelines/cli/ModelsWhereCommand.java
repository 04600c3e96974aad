package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.catalog.ModelCatalog;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells where models lie. */
@Command(name = "where", description = "Print where a model lies, or where imported models do.")
final class ModelsWhereCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "A model; default: the folder of imported models.")
  String name;

  @Mixin private CommonOptions common;

  private final Terminal terminal;

  ModelsWhereCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ModelCatalog catalog = ModelCatalogs.of(terminal);
    String place =
        name == null
            ? catalog.userFolder().toAbsolutePath().toString()
            : ModelRow.place(catalog.get(name));
    terminal.out().println(common.json ? Json.write(Map.of("path", place)) : place);
    return ExitCode.OK.number();
  }
}
