package dev.attune.video.motion;

import dev.attune.video.frame.FloatImage;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/**
 * Lays one picture over another by the homography of greatest enhanced correlation coefficient
 * (Evangelidis, Psarakis: "Parametric Image Alignment using Enhanced Correlation Coefficient
 * Maximization", PAMI 2008) as OpenCV finds it, for pictures a few pixels apart. Thread-safe.
 */
public final class HomographyAlignment {
  private final int iterations;
  private final int smoothingTaps;

  /**
   * An alignment.
   *
   * @param iterations steps taken, at least 1
   * @param smoothingTaps length of the Gaussian that both pictures are smoothed with, odd
   */
  public HomographyAlignment(int iterations, int smoothingTaps) {
    if (iterations < 1 || smoothingTaps < 1 || smoothingTaps % 2 == 0) {
      throw new IllegalArgumentException(
          iterations
              + " iterations with "
              + smoothingTaps
              + " taps: at least 1 iteration and an odd number of taps are allowed");
    }
    OpenCv.load();
    this.iterations = iterations;
    this.smoothingTaps = smoothingTaps;
  }

  /**
   * A picture laid over another.
   *
   * @param picture resampled by bicubic interpolation, mirrored beyond its border
   * @param inside one channel: 1 where the picture reached, 0 elsewhere
   */
  public record Aligned(FloatImage picture, FloatImage inside) {}

  /**
   * {@code moving} as seen from {@code fixed}, or empty where no homography is found, as between
   * pictures without structure.
   *
   * @param moving values 0..1, one or three channels
   * @param fixed of the same size
   */
  public Optional<Aligned> align(FloatImage moving, FloatImage fixed) {
    if (moving.width() != fixed.width() || moving.height() != fixed.height()) {
      throw new IllegalArgumentException(
          "alignment of pictures of "
              + moving.width()
              + "x"
              + moving.height()
              + " and "
              + fixed.width()
              + "x"
              + fixed.height()
              + ": they must be of one size");
    }
    try (Mat from = toMat(moving.luma(), 0);
        Mat to = toMat(fixed.luma(), 0);
        Mat warp = Mat.eye(3, 3, opencv_core.CV_32F).asMat();
        Mat everywhere = new Mat();
        TermCriteria criteria =
            new TermCriteria(TermCriteria.COUNT | TermCriteria.EPS, iterations, 0)) {
      try {
        opencv_video.findTransformECC(
            to, from, warp, opencv_video.MOTION_HOMOGRAPHY, criteria, everywhere, smoothingTaps);
      } catch (RuntimeException e) {
        // OpenCV's way to say that the correlation has no maximum to go to.
        return Optional.empty();
      }
      return Optional.of(new Aligned(warped(moving, warp), inside(moving, warp)));
    }
  }

  private static FloatImage warped(FloatImage image, Mat warp) {
    FloatImage out = new FloatImage(image.channels(), image.height(), image.width());
    int method = opencv_imgproc.INTER_CUBIC | opencv_imgproc.WARP_INVERSE_MAP;
    for (int c = 0; c < image.channels(); c++) {
      try (Mat in = toMat(image, c)) {
        warp(in, warp, method, opencv_core.BORDER_REFLECT, out, c);
      }
    }
    return out;
  }

  private static FloatImage inside(FloatImage image, Mat warp) {
    FloatImage out = new FloatImage(1, image.height(), image.width());
    int method = opencv_imgproc.INTER_NEAREST | opencv_imgproc.WARP_INVERSE_MAP;
    try (Scalar one = new Scalar(1);
        Mat ones = new Mat(image.height(), image.width(), opencv_core.CV_32F, one)) {
      warp(ones, warp, method, opencv_core.BORDER_CONSTANT, out, 0);
    }
    return out;
  }

  private static void warp(
      Mat in, Mat homography, int method, int border, FloatImage out, int channel) {
    try (Mat result = new Mat();
        Size size = new Size(out.width(), out.height());
        Scalar zero = new Scalar(0)) {
      opencv_imgproc.warpPerspective(in, result, homography, size, method, border, zero);
      int n = out.width() * out.height();
      FloatBuffer values = result.createBuffer();
      values.get(out.data(), channel * n, n);
    }
  }

  private static Mat toMat(FloatImage image, int channel) {
    Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_32F);
    int n = image.width() * image.height();
    FloatBuffer values = mat.createBuffer();
    values.put(image.data(), channel * n, n);
    return mat;
  }
}
