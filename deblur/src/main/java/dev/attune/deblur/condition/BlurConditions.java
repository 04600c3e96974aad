package dev.attune.deblur.condition;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.FlowField;
import java.util.List;

/**
 * The domain-adaptive blur condition of a frame: direction from the flow to both neighbours, length
 * from its own blur and that of the frames around it (BOE and DBCGM; He et al., "Domain-adaptive
 * Video Deblurring via Test-time Blurring", ECCV 2024). Unlike the reference it gives no NaN: where
 * nothing moves the direction is (1, 0), and a map without any blur counts as relative blur 0.
 * Stateless and thread-safe.
 */
public final class BlurConditions {
  private final ConditionSettings settings;

  /**
   * Motion at a frame.
   *
   * @param height rows
   * @param width columns
   * @param unitX direction to the right; direction vectors have length 1
   * @param unitY direction downwards
   * @param lengthPx length of the mean flow per frame, px
   */
  @SuppressWarnings("ArrayRecordComponent") // dense fields are their arrays
  public record Orientation(
      int height, int width, float[] unitX, float[] unitY, float[] lengthPx) {}

  /** Conditions of the given settings. */
  public BlurConditions(ConditionSettings settings) {
    this.settings = settings;
  }

  /**
   * Direction of motion at frame t: that of (forward - backward) / 2.
   *
   * @param forward flow t to t+1
   * @param backward flow t to t-1
   */
  public Orientation orientation(FlowField forward, FlowField backward) {
    if (forward.height() != backward.height() || forward.width() != backward.width()) {
      throw new IllegalArgumentException(
          "flows of "
              + forward.height()
              + "x"
              + forward.width()
              + " and "
              + backward.height()
              + "x"
              + backward.width()
              + " are not of one frame");
    }
    int n = forward.u().length;
    float[] x = new float[n];
    float[] y = new float[n];
    float[] length = new float[n];
    for (int i = 0; i < n; i++) {
      double u = (forward.u()[i] - (double) backward.u()[i]) / 2;
      double v = (forward.v()[i] - (double) backward.v()[i]) / 2;
      double l = Math.sqrt(u * u + v * v);
      boolean still = !(l >= settings.stillBelowPx()) || Double.isInfinite(l);
      x[i] = still ? 1 : (float) (u / l);
      y[i] = still ? 0 : (float) (v / l);
      length[i] = Double.isFinite(l) ? (float) l : 0;
    }
    return new Orientation(forward.height(), forward.width(), x, y, length);
  }

  /**
   * Whether frame {@code frame} of {@code frames} takes over its neighbours' blur: all of them must
   * have a direction, which the first and last frame of a video have not.
   */
  public boolean hasNeighbours(int frame, int frames) {
    return settings.neighbours().stream().allMatch(k -> frame + k >= 1 && frame + k <= frames - 2);
  }

  /**
   * The condition of a frame: where it is blurrier, more of its neighbours' mean blur; plus the
   * offset.
   *
   * @param own blur magnitude of the frame, one channel, px
   * @param neighbours magnitudes at the offsets of the settings; empty for frames near the ends of
   *     a video, which take their own
   */
  public BlurCondition condition(
      Orientation orientation, FloatImage own, List<FloatImage> neighbours) {
    int n = own.height() * own.width();
    if (orientation.height() != own.height() || orientation.width() != own.width()) {
      throw new IllegalArgumentException(
          "orientation of "
              + orientation.height()
              + "x"
              + orientation.width()
              + " and magnitude of "
              + own.height()
              + "x"
              + own.width()
              + " are not of one frame");
    }
    float offset = (float) settings.offsetPx();
    float[] magnitude = new float[n];
    if (neighbours.isEmpty()) {
      for (int i = 0; i < n; i++) {
        magnitude[i] = own.data()[i] + offset;
      }
    } else {
      for (FloatImage neighbour : neighbours) {
        if (neighbour.height() != own.height() || neighbour.width() != own.width()) {
          throw new IllegalArgumentException("magnitudes of neighbours differ in size");
        }
        for (int i = 0; i < n; i++) {
          magnitude[i] += neighbour.data()[i] / neighbours.size();
        }
      }
      float greatest = 0;
      for (int i = 0; i < n; i++) {
        greatest = Math.max(greatest, own.data()[i]);
      }
      for (int i = 0; i < n; i++) {
        float ratio = greatest > 0 ? own.data()[i] / greatest : 0;
        magnitude[i] = ratio * magnitude[i] + offset;
      }
    }
    return new BlurCondition(
        own.height(), own.width(), orientation.unitX(), orientation.unitY(), magnitude);
  }
}
