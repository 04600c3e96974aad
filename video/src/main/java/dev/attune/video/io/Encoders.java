package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_codec_is_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import dev.attune.video.io.MediaException.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVCodec;

/** The video encoders of this build, and which one is meant by a name or suits a container. */
public final class Encoders {
  private static final List<String> H264 = List.of("libx264", "libopenh264");

  private Encoders() {}

  /** An encoder of FFmpeg's with what is known of it. */
  record Choice(AVCodec codec, EncoderProfile profile) {}

  /**
   * Names of the video encoders that this build holds, among those that this project knows how to
   * set up; any may be given to {@link WriteOptions#withEncoder}.
   */
  public static List<String> available() {
    Ffmpeg.load();
    return EncoderProfile.KNOWN.stream()
        .map(EncoderProfile::name)
        .filter(name -> find(name) != null)
        .toList();
  }

  /**
   * The encoder that a person asked for; never another one.
   *
   * @throws MediaException when this build has no such encoder
   */
  static Choice named(String wanted) {
    Ffmpeg.load();
    if (wanted.equals("h264")) {
      return firstOf(H264);
    }
    EncoderProfile profile =
        EncoderProfile.KNOWN.stream()
            .filter(known -> known.answersTo(wanted))
            .findFirst()
            .orElseGet(() -> EncoderProfile.unknown(wanted));
    AVCodec codec = find(profile.name());
    if (codec == null) {
      throw absent(wanted, profile.name());
    }
    return new Choice(codec, profile);
  }

  /**
   * The encoder for a container where nobody asked for one: H.264, which plays everywhere; an
   * encoder of 10 bit where frames have more than 8, and in QuickTime one with opacity.
   */
  static Choice usual(Container container, int bitDepth, boolean hasAlpha) {
    Ffmpeg.load();
    boolean deep = bitDepth > 8;
    return switch (container) {
      case MP4, MATROSKA, NUT -> firstOf(deep ? List.of("libsvtav1") : H264);
      case MOV -> firstOf(deep || hasAlpha ? List.of("prores_ks") : H264);
      case WEBM -> firstOf(List.of(deep ? "libsvtav1" : "libvpx-vp9"));
    };
  }

  private static Choice firstOf(List<String> names) {
    for (String name : names) {
      if (find(name) != null) {
        return named(name);
      }
    }
    throw absent(names.get(0), names.get(0));
  }

  private static AVCodec find(String name) {
    AVCodec codec = avcodec_find_encoder_by_name(name);
    boolean usable =
        codec != null
            && !codec.isNull()
            && av_codec_is_encoder(codec) != 0
            && codec.type() == AVMEDIA_TYPE_VIDEO;
    return usable ? codec : null;
  }

  private static MediaException absent(String wanted, String name) {
    boolean gpl = name.equals("libx264") || name.equals("libx265");
    return new MediaException(
        Kind.UNSUPPORTED,
        "this build has no video encoder "
            + wanted
            + (gpl ? " (it comes with a build of the Maven profile gpl)" : "")
            + "; it has "
            + available().stream().collect(Collectors.joining(", ")));
  }
}
