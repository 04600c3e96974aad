package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import dev.attune.datasets.scene.Scene;
import dev.attune.datasets.scene.SceneClip;
import dev.attune.datasets.scene.SceneSampler;
import dev.attune.datasets.scene.SceneSplit;
import dev.attune.deblur.network.Initialization;
import dev.attune.deblur.network.PathKernelNet;
import dev.attune.deblur.run.VideoDeblurrer;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.io.WorkFolder;
import dev.attune.video.io.WriteOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program with SIGKILL at random moments of all its stages, lets it go on, and compares
 * with a run that nobody killed. {@code -Dattune.kills=50} kills more often, {@code
 * -Dattune.kills.seed=N} at other moments.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class KilledRunTest {
  private static final int FRAMES = 56;
  private static final int SHORT_SCENE = 12;
  private static final int SIDE = 96;
  private static final int SEGMENT = 16;
  private static final Rational BASE = new Rational(1, 2);
  private static final List<String> STAGES =
      List.of("", "analyse", "pair", "adapt", "restore", "restore", "restore", "join");

  /** After the start of the program; a stage is shorter. */
  private static final int START_MILLIS = 1500;

  private static final int STAGE_MILLIS = 300;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  private static Path clip;
  private static Path model;

  @TempDir Path folder;
  private Path out;
  private final SplittableRandom random =
      new SplittableRandom(Long.getLong("attune.kills.seed", 5L));

  /** What came of starting the program. */
  private record Ran(int code, String out, String err, long resumedAt) {}

  @BeforeAll
  static void makeMedia() {
    clip = shared.resolve("clip.mkv");
    try (FrameSink sink = Sinks.open(clip, info(), WriteOptions.DEFAULTS.withEncoder("ffv1"))) {
      shoot(sink, 4, 0, FRAMES - SHORT_SCENE);
      shoot(sink, 5, FRAMES - SHORT_SCENE, SHORT_SCENE);
      sink.finish();
    }
    model = shared.resolve("model.safetensors");
    PathKernelNet network = new PathKernelNet(8, 1);
    // Larger than fresh ones: they change pictures, and there is something to learn.
    SafetensorsFile.write(
        model,
        Initialization.weights(network, 3)
            .map(t -> HostTensor.of(t.shape(), scaled(t.toFloats(), 2.5f))));
  }

  /** Two frames a second, of which 16 make a segment. */
  private static StreamInfo info() {
    return new StreamInfo(
        SIDE,
        SIDE,
        BASE,
        BASE.inverse(),
        OptionalLong.of(FRAMES),
        Optional.empty(),
        8,
        false,
        ColorSpec.SRGB,
        Rational.ONE,
        0,
        false,
        "none",
        "rgb24");
  }

  /** A blurred scene. */
  private static void shoot(FrameSink sink, int number, int first, int frames) {
    Scene scene = new SceneSampler(3, SceneSplit.TEST, SIDE, SIDE, 12, 1).scene(number);
    SceneClip film = scene.clip(frames);
    for (int i = 0; i < frames; i++) {
      Frame f = film.toFrame(i, film.pair(i).blur());
      sink.write(
          new Frame(
              first + i,
              new Timestamp(first + i, BASE),
              new Timestamp(1, BASE),
              f.width(),
              f.height(),
              f.layout(),
              f.bitDepth(),
              f.strideBytes(),
              f.data(),
              f.color()));
    }
  }

  private static float[] scaled(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  private Process start(Path output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(Attune.class.getName(), "deblur", clip.toString(), "-o", output.toString()));
    command.addAll(List.of("--weights=" + model, "--threads=1", "--steps=10", "--pairs=6"));
    command.addAll(List.of("--learning-rate=0.0003", "--resume", "--json", "--progress=json"));
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    return process;
  }

  /**
   * Runs, and kills some milliseconds after a stage has begun.
   *
   * @param stage empty for right after the start, null for never
   */
  private Ran run(Path output, String stage, int delayMillis) throws Exception {
    Process process = start(output);
    StringBuilder err = new StringBuilder();
    long resumedAt = -1;
    Thread killer =
        new Thread(
            () -> {
              try {
                Thread.sleep(delayMillis);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              process.toHandle().destroyForcibly();
            });
    boolean kills = stage != null && stage.isEmpty();
    if (kills) {
      killer.start();
    }
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        err.append(line).append('\n');
        JsonNode progress = line.startsWith("{\"task\"") ? JSON.readTree(line) : null;
        if (progress == null) {
          continue;
        }
        String task = progress.get("task").asText();
        if (task.equals("restore") && resumedAt < 0) {
          resumedAt = progress.get("done").asLong() - 1;
        }
        if (!kills && task.equals(stage)) {
          kills = true;
          killer.start();
        }
      }
    } catch (IOException e) {
      // The stream of a killed process may end in the middle of a line.
    }
    String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    killer.interrupt();
    killer.join();
    return new Ran(code, json, err.toString(), resumedAt);
  }

  @Test
  void comesToTheSameFramesAndResultAsIfNobodyHadKilledIt() throws Exception {
    Path whole = folder.resolve("whole.mkv");
    Ran unkilled = run(whole, null, 0);
    assertThat(unkilled.code()).as(unkilled.err()).isZero();
    JsonNode result = JSON.readTree(unkilled.out());
    assertThat(result.get("outcome").asText()).as(unkilled.out()).isEqualTo("improved");
    assertThat(result.at("/sharpness/after")).isNotEqualTo(result.at("/sharpness/before"));
    List<Frame> frames = TestMedia.read(whole);
    assertThat(frames).hasSize(FRAMES);

    int kills = Integer.getInteger("attune.kills", 10);
    TreeMap<String, Integer> killed = new TreeMap<>();
    int finished = 0;
    int done = 0;
    out = folder.resolve("out.mkv");
    while (done < kills) {
      String stage = STAGES.get(done % STAGES.size());
      long safe = segments();
      Ran ran = run(out, stage, random.nextInt(stage.isEmpty() ? START_MILLIS : STAGE_MILLIS));
      assertAtMostOneSegmentAgain(ran, safe);
      if (ran.code() == 0) {
        // It was faster, or was past that stage: another one begins.
        finished++;
        assertSame(ran, unkilled, frames);
        Files.delete(out);
      } else {
        assertThat(ran.code()).as(ran.err()).isEqualTo(128 + 9);
        killed.merge(stage.isEmpty() ? "start" : stage, 1, Integer::sum);
        done++;
        if (Files.exists(out) && !VideoDeblurrer.hasPublished(out)) {
          // All that it had left to do was to remove its folder.
          assertThat(TestMedia.read(out)).isEqualTo(frames);
          Files.delete(out);
        }
      }
    }
    long safe = segments();
    Ran last = run(out, null, 0);
    assertAtMostOneSegmentAgain(last, safe);
    assertSame(last, unkilled, frames);
    System.out.println("killed " + killed + ", came to an end " + (finished + 1) + " times");
  }

  private void assertAtMostOneSegmentAgain(Ran ran, long safe) {
    if (ran.resumedAt() >= 0) {
      assertThat(ran.resumedAt() % SEGMENT).isZero();
      assertThat(ran.resumedAt()).isGreaterThanOrEqualTo((safe - 1) * SEGMENT);
    }
  }

  private void assertSame(Ran ran, Ran unkilled, List<Frame> frames) throws IOException {
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(TestMedia.read(out)).isEqualTo(frames);
    assertThat(withoutTimes(ran.out())).isEqualTo(withoutTimes(unkilled.out()));
    assertThat(WorkFolder.of(out)).doesNotExist();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  private static JsonNode withoutTimes(String json) throws IOException {
    ObjectNode result = (ObjectNode) JSON.readTree(json);
    result.remove(List.of("seconds", "peakMemoryMiB", "output"));
    return result;
  }

  /** Files of finished segments. */
  private long segments() throws IOException {
    if (!Files.exists(WorkFolder.of(out))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(WorkFolder.of(out))) {
      return files.filter(f -> f.getFileName().toString().matches("segment-\\d+")).count();
    }
  }
}
