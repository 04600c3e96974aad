package dev.attune.pipelines.bench;

import dev.attune.datasets.metric.MetricStyle;
import dev.attune.datasets.metric.Quality;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.sharpness.Box;
import dev.attune.pipelines.bench.classic.Gaussian;
import dev.attune.pipelines.bench.classic.RichardsonLucy;
import dev.attune.pipelines.bench.classic.StraightBlur;
import dev.attune.pipelines.bench.classic.UnsharpMask;
import dev.attune.pipelines.bench.classic.WienerFilter;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.FrameConversions;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.FlowField;
import dev.attune.video.motion.OpticalFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Restores clips with known truth by classic filters, each with the setting of a grid that has the
 * best mean PSNR on a sample of the clip: more than a user could know, so an upper limit of what
 * the filter does. Deconvolution takes straight motion measured by optical flow, in linear light.
 */
public final class ClassicMethods {
  private static final double[] SIGMAS_PX = {0.7, 1, 1.5, 2, 3};
  private static final double[] AMOUNTS = {0.25, 0.5, 1, 1.5, 2};
  private static final double[] EXPOSURES = {0.4, 0.6, 0.8, 1};
  private static final List<Integer> ITERATIONS = List.of(1, 3, 7, 15);
  private static final double[] WEIGHTS = {0.003, 0.01, 0.03, 0.1};
  private static final int GRADIENT_STEPS = 10;

  /** Frames looked at when the best setting is sought, and the part of them. */
  private static final int SAMPLED = 12;

  private static final int SAMPLED_WIDTH = 320;
  private static final int SAMPLED_HEIGHT = 240;

  /** Flow of neighbouring pixels is averaged: a kernel should not change at once. */
  private static final Gaussian FLOW_SMOOTHING = new Gaussian(4);

  private final MetricStyle style;
  private final MotionBlurEstimate motion = new MotionBlurEstimate(false);

  /** A comparison by the figures of this style. */
  public ClassicMethods(MetricStyle style) {
    this.style = style;
  }

  /**
   * A method at its best.
   *
   * @param name of the method: {@code unsharp}, {@code wiener} or {@code richardsonLucy}
   * @param setting for people
   * @param quality mean over all frames
   */
  public record Best(String name, String setting, Quality quality) {}

  /**
   * A filter with its grid.
   *
   * @param moving whether it looks at the motion
   */
  private record Method(String name, List<Setting> settings, boolean moving) {}

  /** What a method makes of a frame with one setting of its grid. */
  private record Setting(String shown, Function<Sample, FloatImage> filter) {}

  /** A frame, or its part, with its motion over a whole frame interval. */
  private record Sample(FloatImage blurred, FloatImage sharp, BlurPath path) {
    Sample middle() {
      int height = Math.min(SAMPLED_HEIGHT, blurred.height());
      int width = Math.min(SAMPLED_WIDTH, blurred.width());
      int top = (blurred.height() - height) / 2;
      int left = (blurred.width() - width) / 2;
      return new Sample(
          blurred.crop(top, left, height, width),
          sharp.crop(top, left, height, width),
          path.crop(new Box(top, left, top + height, left + width)));
    }
  }

  /** Hears how a comparison goes on. */
  @FunctionalInterface
  public interface Listener {
    /** So many of all filtered pictures are done. */
    void progress(long done, long total);
  }

  /** The best unsharp mask. */
  public Best unsharp(TruthClip clip) {
    return best(clip, new Method("unsharp", unsharpMasks(), false), () -> {});
  }

  /**
   * All methods.
   *
   * @throws CancellationException when the thread was interrupted
   */
  public List<Best> all(TruthClip clip, Listener listener) {
    List<Method> methods =
        List.of(
            new Method("unsharp", unsharpMasks(), false),
            new Method("wiener", wienerFilters(), true),
            new Method("richardsonLucy", richardsonLucy(), true));
    long total = methods.stream().mapToLong(method -> pictures(clip, method)).sum();
    long[] done = {0};
    return methods.stream()
        .map(method -> best(clip, method, () -> listener.progress(++done[0], total)))
        .toList();
  }

  private static long pictures(TruthClip clip, Method method) {
    return sampled(clip).size() * (long) method.settings().size() + clip.frames();
  }

  /** Frames that stand for the clip, spread over it. */
  private static List<Integer> sampled(TruthClip clip) {
    int stride = Math.max(1, clip.frames() / SAMPLED);
    List<Integer> frames = new ArrayList<>();
    for (int i = stride / 2; i < clip.frames(); i += stride) {
      frames.add(i);
    }
    return frames;
  }

  private static List<Setting> unsharpMasks() {
    List<Setting> settings = new ArrayList<>();
    for (double sigma : SIGMAS_PX) {
      for (double amount : AMOUNTS) {
        settings.add(
            new Setting(
                shown("sigma %.1f px, amount %.2f", sigma, amount),
                s -> new UnsharpMask(sigma, amount).apply(s.blurred())));
      }
    }
    return settings;
  }

  private static List<Setting> wienerFilters() {
    List<Setting> settings = new ArrayList<>();
    for (double exposure : EXPOSURES) {
      for (double weight : WEIGHTS) {
        settings.add(
            new Setting(
                shown("exposure %.1f, weight %.3f", exposure, weight),
                s ->
                    encoded(
                        WienerFilter.of(
                            decoded(s.blurred()), blur(s, exposure), weight, GRADIENT_STEPS))));
      }
    }
    return settings;
  }

  private static List<Setting> richardsonLucy() {
    List<Setting> settings = new ArrayList<>();
    for (double exposure : EXPOSURES) {
      for (int iterations : ITERATIONS) {
        settings.add(
            new Setting(
                shown("exposure %.1f, %d iterations", exposure, iterations),
                s ->
                    encoded(
                        RichardsonLucy.of(decoded(s.blurred()), blur(s, exposure), iterations))));
      }
    }
    return settings;
  }

  private Best best(TruthClip clip, Method method, Runnable done) {
    List<Setting> settings = method.settings();
    try (OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM)) {
      OpticalFlow used = method.moving() ? flow : null;
      double[] sums = new double[settings.size()];
      for (int i : sampled(clip)) {
        Sample sample = sample(clip, i, used).middle();
        for (int k = 0; k < sums.length; k++) {
          sums[k] += style.psnr(filtered(settings.get(k), sample, done), sample.sharp());
        }
      }
      int best = 0;
      for (int k = 1; k < sums.length; k++) {
        best = sums[k] > sums[best] ? k : best;
      }
      List<Quality> all = new ArrayList<>();
      for (int i = 0; i < clip.frames(); i++) {
        Sample sample = sample(clip, i, used);
        all.add(style.compare(filtered(settings.get(best), sample, done), sample.sharp()));
      }
      return new Best(method.name(), settings.get(best).shown(), Quality.mean(all));
    }
  }

  private static FloatImage filtered(Setting setting, Sample sample, Runnable done) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while filters were compared");
    }
    FloatImage out = setting.filter().apply(sample);
    done.run();
    return out;
  }

  private Sample sample(TruthClip clip, int index, OpticalFlow flow) {
    FloatImage blurred = FloatImage.of(clip.blurred(index));
    FloatImage sharp = FloatImage.of(clip.sharp(index));
    BlurPath path = BlurPath.still(blurred.height(), blurred.width());
    if (flow != null && clip.frames() > 1) {
      path = motion(clip, index, flow);
    }
    return new Sample(blurred, sharp, path);
  }

  /** Straight motion over a frame interval; at the ends of a clip that to the one neighbour. */
  private BlurPath motion(TruthClip clip, int index, OpticalFlow flow) {
    FloatImage here = FrameConversions.gray(clip.blurred(index));
    FlowField after = null;
    FlowField before = null;
    if (index + 1 < clip.frames()) {
      after = flow.flow(here, FrameConversions.gray(clip.blurred(index + 1)));
    }
    if (index > 0) {
      before = flow.flow(here, FrameConversions.gray(clip.blurred(index - 1)));
    }
    BlurPath path =
        motion.paths(
            after == null ? reversed(before) : after, before == null ? reversed(after) : before, 1);
    return new BlurPath(
        path.height(),
        path.width(),
        FLOW_SMOOTHING.filter(path.linearX(), 0, path.width(), path.height()),
        FLOW_SMOOTHING.filter(path.linearY(), 0, path.width(), path.height()),
        path.curveX(),
        path.curveY());
  }

  private static FlowField reversed(FlowField flow) {
    float[] u = new float[flow.u().length];
    float[] v = new float[flow.v().length];
    for (int i = 0; i < u.length; i++) {
      u[i] = -flow.u()[i];
      v[i] = -flow.v()[i];
    }
    return new FlowField(flow.height(), flow.width(), u, v);
  }

  private static StraightBlur blur(Sample sample, double exposure) {
    return new StraightBlur(sample.path().exposed(exposure));
  }

  private static FloatImage decoded(FloatImage picture) {
    FloatImage out = new FloatImage(picture.channels(), picture.height(), picture.width());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = (float) TransferCurve.GAMMA_22.decode(picture.data()[i]);
    }
    return out;
  }

  private static FloatImage encoded(FloatImage light) {
    FloatImage out = new FloatImage(light.channels(), light.height(), light.width());
    for (int i = 0; i < out.data().length; i++) {
      double limited = Math.min(1, Math.max(0, light.data()[i]));
      out.data()[i] = (float) TransferCurve.GAMMA_22.encode(limited);
    }
    return out;
  }

  private static String shown(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
