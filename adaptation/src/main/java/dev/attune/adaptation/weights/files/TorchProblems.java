package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import dev.attune.adaptation.weights.pickle.PickleException;

/** What is wrong with checkpoints, in words. */
final class TorchProblems {
  private TorchProblems() {}

  static WeightsException damaged(String file, String problem, String expected) {
    return damaged(file, problem, expected, null);
  }

  static WeightsException damaged(String file, String problem, String expected, Throwable cause) {
    return new WeightsException(
        Kind.DAMAGED,
        file,
        "damaged PyTorch checkpoint: " + problem,
        expected,
        "get the file again from its source",
        cause);
  }

  static WeightsException unsupported(String file, String problem, String remedy) {
    return new WeightsException(Kind.UNSUPPORTED, file, problem, "", remedy);
  }

  static WeightsException pickle(String file, PickleException e) {
    return switch (e.reason()) {
      case DAMAGED -> damaged(file, "its pickle " + e.getMessage(), "", e);
      case UNSUPPORTED ->
          new WeightsException(
              Kind.UNSUPPORTED,
              file,
              "this PyTorch checkpoint " + e.getMessage(),
              "dense tensors of real numbers",
              "save only model.state_dict() of a float model, in PyTorch",
              e);
      case REFUSED ->
          new WeightsException(
              Kind.UNSAFE,
              file,
              "refused, nothing was run: this PyTorch checkpoint " + e.getMessage(),
              "tensors, numbers, texts and dictionaries only",
              "distrust the file; if it is your own, save model.state_dict() alone or a .safetensors"
                  + " file",
              e);
    };
  }
}
