package dev.attune.pipelines.bench;

import dev.attune.datasets.metric.MetricStyle;
import dev.attune.datasets.metric.Quality;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Restores clips with known truth by classic filters, each with the setting of a grid that has the
 * best mean PSNR on a sample of the clip: more than a user could know, so an upper limit of what
 * the filter does. Deconvolution takes straight motion measured by optical flow, in linear light.
 *
 * @param style which figures
 * @param threads frames that are filtered at the same time, at least 1
 */
public record ClassicMethods(MetricStyle style, int threads) {
  /** Frames looked at when the best setting is sought, and the part of them. */
  private static final int SAMPLED = 8;

  private static final int SAMPLED_WIDTH = 256;
  private static final int SAMPLED_HEIGHT = 192;

  /**
   * A method at its best.
   *
   * @param name of the method: {@code unsharp}, {@code wiener} or {@code richardsonLucy}
   * @param setting for people
   * @param quality mean over all frames
   */
  public record Best(String name, String setting, Quality quality) {}

  /** Hears how a comparison goes on, from any thread. */
  @FunctionalInterface
  public interface Listener {
    /** So many of all frames are done. */
    void progress(long done, long total);
  }

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

  /**
   * The best unsharp mask.
   *
   * @throws CancellationException when the thread was interrupted
   */
  public Best unsharp(TruthClip clip) {
    return best(clip, ClassicMethod.UNSHARP, () -> {});
  }

  /**
   * All methods.
   *
   * @throws CancellationException when the thread was interrupted
   */
  public List<Best> all(TruthClip clip, Listener listener) {
    long total = ClassicMethod.values().length * (long) (sampled(clip).size() + all(clip).size());
    AtomicLong done = new AtomicLong();
    List<Best> out = new ArrayList<>();
    for (ClassicMethod method : ClassicMethod.values()) {
      out.add(best(clip, method, () -> listener.progress(done.incrementAndGet(), total)));
    }
    return out;
  }

  private Best best(TruthClip clip, ClassicMethod method, Runnable done) {
    List<double[]> sampled =
        each(clip, sampled(clip), method, done, sample -> psnrOfAll(method, sample.middle()));
    int best = 0;
    for (int k = 1; k < method.settings(); k++) {
      best = sum(sampled, k) > sum(sampled, best) ? k : best;
    }
    int setting = best;
    List<Quality> scores =
        each(
            clip,
            all(clip),
            method,
            done,
            s -> style.compare(method.apply(s.blurred(), s.path(), setting), s.sharp()));
    return new Best(method.word(), method.shown(best), Quality.mean(scores));
  }

  private double[] psnrOfAll(ClassicMethod method, Sample sample) {
    return method.applyAll(sample.blurred(), sample.path()).stream()
        .mapToDouble(restored -> style.psnr(restored, sample.sharp()))
        .toArray();
  }

  private static double sum(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).sum();
  }

  private static List<Integer> all(TruthClip clip) {
    return every(clip, 0, 1);
  }

  /** Frames that stand for the clip, spread over it. */
  private static List<Integer> sampled(TruthClip clip) {
    int stride = Math.max(1, clip.frames() / SAMPLED);
    return every(clip, stride / 2, stride);
  }

  private static List<Integer> every(TruthClip clip, int first, int stride) {
    List<Integer> frames = new ArrayList<>();
    for (int i = first; i < clip.frames(); i += stride) {
      frames.add(i);
    }
    return frames;
  }

  /** The results of work on frames of a clip, in their order. */
  private <T> List<T> each(
      TruthClip clip,
      List<Integer> frames,
      ClassicMethod method,
      Runnable done,
      Function<Sample, T> work) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, ClassicMethods::thread);
    try {
      List<Future<T>> pending = new ArrayList<>();
      for (int i : frames) {
        pending.add(
            pool.submit(
                () -> {
                  T result = work.apply(sample(clip, i, method));
                  done.run();
                  return result;
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : pending) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a filter failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static CancellationException interrupted(InterruptedException cause) {
    CancellationException e = new CancellationException("interrupted while filters were compared");
    e.initCause(cause);
    return e;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "attune-filter");
    thread.setDaemon(true);
    return thread;
  }

  private static Sample sample(TruthClip clip, int index, ClassicMethod method) {
    FloatImage blurred = FloatImage.of(clip.blurred(index));
    BlurPath path = BlurPath.still(blurred.height(), blurred.width());
    if (method.moving()) {
      try (ClipMotion motion = new ClipMotion(clip)) {
        path = motion.at(index);
      }
    }
    return new Sample(blurred, FloatImage.of(clip.sharp(index)), path);
  }
}
