package dev.attune.deblur.network;

import dev.attune.deblur.sharpness.Box;
import java.nio.FloatBuffer;

/**
 * A part of a picture that is restored by itself.
 *
 * @param box the part, with its overlap
 * @param rowWeights share of the result that counts, for each of its rows
 * @param columnWeights the same for each of its columns; over all tiles of a picture the products
 *     sum up to 1 at every pixel
 */
@SuppressWarnings("ArrayRecordComponent") // dense weights are their arrays
public record Tile(Box box, float[] rowWeights, float[] columnWeights) {

  /** Copies planes of the picture to planes of the part. */
  public void cut(FloatBuffer picture, int channels, int height, int width, FloatBuffer part) {
    float[] row = new float[box.width()];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < box.height(); y++) {
        picture.get((c * height + box.top() + y) * width + box.left(), row);
        part.put((c * box.height() + y) * box.width(), row);
      }
    }
  }

  /**
   * Adds the result of the part, weighted, to that of the picture.
   *
   * @param part [3, h, w] of the part
   * @param picture [3, height, width], zero before the first tile
   */
  public void add(FloatBuffer part, FloatBuffer picture, int height, int width) {
    float[] own = new float[box.width()];
    float[] sum = new float[box.width()];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < box.height(); y++) {
        if (rowWeights[y] == 0) {
          continue;
        }
        int to = (c * height + box.top() + y) * width + box.left();
        part.get((c * box.height() + y) * box.width(), own);
        picture.get(to, sum);
        for (int x = 0; x < own.length; x++) {
          sum[x] += rowWeights[y] * columnWeights[x] * own[x];
        }
        picture.put(to, sum);
      }
    }
  }
}
