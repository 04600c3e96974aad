package dev.attune.datasets.metric;

import java.util.Collection;

/**
 * How close a picture, or a whole sequence in the mean, is to its truth.
 *
 * @param psnr in decibels
 * @param ssim at most 1
 */
public record Quality(double psnr, double ssim) {

  /**
   * The mean of both figures: of the frames of a video, or of the videos of a set.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Quality mean(Collection<Quality> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("the mean of no figures does not exist");
    }
    double psnr = 0;
    double ssim = 0;
    for (Quality part : parts) {
      psnr += part.psnr;
      ssim += part.ssim;
    }
    return new Quality(psnr / parts.size(), ssim / parts.size());
  }
}
