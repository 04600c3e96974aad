package dev.attune.deblur.sharpness;

import java.util.Arrays;

/**
 * Estimates a video's noise, frame by frame, so that noise is not taken for detail: the fine
 * contrast of the flattest cells that their coarse contrast does not explain. Where even the
 * flattest cells have texture, that leaves nothing, and noise does not matter. Memory does not grow
 * with the video. Not thread-safe.
 */
public final class NoiseFloor {
  /** Share of a frame's cells that are taken to be flat. */
  private static final double FLAT_SHARE = 0.1;

  /** Fine over coarse energy of sharp texture; blurred texture has less, white noise 256. */
  private static final double TEXTURE_RATIO = 4;

  /** Blurred frames have the least detail in their flat cells, so the lower quarter counts. */
  private static final double FRAME_QUANTILE = 0.25;

  private final LogHistogram frames = new LogHistogram(1e-9, 1e-2);

  /**
   * What was seen so far.
   *
   * @param frames counts of frames by their noise
   */
  public record State(LogHistogram.State frames) {}

  /** What was seen so far, for going on later. */
  public State state() {
    return new State(frames.state());
  }

  /** Goes on where another one was. */
  public void restore(State state) {
    frames.restore(state.frames());
  }

  /** Takes a frame into account. */
  public void add(GradientEnergy energy) {
    int cells = energy.clipped().length;
    double[] fine = new double[cells];
    int n = 0;
    for (int i = 0; i < cells; i++) {
      if (!energy.clipped()[i]) {
        fine[n++] = trace(energy.fine(), i);
      }
    }
    if (n == 0) {
      return;
    }
    Arrays.sort(fine, 0, n);
    double limit = fine[(int) (FLAT_SHARE * (n - 1))];
    double sum = 0;
    int count = 0;
    for (int i = 0; i < cells; i++) {
      double own = trace(energy.fine(), i);
      if (!energy.clipped()[i] && own <= limit) {
        double coarse = trace(energy.coarse(), i) / GradientMeter.COARSE_STEP_SQUARED;
        sum += Math.max(0, own - TEXTURE_RATIO * coarse);
        count++;
      }
    }
    frames.add(sum / count);
  }

  /** What noise adds to {@code xx} and {@code yy} of fine tensors; 0 before any frame. */
  public double energy() {
    return frames.count() == 0 ? 0 : frames.quantile(FRAME_QUANTILE);
  }

  /** Standard deviation of the noise of luma in 0..1. */
  public double lumaSd() {
    return Math.sqrt(energy() / GradientMeter.NOISE_GAIN);
  }

  private static double trace(float[] tensors, int cell) {
    return (tensors[3 * cell] + tensors[3 * cell + 2]) / 2.0;
  }
}
