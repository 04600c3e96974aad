package dev.attune.datasets.blur;

import dev.attune.datasets.scene.SceneRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What was drawn for one sequence.
 *
 * @param name of its folder
 * @param firstFrame of the source
 * @param exposure share of the frame interval; of averages the window over the stride
 * @param amplitude scale of the motion; of averages 0
 * @param noise deviation at middle grey in levels of 8 bits
 * @param quality quantiser of the compression; empty where there is none
 * @param seed of motion, view and noise
 */
record SequencePlan(
    String name,
    long firstFrame,
    double exposure,
    double amplitude,
    double noise,
    OptionalInt quality,
    long seed) {

  /**
   * The sequences of an input. Their beginnings spread over it: each lies in a part of its own.
   *
   * @param stem what names begin with
   * @param frames of the source
   */
  static List<SequencePlan> of(BlurRecipe recipe, String stem, long frames) {
    SceneRandom random = new SceneRandom(recipe.seed()).split("pairs of " + stem);
    long starts = Math.max(1, frames - sourceFrames(recipe) + 1);
    double turn = random.split("compressed").unit();
    List<SequencePlan> plans = new ArrayList<>();
    for (int k = 0; k < recipe.sequences(); k++) {
      SceneRandom r = random.split(k);
      double part = (k + r.split("start").unit()) / recipe.sequences();
      double share = recipe.compressedShare();
      boolean compressed = Math.floor((k + 1) * share + turn) > Math.floor(k * share + turn);
      double quality = Math.rint(recipe.quality().draw(r.split("quality")));
      plans.add(
          new SequencePlan(
              stem + "_" + recipe.mode().word() + "_s" + recipe.seed() + "_" + two(k),
              Math.min(starts - 1, (long) (part * starts)),
              exposure(recipe.mode(), r.split("exposure")),
              amplitude(recipe.mode(), r.split("amplitude")),
              recipe.noise().draw(r.split("noise")),
              compressed ? OptionalInt.of((int) quality) : OptionalInt.empty(),
              r.split("seed").bits()));
    }
    return plans;
  }

  private static double exposure(BlurMode mode, SceneRandom random) {
    if (mode instanceof BlurMode.FrameAverage average) {
      return (double) average.window() / average.stride();
    }
    return ((BlurMode.HandHeld) mode).exposure().draw(random);
  }

  private static double amplitude(BlurMode mode, SceneRandom random) {
    return mode instanceof BlurMode.HandHeld hand ? hand.amplitude().draw(random) : 0;
  }

  /** Frames of the source that a sequence of full length needs. */
  private static long sourceFrames(BlurRecipe recipe) {
    return recipe.mode() instanceof BlurMode.FrameAverage average
        ? (recipe.frames() - 1L) * average.stride() + average.window()
        : recipe.frames();
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
