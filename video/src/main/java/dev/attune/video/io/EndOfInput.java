package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_STREAM;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Tells whether a file ended where its header says that it should. It holds what came against what
 * was promised: entries of the index (MP4), frames (AVI), the length in bytes and in time
 * (Matroska).
 */
final class EndOfInput {
  private static final Rational MICROSECOND = new Rational(1, 1_000_000);
  // Headers round, and count what an editor cut off; only a clear gap means a missing end.
  private static final double TOLERATED_SHARE = 0.02;
  private static final double TOLERATED_SECONDS = 0.25;

  private final Map<Integer, Long> packets = new HashMap<>();
  private final Map<Integer, Long> lastEnd = new HashMap<>();
  private boolean lastCorrupt;
  private boolean fromMiddle;

  /** Reading began in the middle, so what came cannot be counted against the whole. */
  void skippedBeginning() {
    fromMiddle = true;
  }

  /** Takes note of a packet of any stream. */
  void saw(AVPacket packet) {
    packets.merge(packet.stream_index(), 1L, Long::sum);
    if (packet.pts() != AV_NOPTS_VALUE) {
      lastEnd.merge(packet.stream_index(), packet.pts() + packet.duration(), Math::max);
    }
    lastCorrupt = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
  }

  /**
   * Whether, now that no more packets come, the end is missing.
   *
   * @param address where they came from
   */
  boolean early(Address address, AVFormatContext context, AVStream stream) {
    if (lastCorrupt) {
      return true;
    }
    long seen = packets.getOrDefault(stream.index(), 0L);
    String format = context.iformat().name().getString(StandardCharsets.US_ASCII);
    if (format.startsWith("mov")) {
      return !fromMiddle && seen < avformat_index_get_entries_count(stream);
    }
    if (format.equals("avi")) {
      return !fromMiddle && seen < Math.floor(stream.nb_frames() * (1 - TOLERATED_SHARE)) - 1;
    }
    return format.startsWith("matroska")
        && (shorterThanPromised(context)
            || (!address.network() && MatroskaLength.isCut(Path.of(address.shown()))));
  }

  private boolean shorterThanPromised(AVFormatContext context) {
    if (context.duration() <= 0
        || context.duration_estimation_method() != AVFMT_DURATION_FROM_STREAM) {
      return false;
    }
    double promised = new Timestamp(context.duration(), MICROSECOND).seconds();
    double came = 0;
    for (Map.Entry<Integer, Long> end : lastEnd.entrySet()) {
      Rational timeBase = Ffmpeg.rational(context.streams(end.getKey()).time_base(), Rational.ONE);
      came = Math.max(came, new Timestamp(end.getValue(), timeBase).seconds());
    }
    return came < promised - Math.max(TOLERATED_SECONDS, promised * TOLERATED_SHARE);
  }
}
