package dev.attune.pipelines.bench;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.ProcessMemory;
import dev.attune.datasets.metric.MetricStyle;
import dev.attune.deblur.run.AdaptMode;
import dev.attune.deblur.run.DeblurJob;
import dev.attune.deblur.run.DeblurMethod;
import dev.attune.deblur.run.RunListener;
import dev.attune.deblur.run.RunResult;
import dev.attune.deblur.run.VideoDeblurrer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Restores clips with known truth by the source model and by the adapted one, and scores both over
 * all frames. The truth is read only for scoring.
 *
 * @param method the source model, and how it is adapted
 * @param compute device and threads
 * @param style which figures
 */
public record DeblurBenchmark(DeblurMethod method, ComputeSettings compute, MetricStyle style) {
  private static final String INPUT = "input";
  private static final String SOURCE = "source";
  private static final String ADAPTED = "adapted";

  /**
   * Figures of one clip: PSNR in dB, SSIM, and wall seconds, each by {@code input}, {@code source},
   * {@code adapted} and the names of filters that it was compared with.
   *
   * @param name of the clip
   * @param frames scored
   * @param psnr mean over all frames
   * @param ssim mean over all frames
   * @param seconds wall time of the whole run, of source and adapted model
   * @param outcome of the adaptation
   * @param filters settings of the filters, by their names
   */
  public record Row(
      String name,
      int frames,
      Map<String, Double> psnr,
      Map<String, Double> ssim,
      Map<String, Double> seconds,
      String outcome,
      Map<String, String> filters) {

    /** This row with the figures of filters. */
    public Row with(Collection<ClassicMethods.Best> compared) {
      Map<String, Double> allPsnr = new LinkedHashMap<>(psnr);
      Map<String, Double> allSsim = new LinkedHashMap<>(ssim);
      Map<String, String> allFilters = new LinkedHashMap<>(filters);
      for (ClassicMethods.Best best : compared) {
        allPsnr.put(best.name(), best.quality().psnr());
        allSsim.put(best.name(), best.quality().ssim());
        allFilters.put(best.name(), best.setting());
      }
      return new Row(name, frames, allPsnr, allSsim, seconds, outcome, allFilters);
    }
  }

  /**
   * Means over clips.
   *
   * @param psnr in dB
   * @param ssim mean
   */
  public record Mean(Map<String, Double> psnr, Map<String, Double> ssim) {}

  /** Restores and scores one clip. */
  public Row run(TruthClip clip, RunListener listener) {
    ScoringSink input = new ScoringSink(clip, style);
    for (int i = 0; i < clip.frames(); i++) {
      input.write(clip.blurred(i));
    }
    ScoringSink source = new ScoringSink(clip, style);
    RunResult off = restore(clip, AdaptMode.OFF, source, listener);
    ScoringSink adapted = new ScoringSink(clip, style);
    RunResult on = restore(clip, AdaptMode.CLIP, adapted, listener);
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put(SOURCE, off.seconds().get("total"));
    seconds.put(ADAPTED, on.seconds().get("total"));
    return new Row(
        clip.name(),
        adapted.frames(),
        three(input.mean().psnr(), source.mean().psnr(), adapted.mean().psnr()),
        three(input.mean().ssim(), source.mean().ssim(), adapted.mean().ssim()),
        seconds,
        on.outcome(),
        Map.of());
  }

  /** Means over rows, each clip counting once; all have figures by the same names. */
  public static Mean mean(Collection<Row> rows) {
    return new Mean(
        average(rows.stream().map(Row::psnr).toList()),
        average(rows.stream().map(Row::ssim).toList()));
  }

  private RunResult restore(
      TruthClip clip, AdaptMode mode, ScoringSink sink, RunListener listener) {
    DeblurJob job =
        new DeblurJob(
            clip.name(),
            clip::source,
            "scores",
            info -> sink,
            method,
            mode,
            1,
            compute,
            ProcessMemory.allowedBytes(),
            0,
            Map.of());
    return new VideoDeblurrer(job, listener).run().result();
  }

  private static Map<String, Double> average(List<Map<String, Double>> figures) {
    Map<String, Double> out = new LinkedHashMap<>();
    for (Map<String, Double> row : figures) {
      row.forEach((name, value) -> out.merge(name, value / figures.size(), Double::sum));
    }
    return out;
  }

  private static Map<String, Double> three(double input, double source, double adapted) {
    Map<String, Double> out = new LinkedHashMap<>();
    out.put(INPUT, input);
    out.put(SOURCE, source);
    out.put(ADAPTED, adapted);
    return out;
  }
}
