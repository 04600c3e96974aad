package dev.attune.deblur.train;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that training needs to go on as if it had not stopped, in one file that is replaced in
 * one move.
 *
 * @param step steps taken
 * @param weights being trained
 * @param average moving average of the weights
 * @param optimizer moments of the optimiser
 * @param bestPsnr best validation so far in dB, negative infinity before the first
 */
record TrainState(
    long step,
    Weights weights,
    Weights average,
    Map<String, HostTensor> optimizer,
    double bestPsnr) {
  private static final String WEIGHTS = "weights/";
  private static final String AVERAGE = "average/";
  private static final String OPTIMIZER = "optimizer/";
  private static final String STEP = "step";
  private static final String BEST = "best_psnr";
  private static final String SETTINGS = "settings";

  /** Replaces the file. */
  void write(Path file, String settings) {
    Map<String, HostTensor> all = new LinkedHashMap<>();
    weights.tensors().forEach((k, t) -> all.put(WEIGHTS + k, t));
    average.tensors().forEach((k, t) -> all.put(AVERAGE + k, t));
    optimizer.forEach((k, t) -> all.put(OPTIMIZER + k, t));
    Map<String, String> metadata = new LinkedHashMap<>(weights.metadata());
    metadata.put(STEP, Long.toString(step));
    metadata.put(BEST, Double.toString(bestPsnr));
    metadata.put(SETTINGS, settings);
    SafetensorsFile.write(file, Weights.of(all, metadata));
  }

  /**
   * The state in a file, or nothing where there is none.
   *
   * @throws IllegalArgumentException when it belongs to other settings
   * @throws WeightsException when the file is damaged
   */
  static Optional<TrainState> read(Path file, String settings) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Weights all = SafetensorsFile.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(all.metadata());
    String found = metadata.remove(SETTINGS);
    if (!settings.equals(found)) {
      throw new IllegalArgumentException(
          "the state in "
              + file
              + " is of other settings ("
              + found
              + "), asked for is ("
              + settings
              + "); use the same settings or another folder");
    }
    long step = Long.parseLong(metadata.remove(STEP));
    double best = Double.parseDouble(metadata.remove(BEST));
    return Optional.of(
        new TrainState(
            step,
            Weights.of(part(all, WEIGHTS), metadata),
            Weights.of(part(all, AVERAGE), metadata),
            part(all, OPTIMIZER),
            best));
  }

  private static Map<String, HostTensor> part(Weights all, String prefix) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    all.tensors()
        .forEach(
            (k, t) -> {
              if (k.startsWith(prefix)) {
                out.put(k.substring(prefix.length()), t);
              }
            });
    return out;
  }
}
