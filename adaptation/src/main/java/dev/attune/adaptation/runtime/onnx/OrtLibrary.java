package dev.attune.adaptation.runtime.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.runtime.NativeMemory;

/** Loads ONNX Runtime once. */
final class OrtLibrary {
  private OrtLibrary() {}

  /**
   * The process's environment; telemetry is a build option of the library that the published one
   * lacks on Linux.
   */
  static OrtEnvironment environment() {
    NativeMemory.tune();
    try {
      return DeepStack.call(
          () -> {
            OrtNatives.prepare();
            return OrtEnvironment.getEnvironment();
          });
    } catch (OrtException e) {
      throw new DeviceException("ONNX Runtime cannot start: " + e.getMessage(), e);
    }
  }
}
