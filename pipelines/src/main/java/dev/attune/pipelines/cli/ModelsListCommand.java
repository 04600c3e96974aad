package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.catalog.ModelList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the models that are shipped or imported. */
@Command(name = "list", description = "List the models that Attune knows.")
final class ModelsListCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  private final Terminal terminal;

  ModelsListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ModelList list = ModelCatalogs.of(terminal).list();
    List<ModelRow> rows = list.entries().stream().map(ModelRow::of).toList();
    List<String> problems = list.problems().stream().map(WeightsException::getMessage).toList();
    if (common.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("models", rows);
      result.put("problems", problems);
      terminal.out().println(Json.write(result));
    } else if (rows.isEmpty()) {
      terminal.out().println("No models. 'attune models import FILE' adds one.");
    } else {
      terminal.out().print(ModelRow.table(rows));
    }
    problems.forEach(problem -> terminal.err().println("attune: " + problem));
    return ExitCode.OK.number();
  }
}
