package dev.attune.datasets.blur;

import dev.attune.video.frame.Rational;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sources;
import dev.attune.video.io.StreamInfo;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What is known of a source before pairs are made of it.
 *
 * @param input as the user named it
 * @param width of its pictures
 * @param height of its pictures
 * @param frameRate frames a second
 * @param frames how many there are, by its own account where it gives one
 */
record SourceFacts(String input, int width, int height, Rational frameRate, long frames) {
  private static final double NANOS = 1e9;

  /**
   * Looks at a source; one that does not tell how long it is is read once to its end.
   *
   * @throws dev.attune.video.io.MediaException when it cannot be read
   */
  static SourceFacts of(String input) {
    try (FrameSource source = Sources.open(input, ReadOptions.DEFAULTS)) {
      StreamInfo info = source.info();
      OptionalLong told = info.estimatedFrames();
      long frames = told.isPresent() ? told.getAsLong() : count(source);
      return new SourceFacts(
          input, info.width(), info.height(), info.frameRate(), Math.max(1, frames));
    }
  }

  private static long count(FrameSource source) {
    long frames = 0;
    while (source.next() != null) {
      frames++;
    }
    return frames;
  }

  /** The source from a frame on; between two frames of a constant rate lies the beginning. */
  FrameSource open(long firstFrame) {
    double seconds = (firstFrame - 0.5) / frameRate.value();
    ReadOptions options =
        ReadOptions.DEFAULTS.withStart(Duration.ofNanos((long) Math.max(0, seconds * NANOS)));
    return Sources.open(input, options);
  }
}
