package dev.attune.pipelines.cli;

import dev.attune.pipelines.doctor.Machine;
import dev.attune.pipelines.report.Provenance;
import dev.attune.video.io.Redaction;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** With what a page was made. */
final class Provenances {
  private Provenances() {}

  /** Of the command that is running now. */
  static Provenance of(ParseResult parsed) {
    List<String> command = new ArrayList<>(List.of("attune"));
    for (String argument : parsed.originalArgs()) {
      command.add(Redaction.text(argument));
    }
    BuildInfo build = BuildInfo.read();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Attune", build.version());
    versions.put("Java", System.getProperty("java.vendor") + " " + Runtime.version());
    versions.put(
        "System",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + Machine.platform()
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores");
    versions.put("libtorch", build.libraries().libtorch() + ", DJL " + build.libraries().djl());
    versions.put("ONNX Runtime", build.libraries().onnxruntime());
    versions.put("FFmpeg", build.libraries().ffmpeg());
    versions.put("OpenCV", build.libraries().opencv());
    String now =
        ZonedDateTime.now(ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH));
    return new Provenance(command, now + " UTC", versions);
  }
}
