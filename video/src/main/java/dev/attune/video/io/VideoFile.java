package dev.attune.video.io;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_AVOID_NEG_TS_DISABLED;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;

import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * A container file of packets that an encoder made, with tracks of the input beside them. It
 * appears under its name when it is finished. Not thread-safe.
 */
final class VideoFile implements AutoCloseable {
  /** MP4 counts in at most so many ticks a second. */
  static final int FINEST_MOV_CLOCK = 1_000_000;

  private final Rational timeBase;
  private final VideoEncoder encoder;
  private final Muxer muxer;
  private final PartFile file;
  private final AVStream stream;
  private final AVRational encoderBase;
  private final TrackCopier tracks;
  private boolean complete;
  private boolean published;
  private boolean closed;

  /**
   * Opens the encoder and writes the head.
   *
   * @param shown name for people
   * @param output where the bytes go
   * @param file the same where it has to be published, otherwise null; removed when this fails
   * @param notices takes what of the input is not copied
   * @throws MediaException when encoder, container and tracks do not fit together
   */
  VideoFile(
      Container container,
      String shown,
      ByteOutput output,
      PartFile file,
      EncoderPlan plan,
      StreamInfo info,
      WriteOptions options,
      Set<String> notices) {
    this.file = file;
    timeBase = info.timeBase();
    muxer = new Muxer(container, shown, output);
    VideoEncoder openEncoder = null;
    TrackCopier openTracks = null;
    try {
      openEncoder = new VideoEncoder(plan, info, options, muxer.wantsGlobalHeader());
      openTracks = openTracks(options, notices);
      if (openTracks != null) {
        openTracks.addTracks(0, openTracks.video().index());
      }
      stream = muxer.addVideo(openEncoder, info);
      Map<String, String> settings = new LinkedHashMap<>();
      if (openTracks != null) {
        openTracks.addTracks(stream.index() + 1, openTracks.count());
        copyHead(openTracks, settings);
      }
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
      if (file != null) {
        file.close();
      }
      throw e;
    }
    encoder = openEncoder;
    tracks = openTracks;
    encoderBase = new AVRational().num(timeBase.numerator()).den(timeBase.denominator());
  }

  /** The encoder whose packets this file was made for. */
  VideoEncoder encoder() {
    return encoder;
  }

  /** Whether encoders must give the stream's parameters beforehand. */
  boolean wantsGlobalHeader() {
    return muxer.wantsGlobalHeader();
  }

  /**
   * Writes a packet of the encoder's, or of one that was opened just so, and what of other tracks
   * comes before it; empties the packet.
   *
   * @param packet times in the time base of the frames
   * @param shift what was subtracted from times of the input
   */
  void write(AVPacket packet, Timestamp shift) {
    if (tracks != null) {
      tracks.copyUntil(new Timestamp(packet.dts(), timeBase), shift);
    }
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, encoderBase, stream.time_base());
    muxer.write(packet);
  }

  /** Writes what is left of other tracks and the end; nothing can be written afterwards. */
  void complete(Timestamp shift) {
    if (tracks != null) {
      tracks.copyRest(shift);
    }
    muxer.finish();
    complete = true;
    if (file != null) {
      file.sync();
    }
  }

  /** Gives a complete file its name. */
  void publish() {
    published = complete;
    close();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    encoder.close();
    if (tracks != null) {
      tracks.close();
    }
    muxer.close();
    encoderBase.close();
    if (file != null) {
      if (published) {
        file.publish();
      } else {
        file.close();
      }
    }
  }

  private TrackCopier openTracks(WriteOptions options, Set<String> notices) {
    Optional<TrackCopy> copy = options.tracks();
    Optional<Address> address = copy.flatMap(TrackCopier::address);
    return address.isEmpty() ? null : new TrackCopier(copy.get(), address.get(), muxer, notices);
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
    int ticks = Math.min(FINEST_MOV_CLOCK, timeBase.denominator());
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
}
