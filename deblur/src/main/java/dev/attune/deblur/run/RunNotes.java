package dev.attune.deblur.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a run writes down on its way; bounded, however long the video. Not thread-safe. */
final class RunNotes {
  /** Far more than a curve can show. */
  private static final int MOST_LOSSES = 4000;

  private final Set<String> notices = new LinkedHashSet<>();
  private final List<Evidence.LossPoint> losses = new ArrayList<>();
  private int stepsBefore;
  private int lastStep;

  /** What was written down, for a file. */
  record State(
      List<String> notices, List<Evidence.LossPoint> losses, int stepsBefore, int lastStep) {}

  State state() {
    return new State(notices(), losses(), stepsBefore, lastStep);
  }

  /** Goes on with what another one wrote down. */
  void restore(State state) {
    notices.clear();
    notices.addAll(state.notices());
    losses.clear();
    losses.addAll(state.losses());
    stepsBefore = state.stepsBefore();
    lastStep = state.lastStep();
  }

  /** Something that the user should know; said once, however often it comes up. */
  void notice(String sentence) {
    notices.add(sentence);
  }

  /** The loss at a step of the present adaptation; those of several follow each other. */
  void loss(int step, double training, double heldOut) {
    lastStep = step;
    if (losses.size() < MOST_LOSSES) {
      losses.add(new Evidence.LossPoint(stepsBefore + step, training, heldOut));
    }
  }

  /** Steps of the next adaptation come after those of this one. */
  void adaptationEnds() {
    stepsBefore += lastStep;
    lastStep = 0;
  }

  List<String> notices() {
    return List.copyOf(notices);
  }

  List<Evidence.LossPoint> losses() {
    return List.copyOf(losses);
  }
}
