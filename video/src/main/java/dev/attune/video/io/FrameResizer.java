package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY16;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB48;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA64;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Brings frames of any size, layout and depth to one size. Not thread-safe. */
final class FrameResizer implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final int width;
  private final int height;
  private final PointerPointer<BytePointer> from = new PointerPointer<>(4);
  private final PointerPointer<BytePointer> to = new PointerPointer<>(4);
  private final IntPointer fromStride = new IntPointer(4);
  private final IntPointer toStride = new IntPointer(4);
  private Key key;
  private SwsContext context;

  /** On what the set-up depends. */
  private record Key(int width, int height, int format) {}

  /** For results of this size. */
  FrameResizer(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** The same frame in the wanted size; itself where it has it. */
  Frame resize(Frame frame) {
    if (frame.width() == width && frame.height() == height) {
      return frame;
    }
    prepare(new Key(frame.width(), frame.height(), format(frame)));
    int pixelBytes = frame.layout().channels() * frame.bitDepth() / 8;
    int sourceStride = padded(frame.width() * pixelBytes);
    ByteBuffer source = ByteBuffer.allocateDirect(sourceStride * (frame.height() + 1));
    byte[] row = new byte[frame.width() * pixelBytes];
    for (int y = 0; y < frame.height(); y++) {
      frame.data().get(y * frame.strideBytes(), row);
      source.put(y * sourceStride, row);
    }
    int stride = padded(width * pixelBytes);
    ByteBuffer target =
        ByteBuffer.allocateDirect(stride * (height + 1)).order(ByteOrder.nativeOrder());
    scale(source, sourceStride, frame.height(), target, stride);
    return new Frame(
        frame.index(),
        frame.time(),
        frame.duration(),
        width,
        height,
        frame.layout(),
        frame.bitDepth(),
        stride,
        target,
        frame.color());
  }

  /** Vector code may touch a little more than the pixels. */
  private static int padded(int bytes) {
    return Math.multiplyExact(Math.floorDiv(bytes - 1, ALIGNMENT) + 1, ALIGNMENT);
  }

  private void scale(
      ByteBuffer source, int sourceStride, int sourceRows, ByteBuffer target, int stride) {
    try (BytePointer sourcePixels = new BytePointer(source);
        BytePointer targetPixels = new BytePointer(target)) {
      from.put(0, sourcePixels);
      to.put(0, targetPixels);
      fromStride.put(sourceStride);
      toStride.put(stride);
      int rows = sws_scale(context, from, fromStride, 0, sourceRows, to, toStride);
      if (rows != height) {
        throw cannot(Ffmpeg.error(Math.min(rows, 0)));
      }
    }
  }

  @Override
  public void close() {
    free();
    from.close();
    to.close();
    fromStride.close();
    toStride.close();
  }

  private void prepare(Key wanted) {
    if (wanted.equals(key)) {
      return;
    }
    free();
    context =
        sws_getContext(
            wanted.width,
            wanted.height,
            wanted.format,
            width,
            height,
            wanted.format,
            SWS_BICUBIC | SWS_ACCURATE_RND,
            (SwsFilter) null,
            (SwsFilter) null,
            (DoublePointer) null);
    if (context == null) {
      throw cannot(wanted.width + "x" + wanted.height);
    }
    key = wanted;
  }

  private void free() {
    if (context != null) {
      sws_freeContext(context);
    }
    context = null;
    key = null;
  }

  private MediaException cannot(String why) {
    return new MediaException(
        Kind.UNSUPPORTED,
        "a picture cannot be brought to the size of the video, "
            + width
            + "x"
            + height
            + " ("
            + why
            + ")");
  }

  private static int format(Frame frame) {
    boolean deep = frame.bitDepth() > 8;
    return switch (frame.layout()) {
      case GRAY -> deep ? AV_PIX_FMT_GRAY16() : AV_PIX_FMT_GRAY8;
      case RGB -> deep ? AV_PIX_FMT_RGB48() : AV_PIX_FMT_RGB24;
      case RGBA -> deep ? AV_PIX_FMT_RGBA64() : AV_PIX_FMT_RGBA;
    };
  }
}
