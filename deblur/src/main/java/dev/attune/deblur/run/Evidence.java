package dev.attune.deblur.run;

import dev.attune.video.frame.Frame;
import java.util.List;

/**
 * What a run shows besides numbers; all lists are bounded, however long the video.
 *
 * @param comparisons chosen frames before and after
 * @param regions where relatively sharp regions were found
 * @param pairs some pseudo-pairs
 * @param sharpness no-reference sharpness over time, thinned out to at most a thousand points
 * @param losses the loss curve; held-out values are NaN where they were not measured
 */
public record Evidence(
    List<Comparison> comparisons,
    List<Region> regions,
    List<PairSample> pairs,
    List<SharpnessPoint> sharpness,
    List<LossPoint> losses) {

  /** Of a run that kept none. */
  public static final Evidence NONE =
      new Evidence(List.of(), List.of(), List.of(), List.of(), List.of());

  /**
   * A frame before and after, 8-bit RGB, same size.
   *
   * @param before as decoded
   * @param after as restored
   */
  public record Comparison(Frame before, Frame after) {}

  /**
   * A relatively sharp region.
   *
   * @param frame small 8-bit RGB picture of the frame it lies in
   * @param frameIndex number of the frame in the video
   * @param left column in the full frame
   * @param top row in the full frame
   * @param width columns
   * @param height rows
   * @param frameWidth columns of the full frame
   * @param frameHeight rows of the full frame
   * @param score sharpness rank within this video, 0..1
   */
  public record Region(
      Frame frame,
      long frameIndex,
      int left,
      int top,
      int width,
      int height,
      int frameWidth,
      int frameHeight,
      double score) {}

  /**
   * A pseudo-pair, 8-bit RGB.
   *
   * @param sharp the region
   * @param blurred the same, blurred as this video is blurred
   * @param heldOut whether it judged rather than trained
   */
  public record PairSample(Frame sharp, Frame blurred, boolean heldOut) {}

  /**
   * Sharpness of one frame.
   *
   * @param frameIndex number of the frame
   * @param before of the input
   * @param after of the output
   */
  public record SharpnessPoint(long frameIndex, double before, double after) {}

  /**
   * Loss at one step.
   *
   * @param step steps done
   * @param training loss of this step
   * @param heldOut loss on held-out pairs
   */
  public record LossPoint(int step, double training, double heldOut) {}
}
