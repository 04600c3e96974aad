package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.nio.file.Path;

/** Weights from and to files; the format read is told by the content. Thread-safe. */
public final class WeightsFiles {
  private WeightsFiles() {}

  /**
   * Reads safetensors files and PyTorch checkpoints.
   *
   * @throws WeightsException when the file is missing, damaged, unsupported or unsafe
   */
  public static Weights read(Path file) {
    return format(file) == FileFormat.SAFETENSORS
        ? SafetensorsFile.read(file)
        : TorchCheckpoint.read(file);
  }

  /**
   * Reads one dictionary of a PyTorch checkpoint; a safetensors file has no dictionaries in it.
   *
   * @param key its name, or names of nested dictionaries with {@code /} between them
   * @throws WeightsException when the file is missing, damaged, unsupported or unsafe
   */
  public static Weights read(Path file, String key) {
    if (format(file) == FileFormat.SAFETENSORS) {
      throw new WeightsException(
          Kind.UNSUPPORTED,
          file.toString(),
          "a safetensors file has no dictionary '" + key + "' in it",
          "",
          "leave the key out");
    }
    return TorchCheckpoint.read(file, key);
  }

  /**
   * Writes a safetensors file, completely or not at all.
   *
   * @throws WeightsException when the file cannot be written
   */
  public static void write(Path file, Weights weights) {
    SafetensorsFile.write(file, weights);
  }

  /**
   * Writes a safetensors file with floating tensors stored as another type.
   *
   * @param storage a floating type, such as {@link ElementType#FLOAT16} for half the size
   * @throws IllegalArgumentException when a number is too large for the type
   * @throws WeightsException when the file cannot be written
   */
  public static void write(Path file, Weights weights, ElementType storage) {
    Weights stored = weights.as(storage);
    weights.tensors().forEach((name, tensor) -> requireSameRange(name, tensor, stored.get(name)));
    SafetensorsFile.write(file, stored);
  }

  private static void requireSameRange(String name, HostTensor tensor, HostTensor stored) {
    if (stored == tensor) {
      return;
    }
    double[] before = tensor.toDoubles();
    double[] after = stored.toDoubles();
    for (int i = 0; i < before.length; i++) {
      if (Double.isInfinite(after[i]) && !Double.isInfinite(before[i])) {
        throw new IllegalArgumentException(
            "tensor '%s' holds %s, too large for %s; store it as BFLOAT16 or FLOAT32"
                .formatted(name, before[i], stored.type()));
      }
    }
  }

  private static FileFormat format(Path file) {
    FileFormat format = FileFormat.of(file);
    if (format != FileFormat.SAFETENSORS && !format.isTorch()) {
      throw format.unexpected(file, "a .safetensors file or a PyTorch checkpoint");
    }
    return format;
  }
}
