package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.pickle.PickleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads PyTorch checkpoints ({@code .pth}, {@code .pt}, {@code .th}, {@code .tar}) of both kinds:
 * the zip of 1.6 and later and the older stream. Only data is built: a checkpoint that asks for
 * anything else is refused with the name it asked for, and nothing in it is run. Names are as the
 * file has them; see {@link dev.attune.adaptation.weights.WeightNames} for prefixes. As with
 * safetensors, the tensors of a large file are views of it. Thread-safe.
 */
public final class TorchCheckpoint {
  private TorchCheckpoint() {}

  /**
   * Reads the tensors of a checkpoint, wherever they usually lie: at the top, or under {@code
   * state_dict}, {@code model_state}, {@code model} or {@code params}, or in the only dictionary
   * that has some. Plain values beside them, such as the epoch, become metadata.
   *
   * @throws WeightsException when the file is missing, damaged, unsupported or unsafe
   */
  public static Weights read(Path file) {
    return read(file, root -> StateDictionary.find(file.toString(), root));
  }

  /**
   * Reads the tensors of one dictionary of a checkpoint.
   *
   * @param key its name, or names of nested dictionaries with {@code /} between them
   * @throws WeightsException as the other method does, and when there is no such dictionary
   */
  public static Weights read(Path file, String key) {
    return read(file, root -> StateDictionary.at(file.toString(), root, key));
  }

  private static Weights read(Path file, Function<Object, StateDictionary> choice) {
    FileFormat format = FileFormat.of(file);
    if (!format.isTorch()) {
      throw format.unexpected(file, "a PyTorch checkpoint");
    }
    try (FileBytes bytes = FileBytes.open(file)) {
      TorchArchive archive =
          format == FileFormat.ZIP ? new TorchZip(bytes) : new TorchStream(bytes);
      StateDictionary state = choice.apply(archive.root());
      TensorReader reader = new TensorReader(file.toString(), archive, bytes.size());
      Map<String, HostTensor> tensors = new LinkedHashMap<>();
      state.tensors().forEach((name, tensor) -> tensors.put(name, reader.read(name, tensor)));
      return Weights.of(tensors, state.metadata());
    } catch (PickleException e) {
      throw TorchProblems.pickle(file.toString(), e);
    } catch (IOException e) {
      throw FileProblems.unreadable(file, e);
    }
  }
}
