package dev.attune.video.motion;

import dev.attune.video.frame.FloatImage;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;

/**
 * Dense inverse search flow (Kroeger, Timofte, Dai, Van Gool: "Fast Optical Flow using Dense
 * Inverse Search", ECCV 2016) as OpenCV has it. Pictures are rounded to 8 bit for it. Native memory
 * of a call is released with it; work buffers are kept for the next call of the same size. Not
 * thread-safe.
 */
public final class DisFlow implements OpticalFlow {
  // OpenCV refuses sides below 12; patches of 8 pixels need a little room.
  private static final int LEAST_SIDE = 16;

  /** Trade of speed for accuracy. */
  public enum Preset {
    /** 640x480 in about 5 ms; for live work. */
    FAST(DISOpticalFlow.PRESET_FAST),
    /** 640x480 in about 25 ms; half the error. */
    MEDIUM(DISOpticalFlow.PRESET_MEDIUM);

    private final int code;

    Preset(int code) {
      this.code = code;
    }
  }

  private final DISOpticalFlow engine;

  /** An estimator with this preset. */
  public DisFlow(Preset preset) {
    OpenCv.load();
    engine = DISOpticalFlow.create(preset.code);
    // Outlives any PointerScope of the caller.
    engine.retainReference();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the pictures are not gray or of different sizes
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public FlowField flow(FloatImage first, FloatImage second) {
    if (first.channels() != 1 || second.channels() != 1) {
      throw new IllegalArgumentException(
          "flow between pictures of "
              + first.channels()
              + " and "
              + second.channels()
              + " channels: give gray ones, FloatImage.luma() makes them");
    }
    if (first.width() != second.width() || first.height() != second.height()) {
      throw new IllegalArgumentException(
          "flow between pictures of "
              + first.width()
              + "x"
              + first.height()
              + " and "
              + second.width()
              + "x"
              + second.height()
              + ": they must be of one size");
    }
    if (engine.isNull()) {
      throw new IllegalStateException("this estimator is closed");
    }
    int width = Math.max(first.width(), LEAST_SIDE);
    int height = Math.max(first.height(), LEAST_SIDE);
    try (Mat from = toMat(first, height, width);
        Mat to = toMat(second, height, width);
        Mat flow = new Mat()) {
      engine.calc(from, to, flow);
      return read(flow, first.height(), first.width());
    }
  }

  @Override
  public void close() {
    engine.releaseReference();
  }

  /** The picture in 8 bit; one that is too small is continued by its last row and column. */
  private static Mat toMat(FloatImage image, int height, int width) {
    byte[] bytes = new byte[height * width];
    for (int y = 0; y < height; y++) {
      int row = Math.min(y, image.height() - 1) * image.width();
      for (int x = 0; x < width; x++) {
        float value = image.data()[row + Math.min(x, image.width() - 1)];
        bytes[y * width + x] = (byte) (int) (Math.min(1f, Math.max(0f, value)) * 255f + 0.5f);
      }
    }
    Mat mat = new Mat(height, width, opencv_core.CV_8UC1);
    mat.data().put(bytes);
    return mat;
  }

  private static FlowField read(Mat flow, int height, int width) {
    FloatBuffer pairs = flow.createBuffer();
    float[] row = new float[2 * flow.cols()];
    float[] u = new float[height * width];
    float[] v = new float[height * width];
    for (int y = 0; y < height; y++) {
      pairs.get(y * row.length, row);
      for (int x = 0; x < width; x++) {
        u[y * width + x] = row[2 * x];
        v[y * width + x] = row[2 * x + 1];
      }
    }
    return new FlowField(height, width, u, v);
  }
}
