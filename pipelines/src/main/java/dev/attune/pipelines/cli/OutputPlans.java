package dev.attune.pipelines.cli;

import dev.attune.pipelines.batch.FoundInput;
import dev.attune.pipelines.batch.InputSearch;
import dev.attune.pipelines.batch.NameTemplate;
import dev.attune.pipelines.batch.OutputFolder;
import dev.attune.video.io.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the results of all inputs go. A single one goes to the output itself, or, when it is a
 * video and the output a folder that exists, into that folder; several go into the output as a
 * folder, under their own names or those of a template, in folders like those they were found in.
 *
 * @param all one for each input, no two to the same place
 * @param batch whether they are treated as a batch: finished ones are skipped, a failure does not
 *     stop the rest
 * @param index page about the whole batch
 * @param notices what was passed over, one sentence each
 */
record OutputPlans(
    List<OutputPlan> all, boolean batch, Optional<Path> index, List<String> notices) {
  private static final String INDEX = "index.html";
  private static final String PAGE = ".html";

  /**
   * What decides on names.
   *
   * @param template of file names; empty for those of the inputs
   * @param fields values of its names beside those of the input
   */
  record Naming(Optional<NameTemplate> template, Map<String, String> fields) {
    /** The names of the inputs. */
    static final Naming OWN = new Naming(Optional.empty(), Map.of());

    Path name(InputName input) {
      Map<String, String> values = new HashMap<>(fields);
      values.putAll(input.fields());
      return template.map(t -> t.expand(values)).orElseGet(() -> Path.of(input.name()));
    }
  }

  /**
   * Plans.
   *
   * @param report file, or folder of pages where there are several inputs; may be null
   * @throws CommandException when two inputs would go to the same place, an input would be
   *     replaced, or the output cannot be a folder
   * @throws dev.attune.video.io.MediaException when a name leads out of the output folder
   */
  static OutputPlans of(InputSearch.Result found, String output, Path report, Naming naming) {
    Path target = Path.of(output);
    FoundInput first = found.inputs().get(0);
    boolean folder =
        found.many()
            || naming.template().isPresent()
            || ((output.endsWith("/") || Files.isDirectory(target))
                && !InputName.isPictures(first.input()));
    if (!folder) {
      return new OutputPlans(
          List.of(new OutputPlan(first.input(), target, Optional.ofNullable(report))),
          false,
          Optional.empty(),
          found.notices());
    }
    requireFolder(output, target, found.many());
    List<OutputPlan> plans = plans(found.inputs(), target, naming);
    List<String> notices = new ArrayList<>(found.notices());
    plans = withoutResults(plans, found.inputs(), notices);
    if (report == null) {
      return new OutputPlans(plans, found.many(), Optional.empty(), notices);
    }
    if (!found.many()) {
      OutputPlan only = plans.get(0);
      return new OutputPlans(
          List.of(new OutputPlan(only.input(), only.output(), Optional.of(report))),
          false,
          Optional.empty(),
          notices);
    }
    boolean page = report.toString().endsWith(PAGE);
    Path pages = page ? report.resolveSibling(withoutEnding(report)) : report;
    return new OutputPlans(
        withPages(plans, target, pages),
        true,
        Optional.of(page ? report : report.resolve(INDEX)),
        notices);
  }

  private static void requireFolder(String output, Path target, boolean many) {
    if (output.equals(OutputPlan.PIPE)) {
      throw new CommandException(
          ExitCode.USAGE,
          many
              ? "one input can go through a pipe; give a folder for several"
              : "--name names a file in a folder; give -o a folder");
    }
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new CommandException(
          ExitCode.OUTPUT,
          many
              ? "several inputs need a folder to go into, but " + target + " is a file"
              : target + " cannot be made a folder: a file stands in its place");
    }
    String name = String.valueOf(target.getFileName());
    if (!output.endsWith("/") && !Files.exists(target) && InputName.of(name).name().equals(name)) {
      throw new CommandException(
          ExitCode.USAGE,
          "-o " + output + " names a file, but a folder is wanted; end its name with a /");
    }
  }

  private static List<OutputPlan> plans(List<FoundInput> inputs, Path target, Naming naming) {
    OutputFolder folder = new OutputFolder(target);
    List<OutputPlan> plans = new ArrayList<>();
    Map<Path, String> taken = new HashMap<>();
    for (FoundInput input : inputs) {
      Path relative =
          input
              .name()
              .orElseGet(() -> input.folder().resolve(naming.name(InputName.of(input.input()))));
      Path file = folder.resolve(relative);
      String other = taken.put(file.normalize(), input.input());
      if (other != null) {
        throw new CommandException(
            ExitCode.USAGE,
            Redaction.text(other)
                + " and "
                + Redaction.text(input.input())
                + " would both become "
                + file
                + "; restore them one by one, or tell them apart with --name '{name}'");
      }
      plans.add(new OutputPlan(input.input(), file, Optional.empty()));
    }
    return plans;
  }

  /**
   * Leaves out what is itself a result of another input, as happens when results lie beside their
   * inputs and the folder is searched again.
   */
  private static List<OutputPlan> withoutResults(
      List<OutputPlan> plans, List<FoundInput> inputs, List<String> notices) {
    Map<Path, String> results = new HashMap<>();
    plans.forEach(plan -> realPath(plan.output()).ifPresent(p -> results.put(p, plan.input())));
    List<OutputPlan> kept = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      OutputPlan plan = plans.get(i);
      String maker = realPath(Path.of(plan.input())).map(results::get).orElse(null);
      if (maker == null) {
        kept.add(plan);
      } else if (inputs.get(i).searched() && !maker.equals(plan.input())) {
        notices.add(plan.input() + " is the result of " + maker + " and left out");
      } else {
        throw new CommandException(
            ExitCode.OUTPUT,
            plan.input()
                + " would be replaced by the result of "
                + (maker.equals(plan.input()) ? "itself" : maker)
                + ": name another folder, or other files with --name '{stem}_sharp{ext}'");
      }
    }
    return kept;
  }

  private static Optional<Path> realPath(Path path) {
    try {
      return Files.isRegularFile(path) ? Optional.of(path.toRealPath()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Pages lie as their outputs do and have their names. */
  private static List<OutputPlan> withPages(List<OutputPlan> plans, Path target, Path pages) {
    OutputFolder folder = new OutputFolder(pages);
    List<OutputPlan> all = new ArrayList<>();
    for (OutputPlan plan : plans) {
      String page = target.relativize(plan.output()) + PAGE;
      // Only a folder of pictures can have no ending.
      Path place = folder.resolve(Path.of(page.equals(INDEX) ? page + PAGE : page));
      all.add(new OutputPlan(plan.input(), plan.output(), Optional.of(place)));
    }
    return all;
  }

  private static String withoutEnding(Path file) {
    return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]+$", "");
  }
}
