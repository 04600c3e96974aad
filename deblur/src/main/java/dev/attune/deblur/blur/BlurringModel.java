package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;

/** Makes the picture that a camera would have taken had the scene moved during the exposure. */
public interface BlurringModel {
  /**
   * Blurs a rectangle of a picture; what lies around it moves into it.
   *
   * @param sharp values 0..1 in the stream's transfer, any number of channels
   * @param box the part to blur
   * @param path of the pixels of that part
   * @return the blurred part, values 0..1
   */
  FloatImage blur(FloatImage sharp, Box box, BlurPath path);

  /** Blurs a whole picture. */
  default FloatImage blur(FloatImage sharp, BlurPath path) {
    return blur(sharp, Box.whole(sharp.height(), sharp.width()), path);
  }
}
