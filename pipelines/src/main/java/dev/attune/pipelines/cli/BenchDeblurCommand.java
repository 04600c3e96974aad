package dev.attune.pipelines.cli;

import dev.attune.datasets.layout.BsdDataset;
import dev.attune.datasets.layout.PairedSequence;
import dev.attune.datasets.metric.MetricStyle;
import dev.attune.pipelines.bench.ClassicMethods;
import dev.attune.pipelines.bench.DeblurBenchmark;
import dev.attune.pipelines.bench.TruthClip;
import dev.attune.pipelines.progress.ProgressMeter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Scores source and adapted model on pairs with truth. */
@Command(
    name = "deblur",
    sortOptions = false,
    customSynopsis = "attune bench deblur --data FOLDER [OPTION...]",
    description = {
      "Restore sequences with known truth by the source model and by the adapted one, and compare.",
      "",
      "All frames count. The truth is read only for scoring."
    })
final class BenchDeblurCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "Sequences in BSD layout: NAME/{Blur,Sharp}/RGB/*.png, perhaps below 'test'.")
  Path data;

  @Option(
      names = "--metric-style",
      paramLabel = "standard|dadeblur|estrnn|realblur",
      defaultValue = "standard",
      converter = StyleConverter.class,
      description = "Whose way of computing PSNR and SSIM (${DEFAULT-VALUE}).")
  MetricStyle style;

  @Option(
      names = "--compare",
      description =
          "Compare with the best unsharp mask, Wiener filter and Richardson-Lucy deconvolution;"
              + " their settings are chosen with the truth.")
  boolean compare;

  @Mixin private MethodOptions method;
  @Mixin private ComputeOptions compute;
  @Mixin private ProgressOptions progress;
  @Mixin private CommonOptions common;

  private final Terminal terminal;

  BenchDeblurCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Reads a metric style. */
  static final class StyleConverter implements ITypeConverter<MetricStyle> {
    @Override
    public MetricStyle convert(String text) {
      return Stream.of(MetricStyle.values())
          .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "': standard, dadeblur, estrnn or realblur is allowed"));
    }
  }

  @Override
  public Integer call() {
    BuildInfo.read().requirePlatform();
    List<PairedSequence> sequences = BsdDataset.open(data, BsdDataset.FRAME_RATE);
    DeblurBenchmark benchmark =
        new DeblurBenchmark(method.load(ModelCatalogs.of(terminal)), compute.settings(), style);
    List<DeblurBenchmark.Row> rows = new ArrayList<>();
    for (PairedSequence s : sequences) {
      try (ProgressMeter meter = progress.meter(terminal, common.quiet)) {
        TruthClip clip = TruthClip.of(s, BsdDataset.FRAME_RATE);
        DeblurBenchmark.Row row = benchmark.run(clip, new RunProgress(meter));
        rows.add(compare ? row.with(compared(clip, meter)) : row);
      }
    }
    if (common.json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("sequences", rows);
      all.put("mean", DeblurBenchmark.mean(rows));
      terminal.out().println(Json.write(all));
    } else {
      terminal.out().print(table(rows));
    }
    return ExitCode.OK.number();
  }

  private List<ClassicMethods.Best> compared(TruthClip clip, ProgressMeter meter) {
    return new ClassicMethods(style, compute.settings().threads())
        .all(clip, (done, total) -> meter.update("compare", "frames", done, total));
  }

  private TextTable table(List<DeblurBenchmark.Row> rows) {
    List<String> heads = new ArrayList<>(List.of("sequence", ">frames"));
    List<String> models = List.of("input", "source", "adapted");
    models.forEach(model -> heads.add(">" + model));
    if (compare) {
      heads.addAll(List.of(">unsharp", ">Wiener", ">Rich.-Lucy"));
    }
    models.forEach(model -> heads.add(model.equals("input") ? ">SSIM input" : ">" + model));
    heads.addAll(List.of(">s source", ">s adapted", "outcome"));
    TextTable table = new TextTable(heads.toArray(String[]::new));
    for (DeblurBenchmark.Row r : rows) {
      List<String> cells = new ArrayList<>(List.of(r.name(), String.valueOf(r.frames())));
      r.psnr().values().forEach(value -> cells.add(decibels(value)));
      models.forEach(model -> cells.add(share(r.ssim().get(model))));
      cells.add(seconds(r.seconds().get("source")));
      cells.add(seconds(r.seconds().get("adapted")));
      cells.add(r.outcome());
      table.add(cells.toArray(String[]::new));
    }
    DeblurBenchmark.Mean mean = DeblurBenchmark.mean(rows);
    List<String> cells = new ArrayList<>(List.of("mean", ""));
    mean.psnr().values().forEach(value -> cells.add(decibels(value)));
    models.forEach(model -> cells.add(share(mean.ssim().get(model))));
    cells.addAll(List.of("", "", ""));
    table.add(cells.toArray(String[]::new));
    return table;
  }

  private static String decibels(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
