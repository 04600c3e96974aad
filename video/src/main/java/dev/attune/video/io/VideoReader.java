package dev.attune.video.io;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * The pictures of a video file or network stream. All frames have the layout and depth of the
 * first; where the stream changes its picture size, frames come in their true sizes and it is the
 * caller's decision to scale or to refuse. Not thread-safe.
 */
final class VideoReader implements FrameSource {
  private final Address address;
  private final ReadOptions options;
  private final Notices notices = new Notices();
  private final Combing combing = new Combing();
  private final Rational timeBase;
  private final Rational frameRate;
  private final long originTicks;
  private final TimeLine timeLine;
  private final FrameMaker maker;
  private final StreamInfo info;
  private final PictureCursor cursor;
  private int lastWidth;
  private int lastHeight;
  private long frames;
  private long damagedFrames;
  private Timestamp lastGoodTime;
  private boolean pastEnd;
  private boolean closed;

  /**
   * Opens an input and decodes its first picture.
   *
   * @throws MediaException when it cannot be opened, or nothing in it can be decoded
   */
  VideoReader(Address address, ReadOptions options) {
    this.address = address;
    this.options = options;
    cursor = new PictureCursor(address, options);
    try {
      timeBase = cursor.demuxer().timeBase();
      frameRate = frameRate();
      originTicks = cursor.originTicks();
      long ticksPerSecond = Math.round(1 / timeBase.value());
      timeLine = new TimeLine(Math.round(ticksPerSecond / frameRate.value()), ticksPerSecond);
      requirePicture();
      maker =
          new FrameMaker(
              PictureFormat.of(cursor.current()),
              streamOrientation(),
              options.applyRotation(),
              notices);
      info = describe();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public Frame next() {
    if (closed) {
      throw new IllegalStateException(address.shown() + " is closed");
    }
    while (!pastEnd && cursor.has()) {
      TimeLine.Placed placed = timeLine.place(cursor.stamp(), cursor.followingStamp());
      Duration sinceOrigin = new Timestamp(placed.ticks() - originTicks, timeBase).toDuration();
      pastEnd = options.end().isPresent() && sinceOrigin.compareTo(options.end().get()) >= 0;
      if (!pastEnd) {
        // Without a start even frames before the beginning, as some files have them, are wanted.
        boolean tooEarly = !options.start().isZero() && sinceOrigin.compareTo(options.start()) < 0;
        Frame frame = tooEarly ? null : make(placed);
        cursor.advance();
        if (frame != null) {
          return frame;
        }
      }
    }
    if (!pastEnd) {
      cursor.throwFailure();
    }
    return null;
  }

  @Override
  public SourceReport report() {
    List<String> sentences = new ArrayList<>(notices.sentences());
    if (cursor.deinterlaced() > 0) {
      sentences.add(
          "the video is interlaced; each of its pictures was made whole from its first field"
              + " (--interlaced keep takes them as they are)");
    }
    combing
        .found()
        .ifPresent(
            first ->
                sentences.add(
                    "the pictures look interlaced although the video does not say so; --interlaced "
                        + first
                        + " makes them whole"));
    boolean ended = !pastEnd && !cursor.has();
    if (ended && cursor.demuxer().breakOff() != null) {
      sentences.add("the stream broke off: " + cursor.demuxer().breakOff());
    }
    return new SourceReport(
        frames,
        cursor.damagedPackets(),
        damagedFrames,
        ended && cursor.demuxer().truncated(),
        Optional.ofNullable(lastGoodTime),
        sentences);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (maker != null) {
      maker.close();
    }
    cursor.close();
  }

  private void requirePicture() {
    if (!cursor.has()) {
      cursor.throwFailure();
      throw new MediaException(
          Kind.BAD_INPUT,
          address.shown()
              + ": no picture of its "
              + Decoder.name(cursor.demuxer().stream().codecpar().codec_id())
              + " stream could be decoded ("
              + cursor.damagedPackets()
              + " damaged packets): the file is damaged");
    }
  }

  private Frame make(TimeLine.Placed placed) {
    if (placed.repair() != TimeLine.Repair.NONE) {
      notices.add(placed.repair().sentence(), frames);
    }
    AVFrame current = cursor.current();
    noteSize(current);
    if ((current.flags() & AV_FRAME_FLAG_INTERLACED) != 0) {
      notices.add("the picture is interlaced and was taken as it is", frames);
    } else if (options.interlacing() != Interlacing.KEEP && cursor.deinterlaced() == 0) {
      cursor.following().ifPresent(next -> combing.see(current, next));
    }
    Timestamp time = new Timestamp(placed.ticks(), timeBase);
    Timestamp duration = new Timestamp(Math.max(0, current.duration()), timeBase);
    Frame frame = maker.make(current, PictureFormat.color(current), frames, time, duration);
    frames++;
    if (current.decode_error_flags() != 0 || (current.flags() & AV_FRAME_FLAG_CORRUPT) != 0) {
      damagedFrames++;
    } else {
      lastGoodTime = time;
    }
    return frame;
  }

  private void noteSize(AVFrame current) {
    if (lastWidth != 0 && (lastWidth != current.width() || lastHeight != current.height())) {
      notices.add(
          "the size of the pictures changed from "
              + lastWidth
              + "x"
              + lastHeight
              + " to "
              + current.width()
              + "x"
              + current.height(),
          frames);
    }
    lastWidth = current.width();
    lastHeight = current.height();
  }

  private Rational frameRate() {
    try (AVRational guess =
        av_guess_frame_rate(
            cursor.demuxer().context(), cursor.demuxer().stream(), (AVFrame) null)) {
      return Ffmpeg.rational(guess, options.frameRate());
    }
  }

  private Orientation streamOrientation() {
    AVCodecParameters parameters = cursor.demuxer().stream().codecpar();
    AVPacketSideData matrix =
        av_packet_side_data_get(
            parameters.coded_side_data(),
            parameters.nb_coded_side_data(),
            AV_PKT_DATA_DISPLAYMATRIX);
    Orientation orientation =
        matrix == null ? Orientation.UPRIGHT : FrameMaker.readMatrix(matrix.data(), matrix.size());
    if (orientation == null) {
      notices.add(
          "the file asks to turn pictures by an angle that is no multiple of 90 degrees; they are"
              + " given as stored",
          0);
      return Orientation.UPRIGHT;
    }
    return orientation;
  }

  private StreamInfo describe() {
    AVFormatContext context = cursor.demuxer().context();
    AVStream stream = cursor.demuxer().stream();
    AVFrame current = cursor.current();
    Orientation orientation = maker.orientation(current);
    PictureFormat format = PictureFormat.of(current);
    Rational aspect;
    try (AVRational guess = av_guess_sample_aspect_ratio(context, stream, current)) {
      aspect = Ffmpeg.rational(guess, Rational.ONE);
    }
    Optional<Timestamp> duration = duration(context, stream);
    return new StreamInfo(
        orientation.swapsSides() ? current.height() : current.width(),
        orientation.swapsSides() ? current.width() : current.height(),
        timeBase,
        frameRate,
        estimatedFrames(stream, duration),
        duration,
        format.bitDepth(),
        format.layout() == PixelLayout.RGBA,
        PictureFormat.color(current),
        orientation.turn(aspect),
        orientation.degrees(),
        cursor.demuxer().hasAudio(),
        Decoder.name(stream.codecpar().codec_id()),
        PixelConverter.name(current.format()),
        HdrData.of(current));
  }

  private Optional<Timestamp> duration(AVFormatContext context, AVStream stream) {
    Timestamp whole;
    if (stream.duration() > 0) {
      whole = new Timestamp(stream.duration(), timeBase);
    } else if (context.duration() > 0) {
      whole = new Timestamp(context.duration(), new Rational(1, 1_000_000)).in(timeBase);
    } else {
      return Optional.empty();
    }
    long end = options.end().map(cursor::ticks).orElse(Long.MAX_VALUE);
    long length = Math.min(whole.ticks(), end) - cursor.ticks(options.start());
    return Optional.of(new Timestamp(Math.max(0, length), timeBase));
  }

  private OptionalLong estimatedFrames(AVStream stream, Optional<Timestamp> duration) {
    boolean whole = options.start().isZero() && options.end().isEmpty();
    if (whole && stream.nb_frames() > 0) {
      return OptionalLong.of(stream.nb_frames());
    }
    return duration.isPresent()
        ? OptionalLong.of(Math.round(duration.get().seconds() * frameRate.value()))
        : OptionalLong.empty();
  }
}
