package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.StreamInfo;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One video to restore, and how.
 *
 * @param inputName for people, without secrets
 * @param input opens the video from its beginning; called twice with adaptation
 * @param outputName for people
 * @param output opens the place for the frames, knowing what they are like
 * @param method network and adaptation
 * @param adapt over what to adapt
 * @param strength share of the network's change that is applied, 0..1
 * @param compute device and threads
 * @param memoryBytes that the process may take in all
 * @param shown frames whose pictures are kept for a report, at least 0
 * @param settings all settings by option name, for the result
 */
public record DeblurJob(
    String inputName,
    Supplier<FrameSource> input,
    String outputName,
    Function<StreamInfo, FrameSink> output,
    DeblurMethod method,
    AdaptMode adapt,
    double strength,
    ComputeSettings compute,
    long memoryBytes,
    int shown,
    Map<String, String> settings) {

  /** Checks the ranges. */
  public DeblurJob {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(method, "method");
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength " + strength + ": 0 to 1 is allowed");
    }
    if (shown < 0 || shown > 64) {
      throw new IllegalArgumentException("shown frames " + shown + ": 0 to 64 is allowed");
    }
    settings = Map.copyOf(settings);
  }
}
