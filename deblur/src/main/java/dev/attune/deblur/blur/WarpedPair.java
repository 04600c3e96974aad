package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.FlowField;

/** A sharper frame brought onto its blurrier neighbour by optical flow. */
final class WarpedPair {
  private final MotionFrame blurrier;
  private final MotionFrame sharper;
  private final FlowField there;
  private final FloatImage warped;
  private final boolean[] consistent;

  /**
   * Warps.
   *
   * @param there flow from the blurrier to the sharper frame
   * @param back flow from the sharper to the blurrier frame
   * @param consistentPx flow there and back must cancel to within this
   */
  WarpedPair(
      MotionFrame blurrier,
      MotionFrame sharper,
      FlowField there,
      FlowField back,
      double consistentPx) {
    this.blurrier = blurrier;
    this.sharper = sharper;
    this.there = there;
    int height = there.height();
    int width = there.width();
    this.warped = new FloatImage(1, height, width);
    this.consistent = new boolean[height * width];
    float[] from = sharper.luma().data();
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        float atX = x + there.u()[i];
        float atY = y + there.v()[i];
        boolean inside = atX >= 2 && atY >= 2 && atX < width - 3 && atY < height - 3;
        if (!inside) { // also where the flow is not a number
          warped.data()[i] = blurrier.luma().data()[i];
          continue;
        }
        warped.data()[i] = Resample.cubic(from, width, atY, atX);
        double du = there.u()[i] + Resample.linear(back.u(), width, atY, atX);
        double dv = there.v()[i] + Resample.linear(back.v(), width, atY, atX);
        consistent[i] = du * du + dv * dv < consistentPx * consistentPx;
      }
    }
  }

  /** The sharper frame as seen from the blurrier one. */
  FloatImage warped() {
    return warped;
  }

  /** Share of the pixels of a box whose flow is believed. */
  double consistentShare(Box box) {
    int count = 0;
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        count += consistent[y * there.width() + x] ? 1 : 0;
      }
    }
    return (double) count / box.area();
  }

  /** A rectangle of the sharper frame as seen from the blurrier one. */
  FloatImage warped(Box box) {
    return warped.crop(box.top(), box.left(), box.height(), box.width());
  }

  /** Sum of squared differences between a picture of the box and the blurrier frame. */
  double squaredError(FloatImage picture, Box box) {
    double sum = 0;
    for (int y = box.top(), k = 0; y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++, k++) {
        int i = y * there.width() + x;
        if (consistent[i]) {
          double d = picture.data()[k] - blurrier.luma().data()[i];
          sum += d * d;
        }
      }
    }
    return sum;
  }

  /** Paths, at exposure fraction 1, of the blur that the blurrier frame has more. */
  BlurPath missingBlur(MotionBlurEstimate motion) {
    BlurPath path = motion.paths(blurrier.forward(), blurrier.backward(), 1);
    int width = there.width();
    FlowField f = sharper.forward();
    FlowField b = sharper.backward();
    for (int i = 0; i < consistent.length; i++) {
      if (!consistent[i]) {
        continue;
      }
      float x = path.linearX()[i];
      float y = path.linearY()[i];
      float atX = i % width + there.u()[i];
      int row = i / width;
      float atY = row + there.v()[i];
      float otherX =
          (Resample.linear(f.u(), width, atY, atX) - Resample.linear(b.u(), width, atY, atX)) / 2;
      float otherY =
          (Resample.linear(f.v(), width, atY, atX) - Resample.linear(b.v(), width, atY, atX)) / 2;
      float square = x * x + y * y;
      float along = x * otherX + y * otherY; // own length times the other's length along it
      float present = square > 0 ? along * along / (square * square) : 0;
      float factor = (float) Math.sqrt(Math.max(0, 1 - present));
      path.linearX()[i] *= factor;
      path.linearY()[i] *= factor;
    }
    return path;
  }
}
