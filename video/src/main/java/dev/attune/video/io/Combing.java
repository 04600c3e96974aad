package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Looks whether pictures that do not say so are interlaced: whether their even and odd rows are of
 * two moments. Rows of a picture are woven with those of the next one. Of a whole picture both ways
 * to do so are one frame apart, and combs as great; of an interlaced one the fields that follow
 * each other are as close as those within the picture, and the others three times as far. Texture
 * and noise are the same in all of these and cancel out. Looks at the first pictures only. Not
 * thread-safe.
 */
final class Combing {
  /** Pictures that are looked at, and how many of them must have moved. */
  private static final int MOST_PICTURES = 120;

  private static final int LEAST_MOVED = 8;

  /** Share of those that moved, all with the same field first. */
  private static final double LEAST_SHARE = 0.8;

  /** Combs that moved fields add to those of texture, at least, as a share of these. */
  private static final double LEAST_MOTION = 0.04;

  /** The same in steps of 8 bits, for a mean pixel. */
  private static final double LEAST_STEPS = 0.15;

  /** Where in the way from whole (0) to interlaced (1) pictures count as such. */
  private static final double WOVEN = 0.6;

  private static final int LEAST_SIDE = 16;
  private static final int COLUMN_STEP = 3;

  private int pictures;
  private int moved;
  private int topFirst;
  private int bottomFirst;

  /** Rows of a luma plane. */
  private static final class Rows {
    private final ByteBuffer data;
    private final int stride;
    private final int bytes;
    private final double scale;

    Rows(AVFrame picture, AVPixFmtDescriptor format) {
      stride = picture.linesize(0);
      bytes = format.comp(0).depth() > 8 ? 2 : 1;
      scale = 1.0 / (1 << (format.comp(0).depth() - 8));
      data =
          picture
              .data(0)
              .capacity((long) stride * picture.height())
              .asByteBuffer()
              .order(ByteOrder.LITTLE_ENDIAN);
    }

    int at(int y, int x) {
      int at = y * stride + x * bytes;
      return bytes == 1 ? data.get(at) & 0xff : data.getShort(at) & 0xffff;
    }
  }

  /** Looks at a picture beside the next one. */
  void see(AVFrame picture, AVFrame next) {
    if (pictures == MOST_PICTURES || !comparable(picture, next)) {
      return;
    }
    pictures++;
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
    Rows now = new Rows(picture, format);
    Rows then = new Rows(next, format);
    int width = picture.width();
    int height = picture.height();
    double own = combs(now, now, height, width);
    double evenNow = combs(now, then, height, width);
    double oddNow = combs(then, now, height, width);
    double far = Math.max(evenNow, oddNow);
    double near = Math.min(evenNow, oddNow);
    double least = Math.max(LEAST_MOTION * own, LEAST_STEPS);
    if (far - Math.min(own, near) < least) {
      return;
    }
    moved++;
    if (far - near > WOVEN * (far - own)) {
      if (oddNow < evenNow) {
        // The odd rows are followed by the next even ones.
        topFirst++;
      } else {
        bottomFirst++;
      }
    }
  }

  /** What the pictures should have been called; empty where they are whole, or did not move. */
  Optional<Interlacing> found() {
    if (moved < LEAST_MOVED) {
      return Optional.empty();
    }
    return topFirst >= LEAST_SHARE * moved
        ? Optional.of(Interlacing.TOP_FIRST)
        : bottomFirst >= LEAST_SHARE * moved
            ? Optional.of(Interlacing.BOTTOM_FIRST)
            : Optional.empty();
  }

  private static boolean comparable(AVFrame a, AVFrame b) {
    if (a.format() != b.format()
        || a.width() != b.width()
        || a.height() != b.height()
        || Math.min(a.width(), a.height()) < LEAST_SIDE
        || a.linesize(0) <= 0
        || b.linesize(0) <= 0
        || a.data(0) == null
        || b.data(0) == null) {
      return false;
    }
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(a.format());
    int bytes = format.comp(0).depth() > 8 ? 2 : 1;
    return (format.flags() & AV_PIX_FMT_FLAG_RGB) == 0
        && format.comp(0).plane() == 0
        && format.comp(0).step() == bytes
        && format.comp(0).shift() == 0;
  }

  /** Mean difference, in steps of 8 bits, of rows to the mean of their neighbours. */
  private static double combs(Rows even, Rows odd, int height, int width) {
    long sum = 0;
    long count = 0;
    for (int y = 1; y < height - 1; y++) {
      Rows middle = y % 2 == 0 ? even : odd;
      Rows around = y % 2 == 0 ? odd : even;
      for (int x = 0; x < width; x += COLUMN_STEP) {
        sum += Math.abs(2 * middle.at(y, x) - around.at(y - 1, x) - around.at(y + 1, x));
        count++;
      }
    }
    return sum * even.scale / (2.0 * count);
  }
}
