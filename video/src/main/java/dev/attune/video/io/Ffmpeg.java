package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FFmpeg libraries of this process: loads them once and keeps them from writing to standard
 * error. What they log goes to the logger {@code dev.attune.video.ffmpeg} at debug level, secrets
 * removed; where debug is off they log nothing.
 */
final class Ffmpeg {
  private static final Logger LOG = LoggerFactory.getLogger("dev.attune.video.ffmpeg");
  // Native code calls it for as long as the process lives, so it must stay reachable.
  private static final LogCallback LOG_CALLBACK;

  static {
    try {
      Loader.load(avformat.class);
      Loader.load(swscale.class);
    } catch (UnsatisfiedLinkError e) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "this build holds no FFmpeg for "
              + Loader.getPlatform()
              + ": build Attune with -Dnative.platform=PLATFORM for this machine",
          e);
    }
    if (LOG.isDebugEnabled()) {
      LOG_CALLBACK = new ToLogger();
      setLogCallback(LOG_CALLBACK);
      av_log_set_level(AV_LOG_WARNING);
    } else {
      LOG_CALLBACK = null;
      av_log_set_level(AV_LOG_QUIET);
    }
    avformat.avformat_network_init();
  }

  private Ffmpeg() {}

  /**
   * Makes sure that the libraries are there.
   *
   * @throws MediaException when there are none for this platform
   */
  static void load() {
    // Entering the class did it.
  }

  /** FFmpeg's words for one of its negative error codes. */
  static String error(int code) {
    byte[] text = new byte[256];
    av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  /** A positive fraction of FFmpeg's, or {@code otherwise} where it says 0/1 or nonsense. */
  static Rational rational(AVRational fraction, Rational otherwise) {
    return fraction.num() > 0 && fraction.den() > 0
        ? new Rational(fraction.num(), fraction.den())
        : otherwise;
  }

  private static final class ToLogger extends LogCallback {
    @Override
    public void call(int level, BytePointer message) {
      LOG.debug("{}", Redaction.text(message.getString(StandardCharsets.UTF_8)).strip());
    }
  }
}
