package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_get_media_type_string;

import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;

/** Names a track of an input for people. */
final class Track {
  private Track() {}

  /** Such as {@code track 2 (subtitle, subrip, eng)}. */
  static String name(AVStream stream) {
    BytePointer type = av_get_media_type_string(stream.codecpar().codec_type());
    AVDictionaryEntry language = av_dict_get(stream.metadata(), "language", null, 0);
    return "track "
        + stream.index()
        + " ("
        + (type == null ? "unknown" : type.getString())
        + ", "
        + avcodec_get_name(stream.codecpar().codec_id()).getString()
        + (language == null ? "" : ", " + language.value().getString())
        + ")";
  }
}
