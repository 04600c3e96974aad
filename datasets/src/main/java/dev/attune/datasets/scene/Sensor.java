package dev.attune.datasets.scene;

import dev.attune.video.frame.FloatImage;

/**
 * What makes a picture of light: noise, clipping, transfer, rounding.
 *
 * @param shotNoise variance of noise per unit of linear light (photon noise), 0..0.1
 * @param readNoise deviation of noise in the dark, in linear light, 0..0.1
 * @param sharpShare share of these deviations in the sharp picture, 0..1; 0 = the truth is without
 *     noise
 * @param transfer from linear light to picture values
 * @param quantised whether values are rounded to 8 bits
 */
public record Sensor(
    double shotNoise, double readNoise, double sharpShare, Transfer transfer, boolean quantised) {

  /** No noise, sRGB, 8 bits. */
  public static final Sensor CLEAN = new Sensor(0, 0, 0, Transfer.SRGB, true);

  /** A phone in good light: little noise in the blurred picture, none in the truth. */
  public static final Sensor PHONE = new Sensor(2e-4, 1e-3, 0, Transfer.SRGB, true);

  /** Checks the ranges. */
  public Sensor {
    Shake.check("shotNoise", shotNoise, 0, 0.1);
    Shake.check("readNoise", readNoise, 0, 0.1);
    Shake.check("sharpShare", sharpShare, 0, 1);
    java.util.Objects.requireNonNull(transfer, "transfer");
  }

  /**
   * Turns light into a picture in place.
   *
   * @param light linear light, 1 = white
   * @param share of the noise that is added
   * @param key stream of the noise
   * @param left column of the picture in the whole view, so that a crop has the noise of the whole
   * @param top its row
   * @param viewWidth columns of the whole view
   */
  public void expose(FloatImage light, double share, long key, int left, int top, int viewWidth) {
    float[] data = light.data();
    int width = light.width();
    float shot = (float) (shotNoise * share * share);
    float read = (float) (readNoise * readNoise * share * share);
    boolean noisy = shot > 0 || read > 0;
    for (int c = 0; c < light.channels(); c++) {
      for (int y = 0; y < light.height(); y++) {
        int row = (c * light.height() + y) * width;
        long place = ((long) (top + y) * viewWidth + left) * light.channels() + c;
        for (int x = 0; x < width; x++) {
          float v = data[row + x];
          if (noisy) {
            float deviation = (float) Math.sqrt(shot * Math.max(0f, v) + read);
            v += deviation * SceneRandom.nearlyNormal(key, place + (long) x * light.channels());
          }
          float shown = transfer.encode(v);
          data[row + x] = quantised ? ((int) (shown * 255f + 0.5f)) * (1 / 255f) : shown;
        }
      }
    }
  }
}
