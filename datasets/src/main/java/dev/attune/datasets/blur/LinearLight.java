package dev.attune.datasets.blur;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.FrameConversions;

/** Turns frames into linear light of a smaller picture. Immutable and thread-safe. */
final class LinearLight {
  /** Power of picture values over light. */
  static final double GAMMA = 2.2;

  private static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final float[] table8 = table(255);
  private float[] table16;

  /** To pictures of this size. */
  LinearLight(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Red, green and blue of a frame as light, made smaller by averaging areas.
   *
   * @return {@code [3, H, W]}, 1 = white
   */
  FloatImage of(Frame frame) {
    FloatImage values = FloatImage.of(frame);
    float[] table = table(frame);
    int max = frame.maxValue();
    int plane = frame.width() * frame.height();
    FloatImage out = new FloatImage(CHANNELS, height, width);
    // Gray pictures become colour pictures of equal channels; opacity is left out.
    boolean gray = frame.layout().channels() == 1;
    for (int c = 0; c < CHANNELS; c++) {
      FloatImage light = new FloatImage(1, frame.height(), frame.width());
      int from = gray ? 0 : c * plane;
      for (int i = 0; i < plane; i++) {
        light.data()[i] = table[(int) (values.data()[from + i] * max + 0.5f)];
      }
      boolean same = frame.width() == width && frame.height() == height;
      FloatImage scaled = same ? light : FrameConversions.smaller(light, height, width);
      System.arraycopy(scaled.data(), 0, out.data(), c * width * height, width * height);
    }
    return out;
  }

  private float[] table(Frame frame) {
    if (frame.bitDepth() == 8) {
      return table8;
    }
    if (table16 == null) {
      table16 = table(frame.maxValue());
    }
    return table16;
  }

  private static float[] table(int max) {
    float[] table = new float[max + 1];
    for (int i = 0; i <= max; i++) {
      table[i] = (float) StrictMath.pow((double) i / max, GAMMA);
    }
    return table;
  }
}
