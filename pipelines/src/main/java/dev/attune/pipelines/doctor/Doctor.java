package dev.attune.pipelines.doctor;

import dev.attune.adaptation.runtime.Device;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.video.io.Encoders;
import dev.attune.video.io.VideoLibraries;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Examines the machine and the build, one thing after the other. */
public final class Doctor {
  private Doctor() {}

  /**
   * Runs all examinations.
   *
   * @param build versions that this build was made with
   * @param models whose digests are compared with their cards
   * @param heard is told each finding as soon as it is there
   * @return all findings, in order
   */
  public static List<Finding> examine(
      BuildVersions build, ModelCatalog models, Consumer<Finding> heard) {
    List<Supplier<Finding>> examinations =
        List.of(
            () -> Finding.of("platform", () -> Machine.platform(build.platform())),
            () -> Finding.of("java", Machine::java),
            () -> Finding.of("cores and memory", Machine::memory),
            () -> Finding.of("ffmpeg", VideoLibraries::ffmpegVersion),
            () ->
                Finding.of(
                    "encoders",
                    () -> {
                      List<String> encoders = Encoders.available();
                      if (encoders.isEmpty()) {
                        throw new IllegalStateException("FFmpeg holds no video encoder");
                      }
                      return String.join(", ", encoders);
                    }),
            () -> Finding.of("opencv", VideoLibraries::openCvVersion),
            () ->
                Finding.of(
                    "libtorch",
                    () -> {
                      TinyNetwork.runOnTorch(Device.CPU);
                      return build.libtorch() + ", computes";
                    }),
            () ->
                Finding.of(
                    "onnx runtime",
                    () -> {
                      TinyNetwork.runOnOnnxRuntime(Device.CPU);
                      return build.onnxRuntime() + ", computes";
                    }),
            () ->
                Finding.ofOptional(
                    "cuda",
                    () -> {
                      TinyNetwork.runOnTorch(Device.parse("cuda"));
                      return "cuda:0 computes";
                    }),
            () -> Finding.of("models", () -> Models.verify(models)),
            () -> Finding.of("caches", Caches::describe));
    return examinations.stream().map(Supplier::get).peek(heard).toList();
  }
}
