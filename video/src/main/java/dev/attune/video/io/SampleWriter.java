package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Places the samples of one component (Y', Cb, R', opacity, ...) of a pixel format among the bytes
 * of a row of its plane, as FFmpeg's description of the format says. Not thread-safe.
 */
final class SampleWriter {
  private final int plane;
  private final int step;
  private final int offset;
  private final int shift;
  private final int depth;
  private final boolean bigEndian;
  private final int limit;

  /** The writer of component {@code index} of a pixel format. */
  SampleWriter(int pixelFormat, int index) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    AVComponentDescriptor component = format.comp(index);
    plane = component.plane();
    step = component.step();
    offset = component.offset();
    shift = component.shift();
    depth = component.depth();
    limit = (1 << depth) - 1;
    bigEndian = (format.flags() & AV_PIX_FMT_FLAG_BE) != 0;
  }

  /** Which plane the component lies in. */
  int plane() {
    return plane;
  }

  /** Bytes between two samples. */
  int step() {
    return step;
  }

  /** Significant bits. */
  int depth() {
    return depth;
  }

  /**
   * Writes {@code round(values * scale + zero)}, limited to what the depth holds, and repeats the
   * last sample to the end of the row.
   *
   * @param values {@code count} samples
   * @param row of the plane
   * @param stored samples of the row, at least {@code count}
   */
  void write(float[] values, int count, float scale, float zero, byte[] row, int stored) {
    float half = zero + 0.5f;
    if (step == 1) {
      for (int x = 0; x < count; x++) {
        row[x] = (byte) Math.min(limit, Math.max(0, (int) (values[x] * scale + half)));
      }
      Arrays.fill(row, count, stored, row[count - 1]);
      return;
    }
    for (int x = 0; x < stored; x++) {
      float value = values[Math.min(x, count - 1)] * scale + half;
      put(row, x * step + offset, Math.min(limit, Math.max(0, (int) value)) << shift);
    }
  }

  private void put(byte[] row, int at, int code) {
    if (depth + shift <= 8) {
      row[at] = (byte) code;
    } else {
      row[at + (bigEndian ? 1 : 0)] = (byte) code;
      row[at + (bigEndian ? 0 : 1)] = (byte) (code >> 8);
    }
  }
}
