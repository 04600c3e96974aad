package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BAYER;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_XYZ;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import dev.attune.video.frame.Frame;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Puts frames into an encoder's pixel format: any format of whole bytes, R'G'B', gray or Y'CbCr
 * (ITU-T H.273 section 8.3, non-constant luminance), with opacity where it has it. Computed here in
 * float and rounded once, because swscale is off by half a step in full range and by 1/257 from 16
 * bit. Pictures smaller than what is stored are continued by their last column and row. Not
 * thread-safe.
 */
final class PicturePacker {
  private static final int OTHER_KINDS =
      AV_PIX_FMT_FLAG_HWACCEL
          | AV_PIX_FMT_FLAG_BITSTREAM
          | AV_PIX_FMT_FLAG_PAL
          | AV_PIX_FMT_FLAG_FLOAT
          | AV_PIX_FMT_FLAG_XYZ
          | AV_PIX_FMT_FLAG_BAYER;
  private static final int MOST_DEPTH = 16;

  private final int width;
  private final int height;
  private final int storedWidth;
  private final int storedHeight;
  private final YuvCoding coding;
  private final SampleWriter[] writers;
  private final SampleWriter alpha;
  private final byte[][] rows;
  private final FrameRow frameRow;
  private final ChromaPlanes chroma;
  private final float[] luma;

  /**
   * Prepares for pictures of one size.
   *
   * @param pixelFormat FFmpeg's number of a format that {@link #canMake}
   * @param color how R'G'B' becomes Y'CbCr or gray
   * @param storedWidth of the encoder's pictures, at least {@code width}
   * @param storedHeight of the encoder's pictures, at least {@code height}
   */
  PicturePacker(
      int pixelFormat,
      OutputColor color,
      int width,
      int height,
      int storedWidth,
      int storedHeight) {
    this.width = width;
    this.height = height;
    this.storedWidth = storedWidth;
    this.storedHeight = storedHeight;
    coding = color.coding();
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    boolean hasAlpha = PixelFormats.hasAlpha(pixelFormat);
    int colors = format.nb_components() - (hasAlpha ? 1 : 0);
    writers = new SampleWriter[colors];
    int planes = 0;
    for (int c = 0; c < colors; c++) {
      writers[c] = new SampleWriter(pixelFormat, c);
      planes = Math.max(planes, writers[c].plane() + 1);
    }
    alpha = hasAlpha ? new SampleWriter(pixelFormat, colors) : null;
    rows = new byte[hasAlpha ? Math.max(planes, alpha.plane() + 1) : planes][];
    for (int c = 0; c < colors; c++) {
      makeRow(writers[c]);
    }
    if (hasAlpha) {
      makeRow(alpha);
    }
    frameRow = new FrameRow(width);
    luma = new float[width];
    boolean isYuv = colors == 3 && !PixelFormats.isRgb(pixelFormat);
    chroma = isYuv ? new ChromaPlanes(color, pixelFormat, width, height) : null;
  }

  /** Whether this class can make pictures of a pixel format. */
  static boolean canMake(int pixelFormat) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    if ((format.flags() & OTHER_KINDS) != 0
        || format.log2_chroma_w() > 1
        || format.log2_chroma_h() > 1
        || format.log2_chroma_h() > format.log2_chroma_w()) {
      return false;
    }
    for (int c = 0; c < format.nb_components(); c++) {
      int depth = format.comp(c).depth();
      if (depth < 8 || depth > MOST_DEPTH) {
        return false;
      }
    }
    return true;
  }

  /** Writes the pixels of {@code frame} into {@code picture}, whose buffers must be writable. */
  void pack(Frame frame, AVFrame picture) {
    ByteBuffer[] planes = new ByteBuffer[rows.length];
    for (int p = 0; p < planes.length; p++) {
      int stored = isChromaOnly(p) ? storedChromaRows() : storedHeight;
      long bytes = (long) picture.linesize(p) * stored;
      planes[p] = picture.data(p).capacity(bytes).asByteBuffer();
    }
    for (int y = 0; y < height; y++) {
      frameRow.read(frame, y);
      if (chroma == null) {
        packSamples(frame);
      } else {
        coding.luma(frameRow, width, luma);
        float scale = coding.lumaScale(writers[0].depth(), frame.maxValue());
        float zero = coding.lumaZero(writers[0].depth());
        writers[0].write(luma, width, scale, zero, rows[writers[0].plane()], storedWidth);
        chroma.take(frameRow, luma, y);
      }
      if (alpha != null) {
        float scale = fullScale(alpha, frame);
        alpha.write(frameRow.samples(3), width, scale, 0, rows[alpha.plane()], storedWidth);
      }
      if (chroma != null) {
        packChroma(frame, picture, planes, y);
      }
      for (int p = 0; p < planes.length; p++) {
        if (!isChromaOnly(p)) {
          put(planes[p], picture.linesize(p), rows[p], y, y == height - 1, storedHeight);
        }
      }
    }
  }

  private void packSamples(Frame frame) {
    for (int c = 0; c < writers.length; c++) {
      float[] values = frameRow.samples(c);
      if (writers.length == 1) {
        coding.luma(frameRow, width, luma);
        values = luma;
      }
      writers[c].write(
          values, width, fullScale(writers[c], frame), 0, rows[writers[c].plane()], storedWidth);
    }
  }

  private void packChroma(Frame frame, AVFrame picture, ByteBuffer[] planes, int y) {
    int depth = writers[1].depth();
    float scale = coding.chromaScale(depth, frame.maxValue());
    int storedChroma = (storedWidth + chroma.stepX() - 1) / chroma.stepX();
    while (chroma.hasRow(y)) {
      int row = chroma.nextRow();
      for (int c = 1; c <= 2; c++) {
        float[] values = chroma.filtered(c - 1);
        writers[c].write(
            values,
            chroma.width(),
            scale,
            coding.chromaZero(depth),
            rows[writers[c].plane()],
            storedChroma);
      }
      for (int p = 0; p < planes.length; p++) {
        if (isChromaOnly(p)) {
          boolean last = row == chroma.height() - 1;
          put(planes[p], picture.linesize(p), rows[p], row, last, storedChromaRows());
        }
      }
    }
  }

  private int storedChromaRows() {
    return (storedHeight + chroma.stepY() - 1) / chroma.stepY();
  }

  private static float fullScale(SampleWriter writer, Frame frame) {
    return (float) ((1 << writer.depth()) - 1) / frame.maxValue();
  }

  private boolean isChromaOnly(int plane) {
    return chroma != null
        && plane != writers[0].plane()
        && (alpha == null || plane != alpha.plane());
  }

  private void makeRow(SampleWriter writer) {
    int length = storedWidth * writer.step();
    byte[] row = rows[writer.plane()];
    if (row == null || row.length < length) {
      rows[writer.plane()] = new byte[length];
    }
  }

  private static void put(
      ByteBuffer plane, int lineSize, byte[] row, int y, boolean last, int storedRows) {
    int length = Math.min(row.length, lineSize);
    for (int at = y; at < (last ? storedRows : y + 1); at++) {
      plane.put(at * lineSize, row, 0, length);
    }
  }
}
