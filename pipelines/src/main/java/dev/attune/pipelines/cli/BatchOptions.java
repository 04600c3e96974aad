package dev.attune.pipelines.cli;

import dev.attune.pipelines.batch.NameTemplate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which inputs a folder stands for, and how their results are called. */
final class BatchOptions {
  @Option(
      names = "--recursive",
      description = "Take the videos of folders within a folder too, and mirror these folders.")
  boolean recursive;

  @Option(
      names = "--name",
      paramLabel = "TEMPLATE",
      converter = TemplateConverter.class,
      description =
          "Name of each output in the folder OUTPUT, such as '{stem}_{preset}{ext}'; {name}, {stem},"
              + " {ext}, {preset} and {adapt} are known.")
  NameTemplate template;

  @Option(
      names = "--jobs",
      paramLabel = "FILE.jsonl",
      description =
          "Take inputs from a list too: one JSON object a line, with 'input' and, where it is to have"
              + " another, 'name' of the output in the folder OUTPUT.")
  Path jobs;

  /** How outputs are called; empty where they take the names of their inputs. */
  Optional<NameTemplate> template() {
    return Optional.ofNullable(template);
  }

  /** Adds these settings, where there are any. */
  void describe(Map<String, String> settings) {
    if (recursive) {
      settings.put("recursive", "true");
    }
    if (jobs != null) {
      settings.put("jobs", jobs.toString());
    }
    template().ifPresent(t -> settings.put("name", t.toString()));
  }

  /** Reads a template. */
  static final class TemplateConverter implements ITypeConverter<NameTemplate> {
    @Override
    public NameTemplate convert(String text) {
      try {
        return NameTemplate.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
