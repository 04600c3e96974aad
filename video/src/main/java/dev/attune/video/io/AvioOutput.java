package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * FFmpeg's view of a {@link ByteOutput}. A failure of the output is kept and can be asked for,
 * since FFmpeg only hands on that there was one. Used by one thread.
 */
final class AvioOutput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int SEEK_SET = 0;
  private static final int SEEK_CURRENT = 1;
  private static final int SEEK_END = 2;

  // JavaCPP has ten native trampolines a callback class, so one callback serves all outputs; native
  // code hands it the number under which it finds its own.
  private static final Write WRITE = new Write();
  private static final Seek SEEK = new Seek();
  private static final Map<Long, AvioOutput> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final ByteOutput output;
  private final LongPointer number = new LongPointer(1);
  private AVIOContext context;
  private byte[] copy = new byte[BUFFER_BYTES];
  private Exception failure;

  /** Opens a view of {@code output}. */
  AvioOutput(ByteOutput output) {
    this.output = output;
    number.put(0, NUMBERS.incrementAndGet());
    OPEN.put(number.get(0), this);
    BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES));
    buffer.capacity(BUFFER_BYTES);
    context =
        avio_alloc_context(
            buffer,
            BUFFER_BYTES,
            1,
            number,
            (Read_packet_Pointer_BytePointer_int) null,
            WRITE,
            output.seekable() ? SEEK : null);
    context.seekable(output.seekable() ? 1 : 0);
  }

  /** For {@code AVFormatContext.pb}. */
  AVIOContext context() {
    return context;
  }

  /**
   * Does nothing while all is well.
   *
   * @param shown name of the output for people
   * @throws MediaException of kind {@code OUTPUT} when writing failed
   */
  void throwIfFailed(String shown) {
    if (failure != null) {
      throw new MediaException(
          Kind.OUTPUT,
          shown
              + " could not be written ("
              + failure.getMessage()
              + "): make room or choose another place",
          failure);
    }
  }

  @Override
  public void close() {
    if (context != null) {
      // FFmpeg may have put another buffer in the place of the first.
      av_free(context.buffer());
      avio_context_free(context);
      OPEN.remove(number.get(0));
      number.close();
    }
    context = null;
  }

  private int write(BytePointer data, int size) {
    if (failure != null) {
      return AVERROR_EXTERNAL();
    }
    try {
      if (copy.length < size) {
        copy = new byte[size];
      }
      data.get(copy, 0, size);
      output.write(copy, size);
      return size;
    } catch (IOException | RuntimeException e) {
      failure = e;
      return AVERROR_EXTERNAL();
    }
  }

  private long seek(long offset, int whence) {
    try {
      long target;
      switch (whence & 0xffff) {
        case SEEK_SET -> target = offset;
        case SEEK_CURRENT -> target = output.position() + offset;
        case SEEK_END -> target = output.size() + offset;
        default -> {
          return AVERROR_EXTERNAL();
        }
      }
      if ((whence & AVSEEK_SIZE) != 0) {
        return output.size();
      }
      output.seek(target);
      return target;
    } catch (IOException | RuntimeException e) {
      failure = e;
      return AVERROR_EXTERNAL();
    }
  }

  private static AvioOutput find(Pointer opaque) {
    return OPEN.get(new LongPointer(opaque).get(0));
  }

  private static final class Write extends Write_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer data, int size) {
      return find(opaque).write(data, size);
    }
  }

  private static final class Seek extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer opaque, long offset, int whence) {
      return find(opaque).seek(offset, whence);
    }
  }
}
