package dev.attune.pipelines.cli;

import dev.attune.datasets.blur.BlurListener;
import dev.attune.datasets.blur.BlurMode;
import dev.attune.datasets.blur.BlurRecipe;
import dev.attune.datasets.blur.PairMaker;
import dev.attune.datasets.blur.PictureSize;
import dev.attune.datasets.blur.Range;
import dev.attune.datasets.blur.SequenceReport;
import dev.attune.pipelines.progress.ProgressMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes pairs of blurred and sharp frames from sharp clips. */
@Command(
    name = "blur",
    sortOptions = false,
    customSynopsis = "attune data blur INPUT... -o FOLDER [OPTION...]",
    description = {
      "Make pairs of blurred and sharp frames from sharp clips, for training and benchmarks.",
      "",
      "Writes FOLDER/SEQUENCE/{Blur,Sharp}/RGB/00000000.png ... and meta.json. A range such as"
          + " 0.3..0.9 is drawn from once a sequence."
    })
final class DataBlurCommand implements Callable<Integer> {
  /** Where blur comes from. */
  enum Mode {
    /** A camera held by hand. */
    HAND,
    /** Real frames averaged. */
    AVERAGE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it. */
    static final class Converter extends Words<Mode> {
      Converter() {
        super(Mode.class);
      }
    }
  }

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "Sharp videos, folders or patterns of pictures, or URLs, without cuts.")
  List<String> inputs;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description = "Where the sequences go; made when missing.")
  Path folder;

  @Option(
      names = "--mode",
      paramLabel = "hand|average",
      defaultValue = "hand",
      converter = Mode.Converter.class,
      description =
          "Blur by a camera held by hand that looks at each frame, or by averaging real frames"
              + " (${DEFAULT-VALUE}).")
  Mode mode;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Count.class,
      description = "Sequences of each input, spread over it (${DEFAULT-VALUE}).")
  Long sequences;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "40",
      converter = Numbers.Count.class,
      description = "Pairs of a sequence (${DEFAULT-VALUE}).")
  Long frames;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      converter = Sizes.class,
      description = "Size of the pictures; default: 640x360, or less where the source is small.")
  PictureSize size;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      converter = Numbers.Share.class,
      description =
          "Make the source smaller by this factor before it is blurred, 1 crops its full resolution;"
              + " default: as small as size and motion allow.")
  Double scale;

  @Option(
      names = "--exposure",
      paramLabel = "SHARE",
      converter = Ranges.class,
      description = "Open shutter in shares of the frame interval; default: 0.3..0.9.")
  Range exposure;

  @Option(
      names = "--amplitude",
      paramLabel = "FACTOR",
      converter = Ranges.class,
      description =
          "Scale of the hand's motion; at 1 most exposures see 2 to 5 pixels of path, the extremes"
              + " 0.5 and 25; default: 0.7..1.4.")
  Range amplitude;

  @Option(
      names = "--poses",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Poses of an exposure, more where they would lie over 0.7 pixels apart; default: 32.")
  Long poses;

  @Option(
      names = "--window",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Frames of an average, an odd number; default: 7.")
  Long window;

  @Option(
      names = "--stride",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Frames from one average to the next; default: as many as the window has.")
  Long stride;

  @Option(
      names = "--noise",
      paramLabel = "LEVELS",
      defaultValue = "0.3..2.5",
      converter = Ranges.class,
      description =
          "Deviation of the sensor's noise at middle grey, in levels of 8 bits"
              + " (${DEFAULT-VALUE}).")
  Range noise;

  @Option(
      names = "--compress",
      paramLabel = "SHARE",
      defaultValue = "0.25",
      converter = Numbers.Share.class,
      description =
          "Share of the sequences whose blurred frames go through H.264 (${DEFAULT-VALUE}).")
  Double compress;

  @Option(
      names = "--quality",
      paramLabel = "QP",
      defaultValue = "20..34",
      converter = Ranges.class,
      description = "Quantiser of that compression, 1 (best) to 51 (${DEFAULT-VALUE}).")
  Range quality;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "39",
      converter = Numbers.Any.class,
      description = "Of everything that is drawn (${DEFAULT-VALUE}).")
  Long seed;

  @Mixin private OverwriteOptions overwrite;
  @Mixin private ProgressOptions progress;
  @Mixin private CommonOptions common;

  private final Terminal terminal;

  DataBlurCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BuildInfo.read().requirePlatform();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new CommandException(
          ExitCode.OUTPUT, folder + " cannot be made a folder: a file stands in its place");
    }
    List<SequenceReport> made;
    try (ProgressMeter meter = progress.meter(terminal, common.quiet)) {
      made = new PairMaker(recipe(), folder, overwrite.choice.yes, listener(meter)).make(inputs);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, e.getMessage(), e);
    }
    tell(made);
    return ExitCode.OK.number();
  }

  private BlurRecipe recipe() {
    return new BlurRecipe(
        mode == Mode.HAND ? hand() : average(),
        Optional.ofNullable(size),
        scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale),
        Math.toIntExact(frames),
        Math.toIntExact(sequences),
        noise,
        compress,
        quality,
        seed);
  }

  private BlurMode hand() {
    refuse("--window", window, Mode.AVERAGE);
    refuse("--stride", stride, Mode.AVERAGE);
    BlurMode.HandHeld usual = BlurMode.HandHeld.DEFAULTS;
    return new BlurMode.HandHeld(
        exposure == null ? usual.exposure() : exposure,
        amplitude == null ? usual.amplitude() : amplitude,
        poses == null ? usual.poses() : Math.toIntExact(poses));
  }

  private BlurMode average() {
    refuse("--exposure", exposure, Mode.HAND);
    refuse("--amplitude", amplitude, Mode.HAND);
    refuse("--poses", poses, Mode.HAND);
    return BlurMode.FrameAverage.of(
        window == null ? BlurMode.FrameAverage.DEFAULT_WINDOW : Math.toIntExact(window),
        stride == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(stride)));
  }

  private void refuse(String option, Object value, Mode owner) {
    if (value != null) {
      throw new CommandException(
          ExitCode.USAGE,
          option + " belongs to --mode " + owner + ", not to --mode " + mode + "; leave it out");
    }
  }

  private static BlurListener listener(ProgressMeter meter) {
    return new BlurListener() {
      @Override
      public void progress(long done, long total) {
        meter.update("blur", "pairs", done, total);
      }

      @Override
      public void notice(String message) {
        meter.notice(message);
      }
    };
  }

  private void tell(List<SequenceReport> made) {
    if (common.json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("folder", folder.toString());
      all.put("pairs", made.stream().mapToLong(SequenceReport::frames).sum());
      all.put("sequences", made.stream().map(SequenceReport::fields).toList());
      terminal.out().println(Json.write(all));
      return;
    }
    TextTable table =
        new TextTable(
            "sequence",
            ">pairs",
            ">size",
            ">exposure",
            ">amplitude",
            ">path px",
            ">longest",
            ">noise",
            ">QP",
            ">PSNR",
            ">least",
            ">most");
    for (SequenceReport r : made) {
      boolean hand = r.mode() instanceof BlurMode.HandHeld;
      table.add(
          r.name(),
          String.valueOf(r.frames()),
          r.size().toString(),
          hand ? number(r.exposure()) : "-",
          hand ? number(r.amplitude()) : "-",
          hand ? number(r.pathPx().median()) : "-",
          hand ? number(r.pathPx().max()) : "-",
          number(r.noise()),
          r.quality().isPresent() ? String.valueOf(r.quality().getAsInt()) : "-",
          number(r.psnr().mean()),
          number(r.psnr().min()),
          number(r.psnr().max()));
    }
    terminal.out().print(table);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
