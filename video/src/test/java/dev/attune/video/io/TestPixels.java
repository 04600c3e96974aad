package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/** Puts known samples into FFmpeg frames of 8 to 16 bit. */
final class TestPixels {
  /** Gives the sample of a component (Y, U, V, A or R, G, B, A) at a place of its own grid. */
  interface Sample {
    int at(int component, int y, int x);
  }

  private TestPixels() {}

  static void fill(AVFrame frame, Sample sample) {
    av_frame_make_writable(frame);
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    boolean bigEndian = (format.flags() & AV_PIX_FMT_FLAG_BE) != 0;
    for (int c = 0; c < format.nb_components(); c++) {
      AVComponentDescriptor component = format.comp(c);
      boolean chroma = (c == 1 || c == 2) && format.nb_components() > 2;
      int columns = chroma ? ceilShift(frame.width(), format.log2_chroma_w()) : frame.width();
      int rows = chroma ? ceilShift(frame.height(), format.log2_chroma_h()) : frame.height();
      BytePointer plane = frame.data(component.plane());
      int stride = frame.linesize(component.plane());
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          long at = (long) y * stride + (long) x * component.step() + component.offset();
          int value = sample.at(c, y, x);
          if (component.depth() <= 8) {
            plane.put(at, (byte) value);
          } else {
            plane.put(at + (bigEndian ? 1 : 0), (byte) value);
            plane.put(at + (bigEndian ? 0 : 1), (byte) (value >> 8));
          }
        }
      }
    }
  }

  private static int ceilShift(int value, int shift) {
    return (value + (1 << shift) - 1) >> shift;
  }
}
