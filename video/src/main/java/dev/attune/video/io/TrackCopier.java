package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MOV_TEXT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

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
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/**
 * Copies all tracks of an input but the pictures that are restored, packet for packet, as the
 * pictures of the output go on: it never holds more than one packet. Not thread-safe.
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
  private final TrackPlaces places;
  private AVPacket pending = av_packet_alloc();
  private boolean hasPending;
  private boolean atEnd;
  private int seen;

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
    places = new TrackPlaces(copy, input.context(), muxer, notices);
    if (!copy.start().isZero()) {
      advanceTimecodes();
    }
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
   * Adds the tracks with numbers from {@code first} to before {@code end} to the output, each only
   * once.
   *
   * @throws MediaException when the container cannot hold one of them
   */
  void addTracks(int first, int end) {
    for (int i = Math.max(first, seen); i < end; i++) {
      AVStream stream = input.context().streams(i);
      if (i == input.stream().index()) {
        continue;
      }
      int number = i;
      places.place(stream).ifPresent(to -> tracks.put(number, copied(stream, to)));
    }
    seen = Math.max(seen, end);
  }

  /** Whether a track that is copied has packets before 0. */
  boolean beginsEarly() {
    return places.beginsEarly();
  }

  /** Number of tracks of the input. */
  int count() {
    return input.context().nb_streams();
  }

  /** Goes to where copying begins; after all tracks were added. */
  void begin() {
    places.writeCovers();
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

  private static Copied copied(AVStream from, AVStream to) {
    Rational base = Ffmpeg.rational(from.time_base(), Rational.ONE);
    long second = Math.round(1 / base.value());
    boolean subtitle = from.codecpar().codec_type() == AVMEDIA_TYPE_SUBTITLE;
    return new Copied(from, to, base, subtitle, new TimeLine(1, second));
  }

  /** What the head says of the first picture is to be true of the first one that is written. */
  private void advanceTimecodes() {
    Rational rate = Ffmpeg.rational(input.stream().avg_frame_rate(), Rational.ONE);
    advanceTimecode(input.context().metadata(), rate);
    advanceTimecode(input.stream().metadata(), rate);
  }

  private void advanceTimecode(AVDictionary metadata, Rational rate) {
    AVDictionaryEntry entry = av_dict_get(metadata, "timecode", null, 0);
    if (entry != null) {
      String key = entry.key().getString();
      Timecode.after(entry.value().getString(), copy.start(), rate)
          .ifPresent(later -> av_dict_set(metadata, key, later, 0));
    }
  }

  private Timestamp atInput(Duration sinceOrigin) {
    long micros = sinceOrigin.toNanos() / 1000;
    return new Timestamp(origin.in(MICROSECOND).ticks() + micros, MICROSECOND);
  }
}
