package dev.attune.pipelines.bench.classic;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.video.frame.FloatImage;
import java.util.concurrent.CancellationException;

/**
 * Blur along a straight path of each pixel's own as a linear map of pictures of any values, and its
 * transpose. Samples are interpolated bilinearly and lie at most 0.7 pixels apart; beyond the
 * border its last value goes on. Immutable and thread-safe.
 */
public final class StraightBlur {
  private static final double SPACING_PX = 0.7;

  private final BlurPath path;

  /** Blur along these paths, whose bends are passed over. */
  public StraightBlur(BlurPath path) {
    this.path = path;
  }

  /** The blurred picture: each pixel is the mean along its path. */
  public FloatImage apply(FloatImage picture) {
    FloatImage out = like(picture);
    add(picture, out, false);
    return out;
  }

  /** The transpose: each pixel is spread along its path. */
  public FloatImage transposed(FloatImage picture) {
    FloatImage out = like(picture);
    add(picture, out, true);
    return out;
  }

  private FloatImage like(FloatImage picture) {
    if (picture.height() != path.height() || picture.width() != path.width()) {
      throw new IllegalArgumentException(
          "picture of "
              + picture.width()
              + "x"
              + picture.height()
              + " and paths of "
              + path.width()
              + "x"
              + path.height()
              + " do not belong together");
    }
    return new FloatImage(picture.channels(), picture.height(), picture.width());
  }

  /** Goes through the entries of the map's matrix, which are the same both ways. */
  private void add(FloatImage from, FloatImage to, boolean transposed) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while a picture was filtered");
    }
    int width = path.width();
    int height = path.height();
    int plane = width * height;
    float[] in = from.data();
    float[] out = to.data();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = y * width + x;
        float wayX = path.linearX()[pixel];
        float wayY = path.linearY()[pixel];
        int samples = 1 + (int) Math.ceil(Math.sqrt(wayX * wayX + wayY * wayY) / SPACING_PX);
        float share = 1f / samples;
        for (int k = 0; k < samples; k++) {
          float t = (k + 0.5f) * share - 0.5f;
          float atX = Math.min(width - 1f, Math.max(0f, x - t * wayX));
          float atY = Math.min(height - 1f, Math.max(0f, y - t * wayY));
          int left = (int) atX;
          int top = (int) atY;
          float fx = atX - left;
          float fy = atY - top;
          int at = top * width + left;
          int right = left + 1 < width ? 1 : 0;
          int down = top + 1 < height ? width : 0;
          float w11 = share * fx * fy;
          float w10 = share * fx - w11;
          float w01 = share * fy - w11;
          float w00 = share - share * fx - w01;
          for (int c = 0, p = 0; c < from.channels(); c++, p += plane) {
            int corner = p + at;
            if (transposed) {
              float v = in[p + pixel];
              out[corner] += w00 * v;
              out[corner + right] += w10 * v;
              out[corner + down] += w01 * v;
              out[corner + right + down] += w11 * v;
            } else {
              out[p + pixel] +=
                  w00 * in[corner]
                      + w10 * in[corner + right]
                      + w01 * in[corner + down]
                      + w11 * in[corner + right + down];
            }
          }
        }
      }
    }
  }
}
