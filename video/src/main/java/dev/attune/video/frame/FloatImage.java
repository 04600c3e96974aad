package dev.attune.video.frame;

/**
 * A picture of floats on the Java heap, planar: sample (c, y, x) is {@code data[(c * height + y) *
 * width + x]}. Which light the values are in (stream transfer or linear) is said where it is used;
 * the nominal range is 0..1.
 *
 * @param channels planes, at least 1
 * @param height rows
 * @param width columns
 * @param data {@code channels * height * width} values, not copied
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a picture is its pixels; copies would cost more than they protect
public record FloatImage(int channels, int height, int width, float[] data) {

  /** Checks that sizes and data agree. */
  public FloatImage {
    if (channels < 1
        || height < 1
        || width < 1
        || data.length != (long) channels * height * width) {
      throw new IllegalArgumentException(
          "image of "
              + channels
              + "x"
              + height
              + "x"
              + width
              + " cannot have "
              + data.length
              + " values");
    }
  }

  /** A picture of zeros. */
  public FloatImage(int channels, int height, int width) {
    this(
        channels,
        height,
        width,
        new float[Math.multiplyExact(Math.multiplyExact(channels, height), width)]);
  }

  /** The value of channel {@code c} at row {@code y}, column {@code x}. */
  public float at(int c, int y, int x) {
    return data[(c * height + y) * width + x];
  }

  /**
   * All channels of {@code frame} divided by its greatest sample value, so 0..1, in the stream's
   * own transfer.
   */
  public static FloatImage of(Frame frame) {
    int channels = frame.layout().channels();
    FloatImage out = new FloatImage(channels, frame.height(), frame.width());
    SampleRows rows = new SampleRows(frame);
    float scale = 1f / frame.maxValue();
    for (int y = 0; y < frame.height(); y++) {
      rows.row(y);
      for (int c = 0; c < channels; c++) {
        rows.plane(c, scale, out.data, (c * frame.height() + y) * frame.width());
      }
    }
    return out;
  }

  /**
   * The 8-bit frame nearest to this picture (round half up, clamped to 0..1) with the place and
   * time of {@code like}.
   */
  public Frame toFrame(Frame like) {
    PixelLayout layout =
        channels == 1 ? PixelLayout.GRAY : channels == 3 ? PixelLayout.RGB : PixelLayout.RGBA;
    Frame out =
        Frame.allocate(
            like.index(), like.time(), like.duration(), width, height, layout, 8, like.color());
    byte[] row = new byte[width * channels];
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < channels; c++) {
        int from = (c * height + y) * width;
        for (int to = c; to < row.length; to += channels) {
          float v = Math.min(1f, Math.max(0f, data[from++]));
          row[to] = (byte) (int) (v * 255f + 0.5f);
        }
      }
      out.data().put(y * out.strideBytes(), row);
    }
    return out;
  }

  /**
   * The rectangle of {@code rows} x {@code columns} whose top left corner is ({@code top}, {@code
   * left}).
   */
  public FloatImage crop(int top, int left, int rows, int columns) {
    if (top < 0
        || left < 0
        || rows < 1
        || columns < 1
        || top + rows > height
        || left + columns > width) {
      throw new IllegalArgumentException(
          "crop "
              + rows
              + "x"
              + columns
              + " at ("
              + top
              + ","
              + left
              + ") leaves a picture of "
              + height
              + "x"
              + width);
    }
    FloatImage out = new FloatImage(channels, rows, columns);
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < rows; y++) {
        System.arraycopy(
            data,
            (c * height + top + y) * width + left,
            out.data,
            (c * rows + y) * columns,
            columns);
      }
    }
    return out;
  }

  /**
   * Lightness 0.299 R + 0.587 G + 0.114 B of a colour picture; a gray picture is returned as it is.
   */
  public FloatImage luma() {
    if (channels == 1) {
      return this;
    }
    int n = height * width;
    FloatImage out = new FloatImage(1, height, width);
    for (int i = 0; i < n; i++) {
      out.data[i] = 0.299f * data[i] + 0.587f * data[n + i] + 0.114f * data[2 * n + i];
    }
    return out;
  }
}
