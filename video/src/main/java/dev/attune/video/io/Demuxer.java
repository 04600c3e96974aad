package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMTCTX_UNSEEKABLE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.IntPredicate;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Packets of the main video stream of a file or network stream. Bounded in time where the network
 * is involved, and interruptible. Not thread-safe.
 */
final class Demuxer implements AutoCloseable {
  // A file cut short fails at each of the packets that its index still names; after so many in a
  // row nothing good is to come.
  private static final int MOST_FAILURES_IN_A_ROW = 64;
  private static final Rational USUAL_TIME_BASE = new Rational(1, 90_000);
  private static final Rational MICROSECOND = new Rational(1, 1_000_000);
  private static final Duration LIVE_ANALYSIS = Duration.ofSeconds(2);

  private final Address address;
  private final ReadOptions options;
  private final IoDeadline deadline = new IoDeadline();
  private final EndOfInput end = new EndOfInput();
  private long damagedReads;
  private int failuresInARow;
  private boolean truncated;
  private String breakOff;
  private Rational timeBase;
  private AVFormatContext context;
  private AVStream stream;

  /**
   * Opens the input and finds its main video stream.
   *
   * @throws MediaException when it cannot be opened, holds no video or declares too great pictures
   */
  Demuxer(Address address, ReadOptions options) {
    Ffmpeg.load();
    this.address = address;
    this.options = options;
    try {
      open();
      findStream();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  AVFormatContext context() {
    return context;
  }

  AVStream stream() {
    return stream;
  }

  boolean hasAudio() {
    for (int i = 0; i < context.nb_streams(); i++) {
      if (context.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        return true;
      }
    }
    return false;
  }

  /** Fills {@code packet} with the next data of the video stream; false at the end. */
  boolean read(AVPacket packet) {
    return read(packet, index -> index == stream.index());
  }

  /**
   * Fills {@code packet} with the next data of one of the streams whose numbers are wanted; false
   * at the end.
   */
  boolean read(AVPacket packet, IntPredicate wanted) {
    while (failuresInARow < MOST_FAILURES_IN_A_ROW) {
      startClock(options.readTimeout());
      int code = av_read_frame(context, packet);
      if (code >= 0) {
        damagedReads += failuresInARow;
        failuresInARow = 0;
        end.saw(packet);
        if (wanted.test(packet.stream_index())) {
          return true;
        }
        av_packet_unref(packet);
        continue;
      }
      throwIfInterrupted();
      if (code == AVERROR_EOF()) {
        break;
      }
      if (address.network()) {
        breakOff =
            deadline.expired()
                ? silence("was silent for", options.readTimeout())
                : Ffmpeg.error(code);
        break;
      }
      failuresInARow++;
    }
    finish();
    return false;
  }

  /** Places at which the input could not be read, though what followed could. */
  long damagedReads() {
    return damagedReads;
  }

  /** Whether the input ended before its own end; known after the last packet. */
  boolean truncated() {
    return truncated;
  }

  /** Why a network stream broke off; null where it did not. */
  String breakOff() {
    return breakOff;
  }

  /** Length of a tick of the stream's times. */
  Rational timeBase() {
    return timeBase;
  }

  /** Goes to a key frame at or before these ticks of the stream; false where that is impossible. */
  boolean seek(long ticks) {
    if ((context.ctx_flags() & AVFMTCTX_UNSEEKABLE) != 0) {
      return false;
    }
    startClock(options.readTimeout());
    end.skippedBeginning();
    return av_seek_frame(context, stream.index(), ticks, AVSEEK_FLAG_BACKWARD) >= 0;
  }

  /** Ticks of the stream at which the input as a whole begins. */
  long startTicks() {
    // AV_TIME_BASE units, the least start of all streams; where a stream has none it starts at 0.
    long micros = context.start_time();
    if (micros == AV_NOPTS_VALUE) {
      return stream.start_time() == AV_NOPTS_VALUE ? 0 : stream.start_time();
    }
    return new Timestamp(micros, MICROSECOND).in(timeBase).ticks();
  }

  @Override
  public void close() {
    if (context != null && !context.isNull()) {
      avformat_close_input(context);
    }
    context = null;
    stream = null;
    deadline.close();
  }

  private void open() {
    context = avformat_alloc_context();
    deadline.guard(context);
    AVDictionary settings = new AVDictionary(null);
    av_dict_set(settings, "protocol_whitelist", address.protocols(), 0);
    av_dict_set(settings, "format_whitelist", address.formats(), 0);
    if (address.network()) {
      // The deadline bounds each call; these catch what does not ask it.
      long longest = Math.max(options.openTimeout().toMillis(), options.readTimeout().toMillis());
      String micros = Long.toString(Math.multiplyExact(longest, 1000L));
      av_dict_set(settings, "timeout", micros, 0);
      av_dict_set(settings, "rw_timeout", micros, 0);
      context.max_analyze_duration(LIVE_ANALYSIS.toNanos() / 1000);
    }
    try (BytePointer url = new BytePointer(address.url(), StandardCharsets.UTF_8)) {
      startClock(options.openTimeout());
      int code = avformat_open_input(context, url, null, settings);
      if (code < 0) {
        throwIfStopped("did not answer within", options.openTimeout());
        throw OpenFailure.of(address, code);
      }
    } finally {
      av_dict_free(settings);
    }
  }

  private void findStream() {
    for (int i = 0; i < context.nb_streams(); i++) {
      checkSize(context.streams(i).codecpar());
    }
    analyse();
    int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (best < 0 || isCover(context.streams(best))) {
      throw new MediaException(
          Kind.BAD_INPUT,
          address.shown()
              + " holds no video"
              + (hasAudio() ? ", only sound" : "")
              + ": give a file with a picture track");
    }
    stream = context.streams(best);
    timeBase = Ffmpeg.rational(stream.time_base(), USUAL_TIME_BASE);
    checkSize(stream.codecpar());
  }

  /** Lets FFmpeg look into the first packets for what the header does not tell. */
  private void analyse() {
    int count = context.nb_streams();
    try (PointerPointer<AVDictionary> perStream = new PointerPointer<>(Math.max(1, count))) {
      for (int i = 0; i < count; i++) {
        AVDictionary codecOptions = new AVDictionary(null);
        av_dict_set(codecOptions, "max_pixels", Long.toString(options.maxPixels()), 0);
        av_dict_set(codecOptions, "threads", "1", 0);
        perStream.put(i, codecOptions);
      }
      startClock(options.openTimeout());
      // A failure here is not the end: the header may have told enough.
      avformat_find_stream_info(context, count == 0 ? null : perStream);
      for (int i = 0; i < count; i++) {
        AVDictionary codecOptions = perStream.get(AVDictionary.class, i);
        if (codecOptions != null) {
          av_dict_free(codecOptions);
        }
      }
    }
    throwIfStopped("could not be analysed within", options.openTimeout());
  }

  private void checkSize(AVCodecParameters parameters) {
    if (parameters.codec_type() == AVMEDIA_TYPE_VIDEO) {
      SizeLimit.check(
          address.shown(), parameters.width(), parameters.height(), options.maxPixels());
    }
  }

  private static boolean isCover(AVStream stream) {
    return (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  private void startClock(Duration limit) {
    if (address.network()) {
      deadline.set(limit);
    } else {
      deadline.clear();
    }
  }

  private void finish() {
    // Some demuxers take an error of the connection for the end.
    boolean failed = context.pb() != null && context.pb().error() < 0;
    if (failed && breakOff == null && address.network()) {
      breakOff = Ffmpeg.error(context.pb().error());
    }
    truncated =
        failed || breakOff != null || failuresInARow > 0 || end.early(address, context, stream);
  }

  private void throwIfStopped(String what, Duration limit) {
    throwIfInterrupted();
    if (deadline.expired()) {
      throw new MediaException(
          Kind.NOT_FOUND,
          address.shown()
              + " "
              + silence(what, limit)
              + ": check that it is running and reachable, or allow more time");
    }
  }

  private void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("reading " + address.shown() + " was interrupted");
    }
  }

  private static String silence(String what, Duration limit) {
    return what + " " + limit.toMillis() + " ms";
  }
}
