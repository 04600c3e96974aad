package dev.attune.datasets.blur;

import dev.attune.video.frame.FloatImage;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Looks at a picture from poses and takes the mean; between pixels by cubic convolution (Keys 1981,
 * a = -1/2).
 */
final class PoseMean {
  private static final int TAPS = 4;

  private PoseMean() {}

  /**
   * The mean of what the poses see.
   *
   * @param light linear light of the scaled source, {@code [3, H, W]}
   * @param framing with which the poses stay {@code BORDER} pixels inside the source
   * @return {@code [3, h, w]} of the framing's size, linear light
   * @throws CancellationException when the thread was interrupted
   */
  static FloatImage of(FloatImage light, Framing framing, List<Pose> poses) {
    int width = framing.size().width();
    int height = framing.size().height();
    FloatImage out = new FloatImage(light.channels(), height, width);
    // In double, so that the mean of equal values is that value.
    double[] sums = new double[light.channels() * width];
    for (int y = 0; y < height; y++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while frames were blurred");
      }
      java.util.Arrays.fill(sums, 0);
      for (Pose pose : poses) {
        addRow(light, framing, pose, y, sums);
      }
      for (int c = 0; c < light.channels(); c++) {
        for (int x = 0; x < width; x++) {
          out.data()[(c * height + y) * width + x] = (float) (sums[c * width + x] / poses.size());
        }
      }
    }
    return out;
  }

  private static void addRow(FloatImage light, Framing framing, Pose pose, int y, double[] sums) {
    int width = framing.size().width();
    double v = y - (framing.size().height() - 1) / 2.0;
    double u = -(width - 1) / 2.0;
    double cos = StrictMath.cos(pose.roll());
    double sin = StrictMath.sin(pose.roll());
    double startX = framing.centerX() + pose.seenX(u, v);
    double startY = framing.centerY() + pose.seenY(u, v);
    int plane = light.width() * light.height();
    int stride = light.width();
    float[] data = light.data();
    float[] across = new float[TAPS];
    float[] down = new float[TAPS];
    for (int x = 0; x < width; x++) {
      double atX = startX + x * cos;
      double atY = startY + x * sin;
      int left = (int) Math.floor(atX);
      int top = (int) Math.floor(atY);
      weights((float) (atX - left), across);
      weights((float) (atY - top), down);
      int first = (top - 1) * stride + left - 1;
      // The window of a view without motion may touch the border, where its taps weigh nothing.
      boolean inside = left >= 1 && top >= 1 && left + 2 < stride && top + 2 < light.height();
      for (int c = 0; c < light.channels(); c++) {
        sums[c * width + x] +=
            inside
                ? taps(data, c * plane + first, stride, across, down)
                : data[c * plane + top * stride + left];
      }
    }
  }

  private static float taps(float[] data, int first, int stride, float[] across, float[] down) {
    float sum = 0;
    int at = first;
    for (int j = 0; j < TAPS; j++, at += stride) {
      sum +=
          down[j]
              * (across[0] * data[at]
                  + across[1] * data[at + 1]
                  + across[2] * data[at + 2]
                  + across[3] * data[at + 3]);
    }
    return sum;
  }

  private static void weights(float t, float[] w) {
    w[0] = ((-0.5f * t + 1) * t - 0.5f) * t;
    w[1] = (1.5f * t - 2.5f) * t * t + 1;
    w[2] = ((-1.5f * t + 2) * t + 0.5f) * t;
    w[3] = (0.5f * t - 0.5f) * t * t;
  }
}
