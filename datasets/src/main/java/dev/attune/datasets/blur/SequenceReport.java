package dev.attune.datasets.blur;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a sequence is, as its {@code meta.json} tells it.
 *
 * @param name of its folder
 * @param mode where the blur comes from
 * @param source file name of the sharp clip
 * @param firstFrame of the source, 0-based
 * @param frames pairs
 * @param size of the pictures
 * @param scaledSource size to which the source was brought before it was cropped
 * @param framesPerSecond of the pairs
 * @param exposure share of the frame interval that the shutter was open
 * @param amplitude scale of the motion; 0 for averages
 * @param leastPoses fewest pictures that a blurred one is the mean of
 * @param mostPoses most pictures that a blurred one is the mean of
 * @param noise deviation at middle grey in levels of 8 bits
 * @param quality quantiser of the compression of the blurred frames; empty where there is none
 * @param seed of the recipe
 * @param pathPx lengths of the camera's path in an exposure, in pixels; all 0 for averages
 * @param psnr of the blurred pictures against the sharp ones, in decibels
 */
public record SequenceReport(
    String name,
    BlurMode mode,
    String source,
    long firstFrame,
    int frames,
    PictureSize size,
    String scaledSource,
    double framesPerSecond,
    double exposure,
    double amplitude,
    int leastPoses,
    int mostPoses,
    double noise,
    OptionalInt quality,
    long seed,
    Spread pathPx,
    Spread psnr) {

  /** The fields by their names in {@code meta.json}, in order; lengths and decibels rounded. */
  public Map<String, Object> fields() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", name);
    out.put("mode", mode.word());
    out.put("source", source);
    out.put("first_source_frame", firstFrame);
    out.put("frames", frames);
    out.put("width", size.width());
    out.put("height", size.height());
    out.put("scaled_source", scaledSource);
    out.put("fps", framesPerSecond);
    out.put("exposure_fraction", rounded(exposure, 1e4));
    if (mode instanceof BlurMode.FrameAverage average) {
      out.put("window", average.window());
      out.put("stride", average.stride());
    } else {
      out.put("amplitude", rounded(amplitude, 1e4));
      out.put("poses_per_exposure", leastPoses);
      out.put("most_poses_per_exposure", mostPoses);
    }
    out.put("gamma", LinearLight.GAMMA);
    out.put("noise_sd_levels", rounded(noise, 1e4));
    out.put("h264_quantiser_of_blur", quality.isPresent() ? quality.getAsInt() : null);
    out.put("seed", seed);
    if (mode instanceof BlurMode.HandHeld) {
      Map<String, Object> path = new LinkedHashMap<>();
      path.put("min", rounded(pathPx.min(), 100));
      path.put("p25", rounded(pathPx.p25(), 100));
      path.put("median", rounded(pathPx.median(), 100));
      path.put("p75", rounded(pathPx.p75(), 100));
      path.put("max", rounded(pathPx.max(), 100));
      out.put("path_px_per_exposure", path);
    }
    Map<String, Object> decibels = new LinkedHashMap<>();
    decibels.put("mean", rounded(psnr.mean(), 100));
    decibels.put("min", rounded(psnr.min(), 100));
    decibels.put("max", rounded(psnr.max(), 100));
    out.put("psnr_blur_vs_sharp", decibels);
    return out;
  }

  private static double rounded(double value, double perUnit) {
    return Math.rint(value * perUnit) / perUnit;
  }
}
