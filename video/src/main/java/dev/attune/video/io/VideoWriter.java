package dev.attune.video.io;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_AVOID_NEG_TS_DISABLED;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Encodes frames and writes them, with tracks of the input, into a container file that appears
 * under its name when it is finished. Not thread-safe.
 */
final class VideoWriter implements FrameSink {
  private static final int FINEST_MOV_CLOCK = 1_000_000;

  private final StreamInfo info;
  private final String shown;
  private final OutputClock clock;
  private final VideoEncoder encoder;
  private final Muxer muxer;
  private final PartFile file;
  private final AVStream stream;
  private final AVRational encoderBase;
  private final TrackCopier tracks;
  private final FrameResizer resizer;
  private final Set<String> notices = new LinkedHashSet<>();
  private boolean resized;
  private boolean finished;
  private boolean closed;

  /** Writes a file, which is removed again when this fails. */
  static VideoWriter toFile(
      Container container, PartFile file, StreamInfo info, WriteOptions options) {
    try {
      return new VideoWriter(container, file.shown(), file, file, info, options);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Writes to bytes that need no publishing. */
  static VideoWriter toBytes(
      Container container, ByteOutput output, StreamInfo info, WriteOptions options) {
    return new VideoWriter(container, "the output", output, null, info, options);
  }

  private VideoWriter(
      Container container,
      String shown,
      ByteOutput output,
      PartFile file,
      StreamInfo info,
      WriteOptions options) {
    this.info = info;
    this.shown = shown;
    this.file = file;
    Encoders.Choice choice =
        options
            .encoder()
            .map(Encoders::named)
            .orElseGet(() -> Encoders.usual(container, info.bitDepth(), info.hasAlpha()));
    EncoderPlan plan = EncoderPlan.of(choice, info, options);
    muxer = new Muxer(container, shown, output);
    VideoEncoder openEncoder = null;
    TrackCopier openTracks = null;
    try {
      openEncoder = new VideoEncoder(plan, info, options, muxer.wantsGlobalHeader());
      openTracks = openTracks(options);
      if (openTracks != null) {
        openTracks.addTracks(0, openTracks.video().index());
      }
      stream = muxer.addVideo(openEncoder, info);
      Map<String, String> settings = new LinkedHashMap<>();
      if (openTracks != null) {
        openTracks.addTracks(stream.index() + 1, openTracks.count());
        copyHead(openTracks, settings);
      }
      clock = new OutputClock(info.timeBase(), info.frameRate(), cutsBeginning(options));
      setClocks(openTracks, settings);
      muxer.writeHeader(settings);
      if (openTracks != null) {
        openTracks.begin();
      }
    } catch (RuntimeException | Error e) {
      if (openTracks != null) {
        openTracks.close();
      }
      if (openEncoder != null) {
        openEncoder.close();
      }
      muxer.close();
      throw e;
    }
    encoder = openEncoder;
    resizer = new FrameResizer(info.width(), info.height());
    tracks = openTracks;
    encoderBase =
        new AVRational().num(info.timeBase().numerator()).den(info.timeBase().denominator());
    notices.addAll(plan.notices(info, options, container != Container.NUT));
    noteTimes(container);
  }

  @Override
  public void write(Frame frame) {
    requireOpen();
    noteSize(frame);
    Frame sized = resizer.resize(frame);
    encoder.encode(sized, clock.place(frame), clock.duration(frame), this::mux);
  }

  @Override
  public void finish() {
    requireOpen();
    if (!clock.started()) {
      throw new MediaException(
          Kind.BAD_INPUT, "there was no frame to write to " + shown + ", so nothing is written");
    }
    encoder.flush(this::mux);
    if (tracks != null) {
      tracks.copyRest(clock.shift());
    }
    muxer.finish();
    finished = true;
    close();
  }

  @Override
  public List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    encoder.close();
    resizer.close();
    if (tracks != null) {
      tracks.close();
    }
    muxer.close();
    encoderBase.close();
    if (file != null) {
      if (finished) {
        file.publish();
      } else {
        file.close();
      }
    }
  }

  private void mux(AVPacket packet) {
    if (tracks != null) {
      tracks.copyUntil(new Timestamp(packet.dts(), info.timeBase()), clock.shift());
    }
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, encoderBase, stream.time_base());
    muxer.write(packet);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the output is " + (finished ? "finished" : "closed"));
    }
  }

  private TrackCopier openTracks(WriteOptions options) {
    Optional<TrackCopy> copy = options.tracks();
    Optional<Address> address = copy.flatMap(TrackCopier::address);
    return address.isEmpty() ? null : new TrackCopier(copy.get(), address.get(), muxer, notices);
  }

  private static boolean cutsBeginning(WriteOptions options) {
    return options.tracks().map(copy -> !copy.start().isZero()).orElse(false);
  }

  private void copyHead(TrackCopier from, Map<String, String> settings) {
    HeadCopier.copyMetadata(from.head(), muxer.context());
    HeadCopier.copyVideoMetadata(from.video(), stream, muxer.container());
    HeadCopier.copyChapters(from.head(), muxer.context(), from.start(), from.end().orElse(null));
    if (muxer.container().isMov() && !HeadCopier.hasOnlyMp4Names(muxer.context())) {
      settings.put("movflags", "use_metadata_tags");
    }
  }

  /** Makes times come out as they went in. */
  private void setClocks(TrackCopier others, Map<String, String> settings) {
    if (muxer.container() == Container.NUT && (others == null || !others.beginsEarly())) {
      // Decoding may begin before 0 with frames that refer to later ones; only presentation must
      // not.
      muxer.context().avoid_negative_ts(AVFMT_AVOID_NEG_TS_DISABLED);
    }
    if (!muxer.container().isMov()) {
      return;
    }
    int ticks = Math.min(FINEST_MOV_CLOCK, info.timeBase().denominator());
    stream.time_base().num(1).den(ticks);
    // Offsets of tracks are written in the clock of the whole file, by default milliseconds.
    BigInteger common = BigInteger.valueOf(ticks);
    List<Rational> bases = others == null ? List.of() : others.timeBases();
    for (Rational base : bases) {
      BigInteger other = BigInteger.valueOf(base.denominator());
      BigInteger finer = common.multiply(other).divide(common.gcd(other));
      common = finer.bitLength() < Integer.SIZE ? finer : common;
    }
    settings.put("movie_timescale", common.toString());
  }

  /** A container has one size of pictures; the first change is told, a camera may turn often. */
  private void noteSize(Frame frame) {
    if (resized || (frame.width() == info.width() && frame.height() == info.height())) {
      return;
    }
    resized = true;
    notices.add(
        "from frame "
            + frame.index()
            + " on the size of the pictures changes ("
            + frame.width()
            + "x"
            + frame.height()
            + "); they are scaled to "
            + info.width()
            + "x"
            + info.height()
            + ", since the pictures of a video file have one size (a folder of pictures keeps each)");
  }

  private void noteTimes(Container container) {
    Rational base = info.timeBase();
    if (!container.exactTimes() && 1000L * base.numerator() % base.denominator() != 0) {
      notices.add(
          "times are rounded to milliseconds: "
              + container.muxer()
              + " cannot hold multiples of "
              + base
              + " s (mp4 and mov can)");
    }
    if (container.isMov()
        && base.denominator() > FINEST_MOV_CLOCK
        && FINEST_MOV_CLOCK % base.denominator() != 0) {
      notices.add("times are rounded to microseconds: the source counts in " + base + " s");
    }
  }
}
