package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Counts pictures that a decoder swallowed without an error, as FFmpeg's decoders of H.264 and HEVC
 * do when what a picture refers to is missing. In MP4 and Matroska each packet of these codecs is
 * one picture, so packets are held against pictures. Pictures that are shown before the first one
 * that could be decoded do not count: a stream that was cut out of another begins with such.
 */
final class LostPictures {
  private final boolean counts;
  private final List<Long> beforeFirst = new ArrayList<>();
  private long firstShown = AV_NOPTS_VALUE;
  private long expected;
  private long received;

  /**
   * For one stream.
   *
   * @param codecId FFmpeg's number of the codec
   * @param format FFmpeg's name of the container
   */
  LostPictures(int codecId, String format) {
    boolean onePictureAPacket = format.startsWith("mov") || format.startsWith("matroska");
    counts = onePictureAPacket && (codecId == AV_CODEC_ID_H264 || codecId == AV_CODEC_ID_HEVC);
  }

  /** Takes note of a packet that the decoder took. */
  void sent(AVPacket packet) {
    if (!counts || packet.pts() == AV_NOPTS_VALUE || (packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
      return;
    }
    if (received == 0) {
      beforeFirst.add(packet.pts());
    } else if (packet.pts() >= firstShown) {
      expected++;
    }
  }

  /** Takes note of a picture with this time that came out. */
  void received(long time) {
    if (received++ == 0) {
      firstShown = time;
      expected = beforeFirst.stream().filter(pts -> pts >= firstShown).count();
      beforeFirst.clear();
    }
  }

  /** How many are missing, now that all have come out. */
  long lost() {
    return counts && received > 0 ? Math.max(0, expected - received) : 0;
  }
}
