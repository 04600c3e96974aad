package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_FRAME_DURATION;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.IntPointer;

/** Writes small clips with exactly known samples, straight on FFmpeg, for tests of reading. */
final class TestClip {
  /** Gives the sample of a plane; {@code frame} counts from 0. */
  interface Sample {
    int at(int frame, int plane, int y, int x);
  }

  private final String codec;
  private final String pixelFormat;
  private final int width;
  private final int height;
  private final List<Long> stamps = new ArrayList<>();
  private final Map<String, String> muxerOptions = new HashMap<>();
  private final Map<String, String> streamTags = new HashMap<>();
  private Sample sample = (frame, plane, y, x) -> 128;
  private int timeBaseNumerator = 1;
  private int timeBaseDenominator = 1000;
  private int matrix = 2;
  private int range;
  private int chromaLocation;
  private int rotationClockwise;
  private int aspectNumerator = 1;
  private int aspectDenominator = 1;
  private int gopSize = 12;
  private boolean stampsOnPacketsOnly;

  private TestClip(String codec, String pixelFormat, int width, int height) {
    Ffmpeg.load();
    this.codec = codec;
    this.pixelFormat = pixelFormat;
    this.width = width;
    this.height = height;
  }

  static TestClip of(String codec, String pixelFormat, int width, int height) {
    return new TestClip(codec, pixelFormat, width, height);
  }

  TestClip samples(Sample value) {
    sample = value;
    return this;
  }

  TestClip timeBase(int numerator, int denominator) {
    timeBaseNumerator = numerator;
    timeBaseDenominator = denominator;
    return this;
  }

  /** Presentation times, one a frame. */
  TestClip stamps(long... ticks) {
    for (long tick : ticks) {
      stamps.add(tick);
    }
    return this;
  }

  /** So many frames, {@code step} ticks apart, from 0. */
  TestClip frames(int count, long step) {
    for (int i = 0; i < count; i++) {
      stamps.add(i * step);
    }
    return this;
  }

  /**
   * Hands the muxer presentation times that its rules forbid (unordered, repeated): the encoder
   * gets orderly times, the packets these.
   */
  TestClip packetStamps(long... ticks) {
    stampsOnPacketsOnly = true;
    return stamps(ticks);
  }

  TestClip color(int h273Matrix, int ffmpegRange) {
    matrix = h273Matrix;
    range = ffmpegRange;
    return this;
  }

  TestClip chromaLocation(int location) {
    chromaLocation = location;
    return this;
  }

  TestClip rotatedClockwise(int degrees) {
    rotationClockwise = degrees;
    return this;
  }

  TestClip aspect(int numerator, int denominator) {
    aspectNumerator = numerator;
    aspectDenominator = denominator;
    return this;
  }

  TestClip keyFrameEvery(int frames) {
    gopSize = frames;
    return this;
  }

  TestClip streamTag(String key, String value) {
    streamTags.put(key, value);
    return this;
  }

  TestClip muxerOption(String key, String value) {
    muxerOptions.put(key, value);
    return this;
  }

  /** Writes the clip; the ending of the name chooses the container. */
  Path write(Path file) {
    AVFormatContext context = new AVFormatContext(null);
    check(
        avformat_alloc_output_context2(context, (AVOutputFormat) null, null, file.toString()),
        "container of " + file);
    AVCodecContext encoder = openEncoder();
    AVStream stream = avformat_new_stream(context, null);
    avcodec_parameters_from_context(stream.codecpar(), encoder);
    stream.time_base().num(timeBaseNumerator).den(timeBaseDenominator);
    stream.sample_aspect_ratio().num(aspectNumerator).den(aspectDenominator);
    addRotation(stream);
    AVDictionary tags = new AVDictionary(null);
    streamTags.forEach((key, value) -> av_dict_set(tags, key, value, 0));
    stream.metadata(tags);
    AVIOContext io = new AVIOContext(null);
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE), "open " + file);
    context.pb(io);
    AVDictionary options = new AVDictionary(null);
    muxerOptions.forEach((key, value) -> av_dict_set(options, key, value, 0));
    check(avformat_write_header(context, options), "header");
    av_dict_free(options);
    AVPacket packet = av_packet_alloc();
    for (int i = 0; i < stamps.size(); i++) {
      AVFrame frame = frame(i);
      frame.pts(stampsOnPacketsOnly ? i : stamps.get(i));
      frame.duration(duration(i));
      check(avcodec_send_frame(encoder, frame), "encode");
      av_frame_free(frame);
      drain(encoder, context, stream, packet, i);
    }
    avcodec_send_frame(encoder, null);
    drain(encoder, context, stream, packet, stamps.size() - 1);
    check(av_write_trailer(context), "trailer");
    av_packet_free(packet);
    avio_closep(io);
    avformat_free_context(context);
    avcodec_free_context(encoder);
    return file;
  }

  /** To the next frame; the last one lasts as long as the one before it. */
  private long duration(int frame) {
    int last = stamps.size() - 1;
    return last == 0
        ? 1
        : frame == last
            ? stamps.get(last) - stamps.get(last - 1)
            : stamps.get(frame + 1) - stamps.get(frame);
  }

  private AVCodecContext openEncoder() {
    AVCodec found = avcodec_find_encoder_by_name(codec);
    AVCodecContext encoder = avcodec_alloc_context3(found);
    encoder.width(width).height(height).pix_fmt(av_get_pix_fmt(pixelFormat));
    encoder.time_base().num(timeBaseNumerator).den(timeBaseDenominator);
    encoder.framerate().num(timeBaseDenominator).den(timeBaseNumerator);
    encoder.bit_rate(4_000_000);
    encoder.sample_aspect_ratio().num(aspectNumerator).den(aspectDenominator);
    encoder.colorspace(matrix);
    encoder.color_range(range);
    encoder.chroma_sample_location(chromaLocation);
    encoder.gop_size(gopSize);
    encoder.thread_count(1);
    encoder.strict_std_compliance(-1);
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_FRAME_DURATION);
    check(avcodec_open2(encoder, found, (AVDictionary) null), "open encoder " + codec);
    return encoder;
  }

  private void addRotation(AVStream stream) {
    if (rotationClockwise == 0) {
      return;
    }
    AVPacketSideData list = new AVPacketSideData(null);
    IntPointer count = new IntPointer(1).put(0);
    AVPacketSideData entry =
        av_packet_side_data_new(list, count, AV_PKT_DATA_DISPLAYMATRIX, 9L * Integer.BYTES, 0);
    av_display_rotation_set(new IntPointer(entry.data()), rotationClockwise);
    stream.codecpar().coded_side_data(list);
    stream.codecpar().nb_coded_side_data(count.get());
  }

  private AVFrame frame(int index) {
    AVFrame frame = av_frame_alloc();
    frame.width(width).height(height).format(av_get_pix_fmt(pixelFormat));
    frame.colorspace(matrix).color_range(range).chroma_location(chromaLocation);
    check(av_frame_get_buffer(frame, 0), "frame buffer");
    TestPixels.fill(frame, (plane, y, x) -> sample.at(index, plane, y, x));
    return frame;
  }

  private void drain(
      AVCodecContext encoder,
      AVFormatContext context,
      AVStream stream,
      AVPacket packet,
      int frameIndex) {
    while (avcodec_receive_packet(encoder, packet) == 0) {
      if (stampsOnPacketsOnly) {
        // Decoding times far below keep the muxer's rule that no picture is shown before.
        packet.pts(stamps.get(frameIndex));
        packet.dts(frameIndex - 1_000_000L);
        packet.duration(0);
      } else {
        av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      }
      packet.stream_index(stream.index());
      check(av_interleaved_write_frame(context, packet), "write packet");
    }
  }

  static void check(int code, String what) {
    if (code < 0) {
      throw new IllegalStateException(what + ": " + Ffmpeg.error(code));
    }
  }
}
