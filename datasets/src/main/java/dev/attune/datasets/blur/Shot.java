package dev.attune.datasets.blur;

import dev.attune.video.frame.FloatImage;

/** One pair before the sensor; pictures are made when they are asked for. */
interface Shot {
  /** What the shutter let in: linear light, {@code [3, H, W]}. */
  FloatImage blur();

  /** The middle of the exposure: linear light, {@code [3, H, W]}. */
  FloatImage sharp();

  /** Length of the camera's path in the exposure, in pixels; 0 where it did not move. */
  double pathPx();

  /** Number of pictures that the blurred one is the mean of. */
  int poses();
}
