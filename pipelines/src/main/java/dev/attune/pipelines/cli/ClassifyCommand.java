package dev.attune.pipelines.cli;

import dev.attune.adaptation.online.Presets;
import dev.attune.pipelines.online.FrameClassifier;
import dev.attune.pipelines.progress.ProgressMeter;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.Sources;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Classifies the frames of a video while adapting to it. */
@Command(
    name = "classify",
    sortOptions = false,
    customSynopsis = "attune classify INPUT --weights NAME|FILE [OPTION...]",
    description = {
      "Classify the frames of a video, a folder of pictures or a stream, adapting on the way.",
      "",
      "Prints one JSON object a line for every frame: frame, seconds, label, perhaps name,"
          + " probability, adapted, events."
    })
final class ClassifyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "INPUT",
      description = "A video or picture, a folder of pictures, a pattern, or a URL.")
  String input;

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "NAME|FILE",
      description = "Classifier: a name of 'attune models list', or a checkpoint.")
  String weights;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "attune",
      description = "How to adapt (${DEFAULT-VALUE}); 'source' does not.")
  String method;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "16",
      converter = Numbers.Count.class,
      description =
          "Frames that are looked at together (${DEFAULT-VALUE}); answers wait until there are so"
              + " many.")
  Long batch;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "Names of the classes, one a line, in their order.")
  Path classes;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.jsonl",
      description = "Write the lines there and print a summary; default: lines to stdout.")
  Path output;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Any.class,
      description = "Of everything random in the method (${DEFAULT-VALUE}).")
  Long seed;

  @Mixin private RangeOptions range;
  @Mixin private OverwriteOptions overwrite;
  @Mixin private ComputeOptions compute;
  @Mixin private ProgressOptions progress;
  @Mixin private CommonOptions common;

  private final Terminal terminal;

  ClassifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BuildInfo.read().requirePlatform();
    if (common.json && output == null) {
      throw new CommandException(
          ExitCode.USAGE, "--json prints a summary; give -o to say where the frames' lines go");
    }
    ClassifierModel model = ClassifierModel.load(ModelCatalogs.of(terminal), weights);
    requireMethod();
    List<String> names = names(model.backbones().backbone().classes());
    if (output != null) {
      overwrite.require(output, terminal);
    }
    FrameClassifier classifier =
        new FrameClassifier(model.backbones(), method, batch.intValue(), seed, compute.settings());
    FrameClassifier.Summary summary;
    try (FrameSource source = Sources.open(input, range.readOptions());
        PrintStream lines = lines();
        ProgressMeter meter = progress.meter(terminal, common.quiet || output == null)) {
      long total = source.info().estimatedFrames().orElse(0);
      summary =
          classifier.run(
              source,
              f -> {
                lines.println(Json.line(line(f, names)));
                meter.update("classify", "frames", f.frame() + 1, Math.max(total, f.frame() + 1));
              });
      if (output != null && lines.checkError()) {
        throw new CommandException(
            ExitCode.OUTPUT, output + " could not be written: the disk is full");
      }
    }
    report(summary);
    return ExitCode.OK.number();
  }

  private void requireMethod() {
    if (!Presets.names().contains(method)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--method: '" + method + "' is unknown; there are " + String.join(", ", usable()));
    }
    if (Presets.needsSource(method)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--method: '"
              + method
              + "' learns from labelled pictures of the source domain before the stream, which a"
              + " video does not have; usable are "
              + String.join(", ", usable()));
    }
  }

  private static List<String> usable() {
    return Presets.names().stream().filter(n -> !Presets.needsSource(n)).toList();
  }

  private List<String> names(int count) {
    if (classes == null) {
      return List.of();
    }
    List<String> names;
    try {
      names = Files.readAllLines(classes).stream().filter(l -> !l.isBlank()).toList();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.BAD_INPUT, "--classes: " + classes + " cannot be read: " + e.getMessage(), e);
    }
    if (names.size() != count) {
      throw new CommandException(
          ExitCode.USAGE,
          "--classes: "
              + classes
              + " names "
              + names.size()
              + " classes, the classifier knows "
              + count);
    }
    return names;
  }

  private PrintStream lines() {
    if (output == null) {
      return new PrintStream(terminal.out(), false, StandardCharsets.UTF_8) {
        @Override
        public void close() {
          flush(); // stdout is not ours to close
        }
      };
    }
    try {
      return new PrintStream(Files.newOutputStream(output), false, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.OUTPUT, output + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> line(FrameClassifier.FrameClass f, List<String> names) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("frame", f.frame());
    out.put("seconds", f.seconds());
    out.put("label", f.label());
    if (!names.isEmpty()) {
      out.put("name", names.get(f.label()));
    }
    out.put("probability", f.probability());
    out.put("adapted", f.adapted());
    if (!f.events().isEmpty()) {
      out.put("events", f.events());
    }
    return out;
  }

  private void report(FrameClassifier.Summary s) {
    if (common.json) {
      terminal.out().println(Json.write(s));
      return;
    }
    String text =
        String.format(
            Locale.ROOT,
            "%d frames, %d batches learnt from, %d events, %.1f ms a frame",
            s.frames(),
            s.adaptedBatches(),
            s.events(),
            1000 * s.secondsPerFrame());
    if (output != null) {
      terminal.out().println(text);
    } else if (!common.quiet) {
      terminal.err().println("attune: " + text);
    }
  }
}
