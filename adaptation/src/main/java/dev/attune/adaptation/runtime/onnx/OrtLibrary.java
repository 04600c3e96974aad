package dev.attune.adaptation.runtime.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.runtime.NativeMemory;
import java.nio.file.Path;
import java.util.Map;

/** Loads ONNX Runtime once. */
public final class OrtLibrary {
  private OrtLibrary() {}

  /**
   * The folder that its native libraries are unpacked below: that of {@code ATTUNE_CACHE_DIR},
   * otherwise {@code .attune/cache} in the home folder.
   *
   * @param environment variables of the process
   */
  public static Path cacheFolder(Map<String, String> environment) {
    return OrtNatives.cacheFolder(environment.get(OrtNatives.CACHE_DIR));
  }

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
