package dev.attune.video.frame;

import java.util.Arrays;

/** Gray and smaller pictures, made fast enough to look at every frame of a video. */
public final class FrameConversions {
  private FrameConversions() {}

  /**
   * Lightness 0.299 R + 0.587 G + 0.114 B of a frame, 0..1, in the stream's own transfer; opacity
   * is ignored. The same as {@code FloatImage.of(frame).luma()} without the colours in between.
   */
  public static FloatImage gray(Frame frame) {
    return gray(frame, frame.height(), frame.width());
  }

  /**
   * Lightness of a frame made smaller by averaging areas: each result pixel is the mean of the
   * rectangle that it covers, parts of pixels counted by their part.
   *
   * @param height rows of the result, 1 to the frame's
   * @param width columns of the result, 1 to the frame's
   */
  public static FloatImage gray(Frame frame, int height, int width) {
    AreaAverage average = new AreaAverage(frame.height(), frame.width(), height, width);
    SampleRows rows = new SampleRows(frame);
    float[] light = new float[frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      rows.row(y);
      rows.lightness(light);
      average.add(y, light);
    }
    return average.result(frame.maxValue() * (float) SampleRows.LIGHTNESS_UNIT);
  }

  /**
   * A picture of one channel made smaller by averaging areas.
   *
   * @param height rows of the result, 1 to the picture's
   * @param width columns of the result, 1 to the picture's
   */
  public static FloatImage smaller(FloatImage gray, int height, int width) {
    if (gray.channels() != 1) {
      throw new IllegalArgumentException(
          "picture of " + gray.channels() + " channels: give a gray one, luma() makes it");
    }
    AreaAverage average = new AreaAverage(gray.height(), gray.width(), height, width);
    for (int y = 0; y < gray.height(); y++) {
      average.add(y, Arrays.copyOfRange(gray.data(), y * gray.width(), (y + 1) * gray.width()));
    }
    return average.result(1f);
  }
}
