package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** What kind a track of an input is, and how a container can hold it. */
final class TrackFit {
  private static final int TIMECODE_TAG = tag("tmcd");
  private static final int TELEMETRY_TAG = tag("gpmd");

  private static final Set<Integer> COVERS =
      Set.of(AV_CODEC_ID_MJPEG, AV_CODEC_ID_PNG, AV_CODEC_ID_BMP);

  /** How a track comes into the output. */
  enum Way {
    /** Its packets are copied. */
    PACKETS,
    /** Its content stands in the head, as an attached file. */
    ATTACHED,
    /** A picture about the file, one packet that is no part of its time. */
    COVER,
    /** What it says is kept elsewhere: chapters, or the timecode of the pictures. */
    REMADE,
    /** The container cannot hold it. */
    NONE
  }

  private TrackFit() {}

  /** The kind of a track. */
  static TrackKind kind(AVStream track) {
    int type = track.codecpar().codec_type();
    return type == AVMEDIA_TYPE_AUDIO
        ? TrackKind.AUDIO
        : type == AVMEDIA_TYPE_SUBTITLE
            ? TrackKind.SUBTITLE
            : type == AVMEDIA_TYPE_VIDEO
                ? TrackKind.VIDEO
                : type == AVMEDIA_TYPE_ATTACHMENT ? TrackKind.ATTACHMENT : TrackKind.DATA;
  }

  /** How the muxer's container can hold a track of another file. */
  static Way way(AVStream track, Muxer muxer) {
    Container container = muxer.container();
    if (isCover(track)) {
      boolean known = COVERS.contains(track.codecpar().codec_id());
      return container == Container.MATROSKA
          ? Way.ATTACHED
          : container == Container.MP4 && known ? Way.COVER : Way.NONE;
    }
    return switch (kind(track)) {
      case ATTACHMENT -> container == Container.MATROSKA ? Way.ATTACHED : Way.NONE;
      case DATA -> data(track, muxer);
      case AUDIO, SUBTITLE, VIDEO -> muxer.canHold(track) ? Way.PACKETS : Way.NONE;
    };
  }

  /** Whether a track is a picture about the file. */
  static boolean isCover(AVStream track) {
    return (track.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  /** Whether a track is the timecode of the pictures. */
  static boolean isTimecode(AVStream track) {
    return track.codecpar().codec_tag() == TIMECODE_TAG;
  }

  /** Describes a track that is copied as its original is. */
  static void describe(AVStream from, AVStream to) {
    if (avcodec_parameters_copy(to.codecpar(), from.codecpar()) < 0) {
      throw new OutOfMemoryError("no memory for a track");
    }
    // Each container has its own code for a codec; of data there is no other name.
    if (kind(from) != TrackKind.DATA) {
      to.codecpar().codec_tag(0);
    }
    to.time_base(from.time_base());
  }

  /** Containers that could hold a track, for messages: {@code .mkv or .nut}; empty for none. */
  static String others(AVStream track, Container not) {
    return Arrays.stream(Container.values())
        .filter(c -> c != not)
        .filter(c -> fits(track, c))
        .map(Container::usualExtension)
        .collect(Collectors.joining(" or "));
  }

  private static boolean fits(AVStream track, Container container) {
    try (Muxer muxer =
        new Muxer(container, "", new StreamBytes(java.io.OutputStream.nullOutputStream()))) {
      return way(track, muxer) != Way.NONE;
    }
  }

  private static Way data(AVStream track, Muxer muxer) {
    boolean holdsChapters =
        track.codecpar().codec_type() == AVMEDIA_TYPE_DATA && track.discard() == AVDISCARD_ALL;
    if (holdsChapters) {
      return Way.REMADE;
    }
    if (isTimecode(track)) {
      boolean told = av_dict_get(track.metadata(), "timecode", null, 0) != null;
      return muxer.container() == Container.MOV ? Way.PACKETS : told ? Way.REMADE : Way.NONE;
    }
    // Of other data FFmpeg's muxer would write an empty description and tell nobody.
    boolean described = !muxer.container().isMov() || track.codecpar().codec_tag() == TELEMETRY_TAG;
    return described && muxer.canHold(track) ? Way.PACKETS : Way.NONE;
  }

  /** Four letters as FFmpeg numbers them. */
  private static int tag(String letters) {
    int tag = 0;
    for (int i = 0; i < letters.length(); i++) {
      tag |= letters.charAt(i) << (8 * i);
    }
    return tag;
  }
}
