package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_TIMECODE_STR_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.av_timecode_init_from_string;
import static org.bytedeco.ffmpeg.global.avutil.av_timecode_make_string;

import dev.attune.video.frame.Rational;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.avutil.AVTimecode;

/** SMPTE timecodes, {@code hours:minutes:seconds:frames}. */
final class Timecode {
  private static final double NANOSECONDS = 1e9;

  private Timecode() {}

  /**
   * The timecode so long after another; empty where that is none for this rate.
   *
   * @param text {@code hh:mm:ss:ff}, with {@code ;} before the frames where numbers are dropped
   * @param rate frames a second
   */
  static Optional<String> after(String text, Duration time, Rational rate) {
    try (AVTimecode timecode = new AVTimecode();
        AVRational frames = new AVRational().num(rate.numerator()).den(rate.denominator())) {
      if (av_timecode_init_from_string(timecode, frames, text, null) < 0) {
        return Optional.empty();
      }
      long later = Math.round(time.toNanos() / NANOSECONDS * rate.value());
      byte[] buffer = new byte[AV_TIMECODE_STR_SIZE];
      av_timecode_make_string(timecode, buffer, Math.toIntExact(later));
      int end = 0;
      while (end < buffer.length && buffer[end] != 0) {
        end++;
      }
      return Optional.of(new String(buffer, 0, end, StandardCharsets.US_ASCII));
    }
  }
}
