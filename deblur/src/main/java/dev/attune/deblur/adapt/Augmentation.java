package dev.attune.deblur.adapt;

import dev.attune.video.frame.FloatImage;
import java.util.random.RandomGenerator;

/**
 * One draw of the fine-tuning's augmentation, the same for all pictures of a pair: a square crop,
 * mirrored left-right and up-down with probability 1/2 each, then turned counter-clockwise by a
 * multiple of 90 degrees.
 *
 * @param top row of the crop
 * @param left column of the crop
 * @param side of the crop
 * @param leftRight whether mirrored left-right
 * @param upDown whether mirrored up-down
 * @param quarterTurns counter-clockwise, 0..3
 */
record Augmentation(
    int top, int left, int side, boolean leftRight, boolean upDown, int quarterTurns) {

  /** Draws for pictures of the given size; the crop is at most that large and a multiple of 4. */
  static Augmentation draw(RandomGenerator random, int height, int width, int crop) {
    int side = side(height, width, crop);
    return new Augmentation(
        random.nextInt(height - side + 1),
        random.nextInt(width - side + 1),
        side,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(4));
  }

  /** The middle of the picture, unchanged. */
  static Augmentation middle(int height, int width, int crop) {
    int side = side(height, width, crop);
    return new Augmentation((height - side) / 2, (width - side) / 2, side, false, false, 0);
  }

  private static int side(int height, int width, int crop) {
    return Math.max(4, Math.min(crop, Math.min(height, width)) / 4 * 4);
  }

  /** The augmented picture. */
  FloatImage apply(FloatImage picture) {
    int channels = picture.channels();
    FloatImage out = new FloatImage(channels, side, side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int v = y;
        int u = x;
        // Undo the turns: a counter-clockwise quarter takes (row, column) from (column, side - 1 -
        // row).
        for (int k = 0; k < quarterTurns; k++) {
          int row = v;
          v = u;
          u = side - 1 - row;
        }
        v = upDown ? side - 1 - v : v;
        u = leftRight ? side - 1 - u : u;
        int from = (top + v) * picture.width() + left + u;
        int to = y * side + x;
        for (int c = 0; c < channels; c++) {
          out.data()[c * side * side + to] =
              picture.data()[c * picture.height() * picture.width() + from];
        }
      }
    }
    return out;
  }
}
