package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Timestamp;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Makes frames of decoded pictures: all in the form that the first picture asks for, upright where
 * that is wanted. Not thread-safe.
 */
final class FrameMaker implements AutoCloseable {
  private static final int MATRIX_VALUES = 9;

  private final PictureFormat format;
  private final Orientation ofStream;
  private final boolean applyRotation;
  private final Notices notices;
  private final PixelConverter converter;

  /**
   * For a source.
   *
   * @param format form of all frames
   * @param ofStream how pictures are turned that do not say it themselves
   * @param applyRotation whether pictures are turned at all
   * @param notices hears of what is lost
   */
  FrameMaker(PictureFormat format, Orientation ofStream, boolean applyRotation, Notices notices) {
    this.format = format;
    this.ofStream = ofStream;
    this.applyRotation = applyRotation;
    this.notices = notices;
    converter = new PixelConverter(format);
  }

  /** How this picture is to be turned. */
  Orientation orientation(AVFrame picture) {
    if (!applyRotation) {
      return Orientation.UPRIGHT;
    }
    AVFrameSideData own = av_frame_get_side_data(picture, AV_FRAME_DATA_DISPLAYMATRIX);
    if (own == null) {
      return ofStream;
    }
    Orientation orientation = readMatrix(own.data(), own.size());
    return orientation == null ? Orientation.UPRIGHT : orientation;
  }

  /** The frame of a picture, with its own buffer. */
  Frame make(AVFrame picture, ColorSpec color, long index, Timestamp time, Timestamp duration) {
    PictureFormat own = PictureFormat.of(picture);
    if (format.loses(own)) {
      notices.add(
          "a picture has opacity or a depth that the first had not; it was left out", index);
    }
    Orientation orientation = orientation(picture);
    ByteBuffer pixels = converter.convert(picture, color, orientation);
    int width = orientation.swapsSides() ? picture.height() : picture.width();
    int height = orientation.swapsSides() ? picture.width() : picture.height();
    PixelLayout layout = format.layoutOf(picture);
    int stride = width * layout.channels() * format.bitDepth() / 8;
    return new Frame(
        index, time, duration, width, height, layout, format.bitDepth(), stride, pixels, color);
  }

  @Override
  public void close() {
    converter.close();
  }

  /**
   * The turn that nine native integers ask for; null where it is none by a multiple of 90 degrees.
   *
   * @param bytes how many there are
   */
  static Orientation readMatrix(BytePointer data, long bytes) {
    if (bytes < (long) MATRIX_VALUES * Integer.BYTES) {
      return null;
    }
    int[] matrix = new int[MATRIX_VALUES];
    new IntPointer(data).get(matrix);
    return Orientation.of(matrix);
  }
}
