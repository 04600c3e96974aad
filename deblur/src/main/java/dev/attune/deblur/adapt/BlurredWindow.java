package dev.attune.deblur.adapt;

import dev.attune.deblur.blur.BlurringModel;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.guide.PathSamples;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.util.Arrays;

/**
 * A part of a blurred frame of the video, the paths along which it is said to be blurred, and where
 * that is to be believed. What a network makes of it, blurred along the paths, should there be the
 * part itself.
 *
 * @param picture colours
 * @param path of its pixels over the exposure
 * @param trust 1 where the path is believed, else 0: [1, H, W]
 */
public record BlurredWindow(PackedPicture picture, BlurPath path, FloatImage trust) {
  /** Errors are compared by their means over squares of this side. */
  private static final int BLOCK_PX = 8;

  /** A path is believed where the restored picture explains the blurred one so much better. */
  private static final double EXPLAINED = 0.7;

  /** Mean squared error, of values in 0..1, that is no more than noise. */
  private static final double NOISE = 4e-6;

  /** Checks that sizes agree. */
  public BlurredWindow {
    if (path.height() != picture.height()
        || path.width() != picture.width()
        || trust.height() != picture.height()
        || trust.width() != picture.width()) {
      throw new IllegalArgumentException(
          "paths of "
              + path.height()
              + "x"
              + path.width()
              + " and trust of "
              + trust.height()
              + "x"
              + trust.width()
              + " do not belong to a picture of "
              + picture.height()
              + "x"
              + picture.width());
    }
  }

  /**
   * A window whose paths are believed where they blur what a network made of it to the picture
   * again, better than they would the picture itself: where nothing is blurred, or by something
   * else, no network finds a picture that they would blur to it. Paths that leave the picture are
   * not believed.
   *
   * @param restored what the network made of it
   * @param blur blurs along paths
   */
  public static BlurredWindow of(
      PackedPicture picture, BlurPath path, FloatImage restored, BlurringModel blur) {
    FloatImage input = picture.toImage();
    int height = input.height();
    int width = input.width();
    Box whole = Box.whole(height, width);
    FloatImage again = blur.blur(restored, whole, path);
    FloatImage twice = blur.blur(input, whole, path);
    FloatImage trust = new FloatImage(1, height, width);
    for (int top = 0; top < height; top += BLOCK_PX) {
      for (int left = 0; left < width; left += BLOCK_PX) {
        Box block =
            new Box(top, left, Math.min(height, top + BLOCK_PX), Math.min(width, left + BLOCK_PX));
        double unexplained = error(twice, input, block);
        if (unexplained > NOISE && error(again, input, block) < EXPLAINED * unexplained) {
          for (int y = block.top(); y < block.bottom(); y++) {
            Arrays.fill(trust.data(), y * width + block.left(), y * width + block.right(), 1);
          }
        }
      }
    }
    for (int i = 0; i < height * width; i++) {
      if (!inside(path, i, height, width)) {
        trust.data()[i] = 0;
      }
    }
    return new BlurredWindow(picture, path, trust);
  }

  private static double error(FloatImage a, FloatImage b, Box box) {
    double sum = 0;
    int plane = a.height() * a.width();
    for (int c = 0; c < a.channels(); c++) {
      for (int y = box.top(); y < box.bottom(); y++) {
        for (int x = box.left(); x < box.right(); x++) {
          int i = c * plane + y * a.width() + x;
          double d = a.data()[i] - b.data()[i];
          sum += d * d;
        }
      }
    }
    return sum / (a.channels() * (double) box.area());
  }

  /** What lies beyond the border is unknown. */
  private static boolean inside(BlurPath path, int i, int height, int width) {
    double reachX = Math.abs(path.linearX()[i]) / 2 + Math.abs(path.curveX()[i]) / 4;
    double reachY = Math.abs(path.linearY()[i]) / 2 + Math.abs(path.curveY()[i]) / 4;
    int y = i / width;
    int x = i % width;
    return x - reachX >= 0
        && y - reachY >= 0
        && x + reachX <= width - 1
        && y + reachY <= height - 1;
  }

  /** Share of the pixels that are believed. */
  public double believed() {
    double sum = 0;
    for (float t : trust.data()) {
      sum += t;
    }
    return sum / trust.data().length;
  }

  /** Mean squared difference of a restored picture, blurred again, where paths are believed. */
  public double error(FloatImage restored, BlurringModel blur) {
    FloatImage input = picture.toImage();
    FloatImage again = blur.blur(restored, Box.whole(input.height(), input.width()), path);
    int n = input.height() * input.width();
    double sum = 0;
    for (int i = 0; i < input.data().length; i++) {
      double d = again.data()[i] - input.data()[i];
      sum += trust.data()[i % n] * d * d;
    }
    return sum / (input.channels() * n * believed());
  }

  /** What a guided network looks at, values in 0..1. */
  public FloatImage input() {
    return PathSamples.guided(picture.toImage(), path);
  }

  /**
   * The points that the light of the pixels of a part came from, as a sampling grid.
   *
   * @param moments of the exposure
   * @return [moments * side, side, 2], right and down, -1 and 1 are the part's outer edges
   */
  float[] grid(int top, int left, int side, int moments) {
    float[] out = new float[2 * moments * side * side];
    int to = 0;
    for (int k = 0; k < moments; k++) {
      float t = (k + 0.5f) / moments - 0.5f;
      for (int y = 0; y < side; y++) {
        int from = (top + y) * path.width() + left;
        for (int x = 0; x < side; x++) {
          float wayX = t * (path.linearX()[from + x] + t * path.curveX()[from + x]);
          float wayY = t * (path.linearY()[from + x] + t * path.curveY()[from + x]);
          out[to++] = (2 * (x - wayX) + 1) / side - 1;
          out[to++] = (2 * (y - wayY) + 1) / side - 1;
        }
      }
    }
    return out;
  }

  /** Trust in the pixels of a part whose paths stay inside it, 0 for the others. */
  FloatImage weight(int top, int left, int side) {
    FloatImage out = trust.crop(top, left, side, side);
    BlurPath part = path.crop(new Box(top, left, top + side, left + side));
    for (int i = 0; i < side * side; i++) {
      if (!inside(part, i, side, side)) {
        out.data()[i] = 0;
      }
    }
    return out;
  }
}
