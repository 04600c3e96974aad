package dev.attune.pipelines.cli;

import dev.attune.video.io.Quality;
import dev.attune.video.io.WriteOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How the output is encoded. */
final class EncodingOptions {
  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description =
          "Video encoder: h264, openh264, x264, x265, av1, vp9, ffv1, prores, or a name of FFmpeg's;"
              + " default: what suits the output. One that is absent is an error.")
  String encoder;

  @Option(
      names = "--crf",
      paramLabel = "N",
      converter = Numbers.Crf.class,
      description = "Constant quality on the encoder's own scale, lower is better.")
  Long crf;

  @Option(
      names = "--bitrate",
      paramLabel = "BITS",
      converter = Bitrate.class,
      description = "Average bits a second: 800k, 4M; instead of --crf.")
  Long bitrate;

  @Option(
      names = "--codec-option",
      paramLabel = "KEY=VALUE",
      split = ConfigDefaults.SEPARATOR,
      splitSynopsisLabel = "",
      description = "An option of the encoder by FFmpeg's name; may be given several times.")
  Map<String, String> codecOptions = new LinkedHashMap<>();

  @Option(
      names = "--pixel-format",
      paramLabel = "NAME",
      description = "FFmpeg's name, such as yuv420p10le; default: the closest common one.")
  String pixelFormat;

  /**
   * How an output is written.
   *
   * @throws CommandException when options contradict each other
   */
  WriteOptions writeOptions() {
    if (crf != null && bitrate != null) {
      throw new CommandException(
          ExitCode.USAGE, "--crf and --bitrate both say how much is kept; give one");
    }
    WriteOptions options = WriteOptions.DEFAULTS;
    if (encoder != null) {
      options = options.withEncoder(encoder);
    }
    if (crf != null) {
      options = options.withQuality(new Quality.Constant(crf.intValue()));
    }
    if (bitrate != null) {
      options = options.withQuality(new Quality.Bitrate(bitrate));
    }
    if (pixelFormat != null) {
      options = options.withPixelFormat(pixelFormat);
    }
    for (Map.Entry<String, String> option : codecOptions.entrySet()) {
      options = options.withEncoderOption(option.getKey(), option.getValue());
    }
    return options;
  }

  /** Adds these settings. */
  void describe(Map<String, String> settings) {
    settings.put("encoder", encoder == null ? "suits the output" : encoder);
    if (crf != null) {
      settings.put("crf", String.valueOf(crf));
    }
    if (bitrate != null) {
      settings.put("bitrate", bitrate + " bit/s");
    }
    if (!codecOptions.isEmpty()) {
      settings.put(
          "codec-option",
          codecOptions.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(" ")));
    }
    if (pixelFormat != null) {
      settings.put("pixel-format", pixelFormat);
    }
  }
}
