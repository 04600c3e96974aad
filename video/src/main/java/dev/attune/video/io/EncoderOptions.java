package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_OPTION_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_TYPE_CONST;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_next;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVOption;

/** Sets the options of an encoder one by one, so that each that is wrong can be named. */
final class EncoderOptions {
  private EncoderOptions() {}

  /**
   * Sets what the profile and the quality say, then what the user says.
   *
   * @throws MediaException of kind {@code UNSUPPORTED} that names the option or value that the
   *     encoder does not take
   */
  static void apply(
      AVCodecContext context, EncoderProfile profile, WriteOptions options, Rational frameRate) {
    for (Map.Entry<String, String> o : profile.settings(options.quality(), frameRate).entrySet()) {
      set(context, profile, o.getKey(), o.getValue());
    }
    for (Map.Entry<String, String> o : options.encoderOptions().entrySet()) {
      set(context, profile, o.getKey(), o.getValue());
    }
  }

  private static void set(
      AVCodecContext context, EncoderProfile profile, String name, String value) {
    int code = av_opt_set(context, name, value, AV_OPT_SEARCH_CHILDREN);
    if (code == AVERROR_OPTION_NOT_FOUND()) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "encoder "
              + profile.name()
              + " has no option "
              + name
              + "; its own are "
              + String.join(", ", names(context)));
    }
    if (code < 0) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "option "
              + name
              + " of encoder "
              + profile.name()
              + " does not take the value "
              + value
              + " ("
              + Ffmpeg.error(code)
              + ")");
    }
  }

  private static Set<String> names(AVCodecContext context) {
    Set<String> names = new TreeSet<>();
    if (context.priv_data() != null) {
      AVOption option = av_opt_next(context.priv_data(), null);
      while (option != null) {
        if (option.type() != AV_OPT_TYPE_CONST) {
          names.add(option.name().getString());
        }
        option = av_opt_next(context.priv_data(), option);
      }
    }
    return names;
  }
}
