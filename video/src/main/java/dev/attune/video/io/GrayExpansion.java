package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/**
 * Gray pictures as gray, RGB or RGBA. swscale takes every gray format for full range and leaves
 * white of 9 to 14 bit below 65535, so gray is expanded here, exactly.
 */
final class GrayExpansion {
  private GrayExpansion() {}

  /** Whether the FFmpeg pixel format is gray, with or without alpha, of up to 16 bit. */
  static boolean handles(int pixelFormat) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    long others =
        AV_PIX_FMT_FLAG_RGB
            | AV_PIX_FMT_FLAG_PAL
            | AV_PIX_FMT_FLAG_BITSTREAM
            | AV_PIX_FMT_FLAG_FLOAT;
    return format.nb_components() <= 2
        && (format.flags() & others) == 0
        && format.comp(0).depth() <= 16;
  }

  /**
   * Expands to tightly packed samples of 8 or 16 bit.
   *
   * @param channels 1 for gray, 3 for RGB, 4 for RGBA
   * @param fullRange whether gray values use the whole range rather than 16..235
   */
  static void expand(
      AVFrame frame, boolean fullRange, int channels, int bitDepth, ByteBuffer packed) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    boolean bigEndian = (format.flags() & AV_PIX_FMT_FLAG_BE) != 0;
    boolean hasAlpha = (format.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0;
    int max = (1 << bitDepth) - 1;
    AVComponentDescriptor gray = format.comp(0);
    int[] grayTable = table(gray.depth(), fullRange, max);
    int[] alphaTable = hasAlpha ? table(format.comp(1).depth(), true, max) : null;
    int width = frame.width();
    int[] values = new int[width];
    int[] opacity = new int[width];
    Arrays.fill(opacity, max);
    byte[] row = new byte[width * channels * bitDepth / 8];
    ByteBuffer samples = ByteBuffer.wrap(row).order(ByteOrder.nativeOrder());
    for (int y = 0; y < frame.height(); y++) {
      readRow(frame, gray, y, bigEndian, grayTable, values);
      if (hasAlpha) {
        readRow(frame, format.comp(1), y, bigEndian, alphaTable, opacity);
      }
      samples.clear();
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          int value = c < 3 ? values[x] : opacity[x];
          if (bitDepth == 8) {
            samples.put((byte) value);
          } else {
            samples.putShort((short) value);
          }
        }
      }
      packed.put(y * row.length, row);
    }
  }

  private static void readRow(
      AVFrame frame,
      AVComponentDescriptor component,
      int y,
      boolean bigEndian,
      int[] table,
      int[] values) {
    int step = component.step();
    byte[] row = new byte[values.length * step];
    BytePointer plane = frame.data(component.plane());
    // A negative distance of rows is a picture stored bottom up.
    plane.position((long) y * frame.linesize(component.plane())).get(row);
    int offset = component.offset();
    boolean wide = component.depth() + component.shift() > 8;
    for (int x = 0; x < values.length; x++) {
      int at = x * step + offset;
      int raw = row[at] & 0xff;
      if (wide) {
        int second = row[at + 1] & 0xff;
        raw = bigEndian ? (raw << 8) | second : (second << 8) | raw;
      }
      values[x] = table[(raw >> component.shift()) & (table.length - 1)];
    }
  }

  private static int[] table(int depth, boolean fullRange, int max) {
    int[] table = new int[1 << depth];
    double black = fullRange ? 0 : 16 << (depth - 8);
    double span = fullRange ? table.length - 1 : 219 << (depth - 8);
    for (int v = 0; v < table.length; v++) {
      table[v] = (int) Math.round(Math.min(1, Math.max(0, (v - black) / span)) * max);
    }
    return table;
  }
}
