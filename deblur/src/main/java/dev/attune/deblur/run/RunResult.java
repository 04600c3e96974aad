package dev.attune.deblur.run;

import java.util.List;
import java.util.Map;

/**
 * What a run did, in numbers; serialised as it stands it is the result of {@code --json}.
 *
 * @param input as the user named it, without secrets
 * @param output as the user named it
 * @param frames counts of frames
 * @param outcome "improved", "unchanged", "rolled-back" or "skipped"; of scenes the first of
 *     "improved", "rolled-back", "unchanged" and "skipped" that one of them has
 * @param reason why, in a sentence; empty for "improved" where the whole video was adapted to
 * @param pairs pseudo-pairs used for training and held out
 * @param steps optimisation steps taken
 * @param seconds wall time by stage name in lower case, of the network alone within restoring
 *     ("network"), and "total"
 * @param peakMemoryMiB peak resident size of the process (VmHWM), -1 where the system does not tell
 * @param sharpness no-reference sharpness, mean over frames
 * @param reblur mean squared error in 8-bit levels squared between the input and results blurred
 *     again by the estimated blur
 * @param heldOut mean loss on held-out pairs; null without adaptation
 * @param weights which weights were used and made
 * @param scenes what became of each scene; empty unless each was adapted to by itself
 * @param settings all settings that had an effect, by option name
 * @param damage what is wrong with the input, with the last good time; empty when it was read whole
 * @param notices what the user should know
 */
public record RunResult(
    String input,
    String output,
    Frames frames,
    String outcome,
    String reason,
    Pairs pairs,
    int steps,
    Map<String, Double> seconds,
    long peakMemoryMiB,
    Change sharpness,
    Change reblur,
    Change heldOut,
    WeightsUsed weights,
    List<Scene> scenes,
    Map<String, String> settings,
    String damage,
    List<String> notices) {

  /**
   * Counts of frames.
   *
   * @param in read
   * @param out written
   */
  public record Frames(long in, long out) {}

  /**
   * Counts of pseudo-pairs.
   *
   * @param training used for steps
   * @param heldOut used to judge
   */
  public record Pairs(int training, int heldOut) {}

  /**
   * A figure without and with what the run did. For {@code sharpness}: input and output; otherwise:
   * source and adapted model. NaN where it was not measured.
   *
   * @param before input, or source model
   * @param after output, or adapted model
   */
  public record Change(double before, double after) {
    /** Not measured. */
    public static final Change UNKNOWN = new Change(Double.NaN, Double.NaN);
  }

  /**
   * Weights of the run.
   *
   * @param name catalogue name or file
   * @param network network and its configuration
   * @param sha256 digest of the source weights
   * @param adaptedSha256 digest of the weights that restored the frames; empty where scenes were
   *     restored by different ones
   */
  public record WeightsUsed(String name, String network, String sha256, String adaptedSha256) {}

  /**
   * What became of a scene.
   *
   * @param firstFrame its number in the video
   * @param frames how many it has
   * @param outcome as of the whole
   * @param reason as of the whole
   * @param pairs counts of its pseudo-pairs
   * @param steps optimisation steps taken
   * @param reblur as of the whole
   * @param heldOut as of the whole
   * @param adaptedSha256 digest of the weights that restored it
   */
  public record Scene(
      long firstFrame,
      long frames,
      String outcome,
      String reason,
      Pairs pairs,
      int steps,
      Change reblur,
      Change heldOut,
      String adaptedSha256) {}
}
