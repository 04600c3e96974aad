package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Gives the tracks of an input their places in an output: as tracks whose packets are copied, as
 * attached files, as covers, or as what the head says. Not thread-safe.
 */
final class TrackPlaces {
  private final TrackCopy copy;
  private final AVFormatContext input;
  private final Muxer muxer;
  private final Set<String> notices;
  private final Map<AVStream, AVStream> covers = new LinkedHashMap<>();
  private boolean beginsEarly;

  /**
   * For an output whose head is not written yet.
   *
   * @param notices takes what is kept in another way
   */
  TrackPlaces(TrackCopy copy, AVFormatContext input, Muxer muxer, Set<String> notices) {
    this.copy = copy;
    this.input = input;
    this.muxer = muxer;
    this.notices = notices;
  }

  /**
   * Gives a track its place.
   *
   * @return the track of the output that takes its packets; empty where there are none to copy
   * @throws MediaException when the container cannot hold it
   */
  Optional<AVStream> place(AVStream from) {
    Optional<AVStream> to = isDropped(from) ? Optional.empty() : place(from, way(from));
    if (to.isEmpty()) {
      from.discard(AVDISCARD_ALL);
    }
    return to;
  }

  /** Writes the covers; right after the head. */
  void writeCovers() {
    covers.forEach(
        (from, to) -> {
          AVPacket picture = av_packet_clone(from.attached_pic());
          picture.stream_index(to.index());
          picture.pts(0).dts(0);
          muxer.write(picture);
          av_packet_free(picture);
        });
  }

  /** Whether a track that is copied has packets before 0. */
  boolean beginsEarly() {
    return beginsEarly;
  }

  private boolean isDropped(AVStream from) {
    return copy.dropped().contains(from.index())
        || copy.droppedKinds().contains(TrackFit.kind(from));
  }

  private TrackFit.Way way(AVStream from) {
    TrackFit.Way way = TrackFit.way(from, muxer);
    // A cut changes the timecode of the first picture, which the muxer then writes anew.
    boolean anew =
        way == TrackFit.Way.PACKETS && TrackFit.isTimecode(from) && !copy.start().isZero();
    return anew ? TrackFit.Way.REMADE : way;
  }

  private Optional<AVStream> place(AVStream from, TrackFit.Way way) {
    switch (way) {
      case PACKETS -> {
        AVStream to = added(from);
        keepEarlySound(from, to);
        return Optional.of(to);
      }
      case ATTACHED -> {
        AVStream to = added(from);
        if (TrackFit.isCover(from)) {
          CoverFile.attach(from, to);
        }
      }
      case COVER -> {
        AVStream to = added(from);
        to.disposition(AV_DISPOSITION_ATTACHED_PIC);
        covers.put(from, to);
        if (!HeadCopier.fitsMp4(input)) {
          notices.add(
              "MP4 holds no other metadata than its own beside a cover; what it has no name for is"
                  + " left out (.mkv keeps both)");
        }
      }
      case REMADE -> {
        if (TrackFit.isTimecode(from) && !muxer.container().isMov()) {
          notices.add(Track.name(from) + " is kept as the tag timecode");
        }
      }
      case NONE -> throw refusal(from);
    }
    return Optional.empty();
  }

  private MediaException refusal(AVStream from) {
    String others = TrackFit.others(from, muxer.container());
    return new MediaException(
        Kind.UNSUPPORTED,
        Track.name(from)
            + " of the input cannot be held by a "
            + muxer.container().muxer()
            + " file: leave it out with --drop-track "
            + from.index()
            + (others.isEmpty() ? "" : ", or choose another container for the output, " + others));
  }

  private AVStream added(AVStream from) {
    AVStream to = muxer.addStream();
    TrackFit.describe(from, to);
    to.disposition(from.disposition());
    if (muxer.container() == Container.MOV && (from.disposition() & ~AV_DISPOSITION_DEFAULT) != 0) {
      notices.add(
          Track.name(from)
              + " loses its marks, such as forced or commentary: mov has no place for them (mkv and"
              + " mp4 do)");
    }
    to.avg_frame_rate(from.avg_frame_rate());
    to.sample_aspect_ratio(from.sample_aspect_ratio());
    to.metadata(HeadCopier.trackMetadata(from, muxer.container()));
    return to;
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
}
