package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The {@code ffmpeg} and {@code ffprobe} programs of the system: makers and judges of files that
 * know nothing of Attune. Tests that use them are skipped where they are missing.
 */
final class FfmpegProgram {
  private FfmpegProgram() {}

  /** Skips the test where the programs are missing. */
  static void assumePresent() {
    assumeTrue(runs("ffmpeg") && runs("ffprobe"), "ffmpeg and ffprobe are not installed");
  }

  /** Skips the test where the program has no encoder of this name. */
  static void assumeEncoder(String name) {
    assumePresent();
    String list = output(List.of("ffmpeg", "-hide_banner", "-encoders"));
    assumeTrue(list.contains(" " + name + " "), "ffmpeg has no encoder " + name);
  }

  /** Makes a file. */
  static Path make(Path file, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-loglevel", "error", "-y"));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    output(command);
    return file;
  }

  /** All that ffprobe tells of a file's format, streams, chapters and packets. */
  static JsonNode probe(Path file) {
    String json =
        output(
            List.of(
                "ffprobe",
                "-v",
                "quiet",
                "-of",
                "json",
                "-show_format",
                "-show_streams",
                "-show_chapters",
                "-show_packets",
                "-show_data_hash",
                "md5",
                file.toString()));
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(json, e);
    }
  }

  /** Time, in seconds, and digest of each packet of a stream, in order of time. */
  static List<String> packets(JsonNode probe, int stream) {
    TreeMap<Double, String> packets = new TreeMap<>();
    for (JsonNode packet : probe.get("packets")) {
      if (packet.get("stream_index").asInt() == stream) {
        double time = packet.get("pts_time").asDouble();
        packets.put(time, packet.get("pts_time").asText() + " " + packet.get("data_hash").asText());
      }
    }
    return List.copyOf(packets.values());
  }

  private static boolean runs(String program) {
    try {
      Process process =
          new ProcessBuilder(program, "-version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String output(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s", command).isZero();
      return out;
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
