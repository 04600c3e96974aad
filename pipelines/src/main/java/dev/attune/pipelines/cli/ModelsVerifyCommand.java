package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.adaptation.weights.catalog.ModelEntry;
import dev.attune.adaptation.weights.catalog.ModelList;
import dev.attune.adaptation.weights.catalog.ModelState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Computes the digests of models. */
@Command(
    name = "verify",
    description = {
      "Compare the SHA-256 of models with their cards.",
      "",
      "Exit code 4 when one is not right."
    })
final class ModelsVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which ones; default: all.")
  List<String> names = List.of();

  @Mixin private CommonOptions common;

  private final Terminal terminal;

  ModelsVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ModelCatalog catalog = ModelCatalogs.of(terminal);
    ModelList list = catalog.list();
    List<ModelEntry> chosen =
        names.isEmpty() ? list.entries() : names.stream().map(catalog::get).toList();
    List<ModelEntry> verified = chosen.stream().map(catalog::verify).toList();
    List<String> problems =
        names.isEmpty()
            ? list.problems().stream().map(WeightsException::getMessage).toList()
            : List.of();
    boolean ok =
        problems.isEmpty() && verified.stream().allMatch(e -> e.state() == ModelState.VERIFIED);
    if (common.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("ok", ok);
      result.put("models", verified.stream().map(ModelRow::of).toList());
      result.put("problems", problems);
      terminal.out().println(Json.write(result));
    } else {
      for (ModelEntry entry : verified) {
        terminal.out().println(ModelRow.of(entry).state() + "  " + entry.name());
      }
    }
    problems.forEach(problem -> terminal.err().println("attune: " + problem));
    if (!ok) {
      terminal
          .err()
          .println("attune: not every model is right; import those again that are not verified");
    }
    return (ok ? ExitCode.OK : ExitCode.MODEL).number();
  }
}
