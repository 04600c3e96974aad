package dev.attune.video.motion;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.FrameConversions;
import java.util.Optional;

/**
 * Finds hard cuts while frames go by. Two neighbours belong to different scenes when two things
 * hold on small gray pictures of them: no shift of one picture makes it resemble the other
 * (correlation, blind to brightness and contrast), and its blocks, each moved to where they fit
 * best, still differ (so that noise on flat pictures is no cut). Camera pans, shake, motion blur,
 * flashes and slow fades are not reported; wipes are, where they jump. Not thread-safe.
 */
public final class SceneCuts {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 36;
  // Measured on real clips: hard cuts lie at 0.51 and above, the fastest pans at 0.32 and below.
  private static final double LEAST_UNLIKENESS = 0.42;
  // Hard cuts lie at 0.08 and above; noise on flat pictures stays below 0.02.
  private static final double LEAST_DIFFERENCE = 0.035;

  private FloatImage previous;

  /**
   * What a frame is compared with.
   *
   * @param previous small smooth picture of the frame before; empty before the first
   */
  public record State(Optional<FloatImage> previous) {}

  /** What the next frame will be compared with, for going on later. */
  public State state() {
    return new State(Optional.ofNullable(previous));
  }

  /** Goes on where another one was. */
  public void restore(State state) {
    previous = state.previous().orElse(null);
  }

  /** Whether a cut lies between the frame given before and this one; never before the first. */
  public boolean cutBefore(Frame frame) {
    return judge(
        FrameConversions.gray(
            frame, Math.min(HEIGHT, frame.height()), Math.min(WIDTH, frame.width())));
  }

  /**
   * The same for a gray picture.
   *
   * @param gray one channel, values 0..1; better not smaller than 64x36
   */
  public boolean cutBefore(FloatImage gray) {
    return judge(
        FrameConversions.smaller(
            gray, Math.min(HEIGHT, gray.height()), Math.min(WIDTH, gray.width())));
  }

  private boolean judge(FloatImage small) {
    // Fine texture that moved by half a pixel would look like another scene.
    FloatImage picture = PictureMatch.smooth(small);
    FloatImage before = previous;
    previous = picture;
    if (before == null) {
      return false;
    }
    if (before.height() != picture.height() || before.width() != picture.width()) {
      return true;
    }
    return PictureMatch.movedDifference(before, picture) >= LEAST_DIFFERENCE
        && PictureMatch.unlikeness(before, picture) >= LEAST_UNLIKENESS;
  }
}
