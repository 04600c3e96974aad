package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.PointerPointer;

/** All that a file holds, as FFmpeg's demuxer tells it. */
record FileContent(
    List<Stream> streams,
    List<Chapter> chapters,
    Map<String, String> metadata,
    List<Double> secondsInFileOrder) {

  /** One packet; data as hexadecimal digits. */
  record Packet(Timestamp time, Timestamp duration, String data) {}

  /** One stream. */
  record Stream(
      int type,
      String codec,
      Map<String, String> metadata,
      int disposition,
      int sideData,
      List<Packet> packets) {

    /** The packets' data. */
    List<String> data() {
      return packets.stream().map(Packet::data).toList();
    }

    /** The packets' presentation times in seconds, in increasing order. */
    List<Double> seconds() {
      return packets.stream().map(p -> p.time().seconds()).sorted().toList();
    }
  }

  /** One chapter, in seconds. */
  record Chapter(double start, double end, String title) {}

  /** The streams whose codec has this name. */
  Stream stream(String codec) {
    return streams.stream().filter(s -> s.codec().equals(codec)).findFirst().orElseThrow();
  }

  /** Reads a file. */
  static FileContent of(Path file) {
    AVFormatContext context = avformat_alloc_context();
    if (avformat_open_input(context, file.toString(), null, null) < 0) {
      throw new IllegalStateException("cannot open " + file);
    }
    avformat_find_stream_info(context, (PointerPointer<?>) null);
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream s = context.streams(i);
      streams.add(
          new Stream(
              s.codecpar().codec_type(),
              avcodec_get_name(s.codecpar().codec_id()).getString(),
              map(s.metadata()),
              s.disposition(),
              s.codecpar().nb_coded_side_data(),
              new ArrayList<>()));
    }
    List<Double> order = new ArrayList<>();
    AVPacket packet = av_packet_alloc();
    while (av_read_frame(context, packet) >= 0) {
      AVStream s = context.streams(packet.stream_index());
      byte[] data = new byte[packet.size()];
      packet.data().get(data);
      order.add((double) packet.pts() * s.time_base().num() / s.time_base().den());
      Rational base = new Rational(s.time_base().num(), s.time_base().den());
      streams
          .get(packet.stream_index())
          .packets()
          .add(
              new Packet(
                  new Timestamp(packet.pts(), base),
                  new Timestamp(packet.duration(), base),
                  HexFormat.of().formatHex(data)));
      av_packet_unref(packet);
    }
    av_packet_free(packet);
    List<Chapter> chapters = new ArrayList<>();
    for (int i = 0; i < context.nb_chapters(); i++) {
      var c = context.chapters(i);
      double base = (double) c.time_base().num() / c.time_base().den();
      chapters.add(new Chapter(c.start() * base, c.end() * base, map(c.metadata()).get("title")));
    }
    Map<String, String> metadata = map(context.metadata());
    avformat_close_input(context);
    return new FileContent(streams, chapters, metadata, order);
  }

  private static Map<String, String> map(AVDictionary dictionary) {
    Map<String, String> map = new TreeMap<>();
    AVDictionaryEntry entry = av_dict_iterate(dictionary, null);
    while (entry != null) {
      map.put(entry.key().getString(), entry.value().getString());
      entry = av_dict_iterate(dictionary, entry);
    }
    return map;
  }
}
