package dev.attune.deblur.run;

import dev.attune.video.io.StreamInfo;

/**
 * Where segments of an output begin: at every n-th frame, so that it does not depend on when a run
 * was interrupted. About eight seconds, which are two distances of key frames; fewer frames where
 * pictures are larger than Full HD, so that no more work is lost.
 *
 * @param frames of a segment
 */
record Segments(long frames) {
  private static final double SECONDS = 8;
  private static final long MOST_FRAMES = 480;
  private static final long LEAST_FRAMES = 16;
  private static final long PIXELS = 240L * 1920 * 1080;

  static Segments of(StreamInfo info) {
    long wanted = Math.round(SECONDS * info.frameRate().value());
    long affordable = PIXELS / ((long) info.width() * info.height());
    return new Segments(
        Math.max(LEAST_FRAMES, Math.min(MOST_FRAMES, Math.min(wanted, affordable))));
  }

  /** The next beginning at or after a frame. */
  long nextBeginning(long frame) {
    return (frame + frames - 1) / frames * frames;
  }
}
