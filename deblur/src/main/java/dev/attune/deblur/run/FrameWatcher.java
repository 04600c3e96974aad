package dev.attune.deblur.run;

import dev.attune.deblur.sharpness.GradientEnergy;
import dev.attune.deblur.sharpness.GradientMeter;
import dev.attune.deblur.sharpness.NoiseFloor;
import dev.attune.deblur.sharpness.SharpnessMap;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.FrameConversions;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the frame that is written, measures sharpness before and after, and keeps what a report
 * shows; the lists it keeps are bounded. Used by one thread; read after it has ended.
 */
final class FrameWatcher implements Restorer.FrameFinisher {
  private static final int MOST_POINTS = 1000;

  private final double strength;
  private final int shown;
  private final NoiseFloor noise = new NoiseFloor();
  private final double knownNoise;
  private final GradientMeter meter = new GradientMeter();
  private final List<Evidence.Comparison> comparisons = new ArrayList<>();
  private List<Evidence.SharpnessPoint> points = new ArrayList<>();
  private long showStride;
  private long pointStride = 1;
  private long frames;
  private double before;
  private double after;

  /**
   * A watcher for one run.
   *
   * @param strength share of the change that is applied, 0..1
   * @param shown pictures to keep for a report
   * @param expectedFrames an estimate, or -1
   * @param noiseEnergy of the video, NaN where it is not known yet
   */
  FrameWatcher(double strength, int shown, long expectedFrames, double noiseEnergy) {
    this.strength = strength;
    this.shown = shown;
    this.showStride = Math.max(1, expectedFrames / Math.max(1, shown));
    this.knownNoise = noiseEnergy;
  }

  /** What was measured and kept, for a file. */
  record State(
      NoiseFloor.State noise,
      List<Evidence.Comparison> comparisons,
      List<Evidence.SharpnessPoint> points,
      long pointStride,
      long frames,
      double before,
      double after) {}

  State state() {
    return new State(noise.state(), comparisons(), points(), pointStride, frames, before, after);
  }

  /** Goes on where another one of the same settings was. */
  void restore(State state) {
    noise.restore(state.noise());
    comparisons.addAll(state.comparisons());
    points = new ArrayList<>(state.points());
    pointStride = state.pointStride();
    frames = state.frames();
    before = state.before();
    after = state.after();
  }

  @Override
  public Frame finish(Frame input, Frame restored) {
    Frame out = strength == 1 ? restored : FrameBlend.blend(input, restored, strength);
    GradientEnergy then = meter.measure(FrameConversions.gray(input));
    GradientEnergy now = meter.measure(FrameConversions.gray(out));
    noise.add(then);
    double floor = Double.isNaN(knownNoise) ? noise.energy() : knownNoise;
    double was = SharpnessMap.of(then, floor).score();
    double is = SharpnessMap.of(now, floor).score();
    before += was;
    after += is;
    if (frames % pointStride == 0) {
      points.add(new Evidence.SharpnessPoint(input.index(), was, is));
      if (points.size() > MOST_POINTS) {
        thin();
      }
    }
    if (shown > 0 && frames % showStride == showStride / 2) {
      if (comparisons.size() < shown) {
        comparisons.add(new Evidence.Comparison(input, out));
      }
    }
    frames++;
    return out;
  }

  private void thin() {
    List<Evidence.SharpnessPoint> half = new ArrayList<>();
    for (int i = 0; i < points.size(); i += 2) {
      half.add(points.get(i));
    }
    points = half;
    pointStride *= 2;
  }

  /** Mean sharpness of inputs and outputs; NaN before the first frame. */
  RunResult.Change sharpness() {
    return new RunResult.Change(before / frames, after / frames);
  }

  List<Evidence.Comparison> comparisons() {
    return List.copyOf(comparisons);
  }

  List<Evidence.SharpnessPoint> points() {
    return List.copyOf(points);
  }
}
