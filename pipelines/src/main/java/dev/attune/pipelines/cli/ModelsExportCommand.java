package dev.attune.pipelines.cli;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model as a file. */
@Command(name = "export", description = "Write a model as a safetensors file with its description.")
final class ModelsExportCommand implements Callable<Integer> {
  /** Types in which weights can be stored. */
  enum Type {
    /** Four bytes a number. */
    FLOAT32(ElementType.FLOAT32),
    /** Two bytes a number. */
    FLOAT16(ElementType.FLOAT16),
    /** Two bytes a number, wider range, fewer digits. */
    BFLOAT16(ElementType.BFLOAT16);

    private final ElementType element;

    Type(ElementType element) {
      this.element = element;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it. */
    static final class Converter extends Words<Type> {
      Converter() {
        super(Type.class);
      }
    }
  }

  @Parameters(paramLabel = "NAME", description = "Model to write.")
  String name;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "File to write.")
  Path output;

  @Option(
      names = "--type",
      paramLabel = "float32|float16|bfloat16",
      converter = Type.Converter.class,
      description = "Type of the numbers; default: as they are.")
  Type type;

  @Mixin private OverwriteOptions overwrite;
  @Mixin private CommonOptions common;

  private final Terminal terminal;

  ModelsExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    overwrite.require(output, terminal);
    Weights written;
    try {
      written =
          ModelCatalogs.of(terminal)
              .export(name, output, Optional.ofNullable(type).map(t -> t.element));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, e.getMessage(), e);
    }
    if (common.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("path", output.toString());
      result.put("tensors", written.tensors().size());
      terminal.out().println(Json.write(result));
    } else {
      terminal.out().println(written.tensors().size() + " tensors in " + output);
    }
    return ExitCode.OK.number();
  }
}
