package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MOV_TEXT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Copies sound and subtitles of an input, packet for packet, as the pictures of the output go on:
 * it never holds more than one packet. Not thread-safe.
 */
final class TrackCopier implements AutoCloseable {
  private static final Rational MICROSECOND = new Rational(1, 1_000_000);
  // Subtitles that are shown at the start begin before it, and tracks are stored side by side only
  // roughly.
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final int EMPTY_TEXT_BYTES = 2;

  /** One track that is copied: where it goes, and its times made increasing. */
  private record Copied(
      AVStream from, AVStream to, Rational base, boolean subtitle, TimeLine line) {}

  private final TrackCopy copy;
  private final Muxer muxer;
  private final Set<String> notices;
  private final Demuxer input;
  private final Timestamp origin;
  private final Map<Integer, Copied> tracks = new LinkedHashMap<>();
  private AVPacket pending = av_packet_alloc();
  private boolean hasPending;
  private boolean atEnd;
  private boolean beginsEarly;

  /**
   * Opens the input.
   *
   * @param notices takes what is not copied
   * @throws MediaException when it cannot be opened, or a track to drop does not exist
   */
  TrackCopier(TrackCopy copy, Address address, Muxer muxer, Set<String> notices) {
    this.copy = copy;
    this.muxer = muxer;
    this.notices = notices;
    // Whoever reads the pictures has his own limit; here they are passed over.
    input = new Demuxer(address, ReadOptions.DEFAULTS.withMaxPixels(Integer.MAX_VALUE / 8));
    origin =
        new Timestamp(
            input.startTicks(), Ffmpeg.rational(input.stream().time_base(), Rational.ONE));
    for (int track : copy.dropped()) {
      if (track >= input.context().nb_streams() || track == input.stream().index()) {
        MediaException e =
            new MediaException(
                Kind.UNSUPPORTED,
                "--drop-track "
                    + track
                    + ": "
                    + copy.input()
                    + " has the tracks 0 to "
                    + (input.context().nb_streams() - 1)
                    + ", of which "
                    + input.stream().index()
                    + " is the video that is written");
        close();
        throw e;
      }
    }
  }

  /** Where the tracks come from; empty where the input is one of pictures or live. */
  static Optional<Address> address(TrackCopy copy) {
    Path path = Sources.path(copy.input());
    if (path != null && Files.isRegularFile(path)) {
      return PictureHeader.isPicture(path) ? Optional.empty() : Optional.of(Address.file(path));
    }
    // A second connection to a camera would be another moment of it.
    boolean stored = copy.input().regionMatches(true, 0, "http", 0, 4);
    return stored ? Address.network(copy.input()) : Optional.empty();
  }

  /** The input's head, for metadata and chapters. */
  AVFormatContext head() {
    return input.context();
  }

  /** The stream of the input whose pictures are written. */
  AVStream video() {
    return input.stream();
  }

  /** The time of the input that becomes 0 in the output, as far as it is known beforehand. */
  Timestamp start() {
    return copy.start().isZero() ? new Timestamp(0, MICROSECOND) : atInput(copy.start());
  }

  /** The end of what is copied, as a time of the input; empty where all is. */
  Optional<Timestamp> end() {
    return copy.end().map(this::atInput);
  }

  /** The time bases of the tracks that are copied. */
  List<Rational> timeBases() {
    return tracks.values().stream().map(Copied::base).toList();
  }

  /**
   * Adds the tracks with numbers from {@code first} to before {@code end} to the output.
   *
   * @throws MediaException when the container cannot hold one of them
   */
  void addTracks(int first, int end) {
    for (int i = first; i < end; i++) {
      AVStream stream = input.context().streams(i);
      int type = stream.codecpar().codec_type();
      Optional<TrackKind> kind = kind(type);
      boolean dropped =
          copy.dropped().contains(i) || kind.filter(copy.droppedKinds()::contains).isPresent();
      if (kind.isPresent() && !dropped) {
        tracks.put(i, add(stream));
        continue;
      }
      boolean holdsChapters = type == AVMEDIA_TYPE_DATA && stream.discard() == AVDISCARD_ALL;
      if (kind.isEmpty() && !dropped && !holdsChapters) {
        notices.add(
            Track.name(stream) + " is not copied: only sound and subtitles of the input are");
      }
      stream.discard(AVDISCARD_ALL);
    }
  }

  /** The kind of a track that can be copied; empty for all others. */
  private static Optional<TrackKind> kind(int type) {
    return type == AVMEDIA_TYPE_AUDIO
        ? Optional.of(TrackKind.AUDIO)
        : type == AVMEDIA_TYPE_SUBTITLE ? Optional.of(TrackKind.SUBTITLE) : Optional.empty();
  }

  /** Whether a track that is copied has packets before 0. */
  boolean beginsEarly() {
    return beginsEarly;
  }

  /** Number of tracks of the input. */
  int count() {
    return input.context().nb_streams();
  }

  /** Goes to where copying begins; after all tracks were added. */
  void begin() {
    input.stream().discard(AVDISCARD_ALL);
    if (tracks.isEmpty()) {
      atEnd = true;
      return;
    }
    Duration early = copy.start().minus(MARGIN);
    if (!early.isNegative() && !early.isZero()) {
      // Where the input cannot seek, what is before the start is read and left out.
      av_seek_frame(
          input.context(), -1, atInput(early).in(MICROSECOND).ticks(), AVSEEK_FLAG_BACKWARD);
    }
  }

  /**
   * Writes the packets that lie before a time.
   *
   * @param time of the output
   * @param shift what is subtracted from times of the input
   */
  void copyUntil(Timestamp time, Timestamp shift) {
    while (load(shift)) {
      Copied track = tracks.get(pending.stream_index());
      if (new Timestamp(pending.dts(), track.base()).compareTo(time) >= 0) {
        return;
      }
      write(track);
    }
  }

  /** Writes all packets that are left. */
  void copyRest(Timestamp shift) {
    while (load(shift)) {
      write(tracks.get(pending.stream_index()));
    }
  }

  @Override
  public void close() {
    if (pending != null) {
      av_packet_free(pending);
      input.close();
    }
    pending = null;
  }

  private void write(Copied track) {
    hasPending = false;
    av_packet_rescale_ts(pending, track.from().time_base(), track.to().time_base());
    pending.stream_index(track.to().index());
    pending.pos(-1);
    muxer.write(pending);
  }

  /** Makes {@code pending} the next packet that belongs into the output, in times of the output. */
  private boolean load(Timestamp shift) {
    while (!hasPending && !atEnd) {
      if (!input.read(pending, tracks::containsKey)) {
        atEnd = true;
        return false;
      }
      Copied track = tracks.get(pending.stream_index());
      hasPending = !isGap(track) && place(track, shift);
      if (!hasPending) {
        av_packet_unref(pending);
      }
    }
    return hasPending;
  }

  /** Whether the packet is MP4's way to say "no subtitle now", which the muxer says by itself. */
  private boolean isGap(Copied track) {
    return track.from().codecpar().codec_id() == AV_CODEC_ID_MOV_TEXT
        && pending.size() <= EMPTY_TEXT_BYTES;
  }

  /** Moves the packet into the times of the output; false where it lies outside. */
  private boolean place(Copied track, Timestamp shift) {
    boolean hasDts = pending.dts() != AV_NOPTS_VALUE;
    boolean hasPts = pending.pts() != AV_NOPTS_VALUE;
    if (!hasDts && !hasPts) {
      notices.add(Track.name(track.from()) + ": a packet without a time is left out");
      return false;
    }
    long dts = hasDts ? pending.dts() : pending.pts();
    long ahead = hasPts ? pending.pts() - dts : 0;
    long placed = track.line().place(OptionalLong.of(dts), OptionalLong.empty()).ticks();
    Timestamp at = new Timestamp(placed + ahead, track.base());
    if (end().isPresent() && at.compareTo(end().get()) >= 0) {
      atEnd |= at.compareTo(atInput(copy.end().get().plus(MARGIN))) >= 0;
      return false;
    }
    long moved = shift.in(track.base()).ticks();
    pending.pts(placed + ahead - moved);
    pending.dts(placed - moved);
    return copy.start().isZero() || pending.pts() >= 0 || (track.subtitle() && cutBeginning());
  }

  /** Shortens a subtitle that begins before the start and is still shown then. */
  private boolean cutBeginning() {
    long end = pending.pts() + pending.duration();
    if (end <= 0) {
      return false;
    }
    pending.duration(end);
    pending.pts(0);
    pending.dts(0);
    return true;
  }

  private Copied add(AVStream from) {
    if (!muxer.canHold(from)) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          Track.name(from)
              + " of the input cannot be held by a "
              + muxer.container().muxer()
              + " file: leave it out with --drop-track "
              + from.index()
              + ", or choose another container for the output, such as .mkv");
    }
    AVStream to = muxer.addStream();
    if (avcodec_parameters_copy(to.codecpar(), from.codecpar()) < 0) {
      throw new OutOfMemoryError("no memory for a track");
    }
    // Each container has its own code for a codec.
    to.codecpar().codec_tag(0);
    to.time_base(from.time_base());
    to.disposition(from.disposition());
    to.avg_frame_rate(from.avg_frame_rate());
    to.metadata(HeadCopier.trackMetadata(from, muxer.container()));
    keepEarlySound(from, to);
    Rational base = Ffmpeg.rational(from.time_base(), Rational.ONE);
    long second = Math.round(1 / base.value());
    boolean subtitle = from.codecpar().codec_type() == AVMEDIA_TYPE_SUBTITLE;
    return new Copied(from, to, base, subtitle, new TimeLine(1, second));
  }

  /**
   * Sound that an encoder begins before 0, which players decode and do not play: Matroska has no
   * negative times and would move everything instead, unless it is told how much of this there is.
   */
  private void keepEarlySound(AVStream from, AVStream to) {
    long first = from.start_time() == AV_NOPTS_VALUE ? 0 : from.start_time();
    AVIndexEntry entry = avformat_index_get_entry(from, 0);
    if (entry != null) {
      // The start time of an MP4 track leaves such sound out, its index does not.
      first = Math.min(first, entry.timestamp());
    }
    if (first >= 0 || !copy.start().isZero()) {
      return;
    }
    beginsEarly = true;
    int rate = from.codecpar().sample_rate();
    if (muxer.container().isMatroska() && rate > 0) {
      Rational base = Ffmpeg.rational(from.time_base(), Rational.ONE);
      long samples = new Timestamp(-first, base).in(new Rational(1, rate)).ticks();
      to.codecpar().initial_padding((int) Math.max(samples, to.codecpar().initial_padding()));
    }
  }

  private Timestamp atInput(Duration sinceOrigin) {
    long micros = sinceOrigin.toNanos() / 1000;
    return new Timestamp(origin.in(MICROSECOND).ticks() + micros, MICROSECOND);
  }
}
