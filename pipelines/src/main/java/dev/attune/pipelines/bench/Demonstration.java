package dev.attune.pipelines.bench;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.ProcessMemory;
import dev.attune.datasets.metric.MetricStyle;
import dev.attune.deblur.run.AdaptMode;
import dev.attune.deblur.run.DeblurJob;
import dev.attune.deblur.run.DeblurMethod;
import dev.attune.deblur.run.RunListener;
import dev.attune.deblur.run.VideoDeblurrer;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.WriteOptions;
import java.nio.file.Path;
import java.util.Map;

/**
 * Shows on a clip with known truth what deblurring does: writes the blurred and the restored clip,
 * and compares both, and the best unsharp mask, with the truth.
 *
 * @param folder for the clips
 * @param method the source model, and how it is adapted
 * @param compute device and threads
 * @param settings for the result
 */
public record Demonstration(
    Path folder, DeblurMethod method, ComputeSettings compute, Map<String, String> settings) {
  private static final int SHOWN = 6;

  /**
   * What was seen; PSNR in dB over all frames, before they were encoded.
   *
   * @param blurred of the blurred clip
   * @param unsharp of the best unsharp mask of it, chosen with the truth
   * @param restored of the restored clip
   * @param finished the run
   */
  public record Seen(
      double blurred, double unsharp, double restored, VideoDeblurrer.Finished finished) {}

  /** The blurred clip. */
  public Path blurredFile() {
    return folder.resolve("blurred.mp4");
  }

  /** The restored clip. */
  public Path restoredFile() {
    return folder.resolve("restored.mp4");
  }

  /** Runs; files of an earlier demonstration are replaced. */
  public Seen run(RunListener listener) {
    TruthClip clip = TruthClip.demo();
    WriteOptions writing = WriteOptions.DEFAULTS.withOverwrite(true).withThreads(compute.threads());
    ScoringSink input = new ScoringSink(clip, MetricStyle.STANDARD);
    try (FrameSink sink =
        new TeeSink(Sinks.open(blurredFile(), clip.source().info(), writing), input)) {
      for (int i = 0; i < clip.frames(); i++) {
        sink.write(clip.blurred(i));
      }
      sink.finish();
    }
    ScoringSink output = new ScoringSink(clip, MetricStyle.STANDARD);
    DeblurJob job =
        new DeblurJob(
            "demonstration",
            clip::source,
            restoredFile().toString(),
            info -> new TeeSink(Sinks.open(restoredFile(), info, writing), output),
            method,
            AdaptMode.CLIP,
            1,
            compute,
            ProcessMemory.allowedBytes(),
            SHOWN,
            settings);
    VideoDeblurrer.Finished finished = new VideoDeblurrer(job, listener).run();
    return new Seen(
        input.mean().psnr(),
        new ClassicMethods(MetricStyle.STANDARD, compute.threads()).unsharp(clip).quality().psnr(),
        output.mean().psnr(),
        finished);
  }
}
