package dev.attune.deblur.adapt;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.guide.PathSamples;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;

/**
 * A region with a margin, from which blur and samples along paths may draw.
 *
 * @param picture the region and its margin
 * @param inner where the region lies in it
 * @param motion of the picture's pixels
 */
public record Surroundings(PackedPicture picture, Box inner, ReducedPaths motion) {
  /** Checks that sizes agree. */
  public Surroundings {
    if (motion.frameHeight() != picture.height()
        || motion.frameWidth() != picture.width()
        || !Box.whole(picture.height(), picture.width()).contains(inner)) {
      throw new IllegalArgumentException(
          "motion of "
              + motion.frameHeight()
              + "x"
              + motion.frameWidth()
              + " and "
              + inner
              + " do not belong to a picture of "
              + picture.height()
              + "x"
              + picture.width());
    }
  }

  /** The region followed by its samples along paths. */
  public FloatImage guided() {
    BlurPath paths = motion.paths();
    return PathSamples.guided(picture.toImage(), paths)
        .crop(inner.top(), inner.left(), inner.height(), inner.width());
  }
}
