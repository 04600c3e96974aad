package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Writes the packets of segments into one file, without coding anything anew. Encoders that look
 * ahead begin each segment with decoding times of their own, which may lie before those of the last
 * one; where there are such encoders all decoding times are made anew: in order of decoding they
 * are the presentation times in rising order, as many packets late as a frame comes early.
 */
final class SegmentJoin {
  private final List<Path> files;
  private final List<Segment> segments;

  SegmentJoin(List<Path> files, List<Segment> segments) {
    this.files = files;
    this.segments = segments;
  }

  /** Writes all packets and completes the file, which is not published. */
  void into(VideoFile file) {
    List<SegmentReader.Times> times = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      times.add(SegmentReader.check(files.get(i), segments.get(i)));
    }
    long[] dts = decodingTimes(times);
    int at = 0;
    for (int i = 0; i < files.size(); i++) {
      try (SegmentReader reader = new SegmentReader(files.get(i), segments.get(i));
          AVPacket packet = new AVPacket()) {
        while (reader.read(packet)) {
          packet.dts(dts[at++]);
          file.write(packet, reader.shift());
          av_packet_unref(packet);
        }
        if (i == files.size() - 1) {
          file.complete(reader.shift());
        }
      }
    }
  }

  /** Decoding times of all packets, rising, none after its presentation. */
  static long[] decodingTimes(List<SegmentReader.Times> segments) {
    long[] pts = segments.stream().flatMapToLong(s -> Arrays.stream(s.pts())).toArray();
    long[] dts = segments.stream().flatMapToLong(s -> Arrays.stream(s.dts())).toArray();
    if (Arrays.equals(pts, dts)) {
      return pts;
    }
    long[] sorted = pts.clone();
    Arrays.sort(sorted);
    int late = 0;
    for (int i = 0; i < pts.length; i++) {
      while (sorted[Math.max(0, i - late)] > pts[i]) {
        late++;
      }
    }
    // Before the first frame time goes on as between the first ones.
    long step = late > 0 ? sorted[Math.min(late, pts.length - 1)] - sorted[0] : 0;
    for (int i = 0; i < pts.length; i++) {
      dts[i] = i < late ? sorted[i] - step : sorted[i - late];
    }
    return dts;
  }
}
