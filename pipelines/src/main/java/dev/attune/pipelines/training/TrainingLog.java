package dev.attune.pipelines.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The steps and validations of a training run, read from its log.
 *
 * @param steps by number of the step
 * @param validations by number of the step after which they were made
 */
public record TrainingLog(SortedMap<Long, Step> steps, SortedMap<Long, Validation> validations) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One step of the optimiser. */
  public record Step(long step, double loss, double gradientNorm, double learningRate) {}

  /** One judgement, in dB. */
  public record Validation(long step, double inputPsnr, double psnr) {}

  /** Keeps its own copies. */
  public TrainingLog {
    steps = new TreeMap<>(steps);
    validations = new TreeMap<>(validations);
  }

  /**
   * Reads a log; an empty one where there is no file. A run that was stopped hard repeats the steps
   * since its last saved state: what was written later counts. A last line that was cut off is left
   * out.
   *
   * @throws UncheckedIOException when the file cannot be read
   */
  public static TrainingLog read(Path file) {
    SortedMap<Long, Step> steps = new TreeMap<>();
    SortedMap<Long, Validation> validations = new TreeMap<>();
    if (Files.exists(file)) {
      try (Stream<String> lines = Files.lines(file)) {
        lines.forEach(line -> add(line, steps, validations));
      } catch (IOException e) {
        throw new UncheckedIOException("the training log " + file + " cannot be read", e);
      }
    }
    return new TrainingLog(steps, validations);
  }

  /** The validation with the highest PSNR. */
  public Validation best() {
    Collection<Validation> all = validations.values();
    return all.stream()
        .max(Comparator.comparingDouble(Validation::psnr))
        .orElseThrow(() -> new IllegalStateException("the log holds no validation"));
  }

  private static void add(
      String line, SortedMap<Long, Step> steps, SortedMap<Long, Validation> validations) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return; // cut off when the machine stopped
    }
    long step = node.path("step").asLong();
    if (node.has("loss")) {
      steps.put(
          step,
          new Step(
              step,
              node.path("loss").asDouble(),
              node.path("gradientNorm").asDouble(),
              node.path("learningRate").asDouble()));
    } else if (node.has("psnr")) {
      validations.put(
          step,
          new Validation(step, node.path("inputPsnr").asDouble(), node.path("psnr").asDouble()));
    }
  }
}
