package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import dev.attune.video.natives.NativeLibraries;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FFmpeg libraries of this process: loads them once and keeps them from writing to standard
 * error. What they log goes to the logger {@code dev.attune.video.ffmpeg} at debug level, secrets
 * removed; where debug is off they log nothing.
 */
final class Ffmpeg {
  private static final Logger LOG = LoggerFactory.getLogger("dev.attune.video.ffmpeg");

  @SuppressWarnings("UnusedVariable") // native code calls it, so it must stay reachable
  private static final LogCallback LOG_CALLBACK;

  private static final UnsatisfiedLinkError MISSING;

  static {
    UnsatisfiedLinkError missing = null;
    LogCallback callback = null;
    try {
      NativeLibraries.load("FFmpeg", avformat.class);
      NativeLibraries.load("FFmpeg", swscale.class);
      callback = LOG.isDebugEnabled() ? new ToLogger() : null;
      if (callback != null) {
        setLogCallback(callback);
      }
      av_log_set_level(callback != null ? AV_LOG_WARNING : AV_LOG_QUIET);
      avformat.avformat_network_init();
    } catch (UnsatisfiedLinkError e) {
      missing = e;
    }
    MISSING = missing;
    LOG_CALLBACK = callback;
  }

  private Ffmpeg() {}

  /**
   * Makes sure that the libraries are there and keep quiet.
   *
   * @throws MediaException when there are none for this platform
   */
  static void load() {
    if (MISSING != null) {
      throw new MediaException(Kind.UNSUPPORTED, MISSING.getMessage(), MISSING);
    }
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
