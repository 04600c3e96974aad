package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * A film made for tests on FFmpeg's own muxer: video, a tone, subtitles, two chapters, metadata.
 * The parts are switched with the fluent methods.
 */
final class TestMovie {
  private record Waiting(AVPacket packet, double seconds) {}

  private final Path file;
  private final String muxer;
  private final List<Waiting> packets = new ArrayList<>();
  private final List<AVCodecContext> encoders = new ArrayList<>();
  private final AVFormatContext context = new AVFormatContext(null);
  private final double seconds;

  /** A film of a kind and length. */
  TestMovie(Path file, String muxer, double seconds) {
    this.file = file;
    this.muxer = muxer;
    this.seconds = seconds;
    Ffmpeg.load();
    check(avformat_alloc_output_context2(context, null, muxer, (String) null));
  }

  /** A picture track of 64x48 at 25 frames a second, the first at {@code firstTick} of 1/25 s. */
  TestMovie video(int firstTick) {
    StreamInfo info = TestFrames.plain(64, 48);
    WriteOptions options = WriteOptions.DEFAULTS.withThreads(1);
    EncoderPlan plan = EncoderPlan.of(Encoders.named("mpeg4"), info, options);
    try (VideoEncoder encoder = new VideoEncoder(plan, info, options, true)) {
      AVStream stream = stream(encoder.context());
      java.util.function.Consumer<AVPacket> keep = p -> keep(p, stream, new Rational(1, 25));
      for (int i = 0; i < Math.round(seconds * 25); i++) {
        encoder.encode(
            TestFrames.soft(info, PixelLayout.RGB, i, firstTick + i, 0), firstTick + i, 1, keep);
      }
      encoder.flush(keep);
    }
    return this;
  }

  /** A sound track of one tone. */
  TestMovie tone(String codecName, String language, double hertz) {
    AVCodec codec = avcodec_find_encoder_by_name(codecName);
    AVCodecContext encoder = avcodec_alloc_context3(codec);
    boolean floats = codecName.equals("aac") || codecName.equals("vorbis");
    encoder.sample_rate(48000).sample_fmt(floats ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_S16);
    encoder.bit_rate(64000);
    try (AVChannelLayout mono = new AVChannelLayout()) {
      av_channel_layout_default(mono, 1);
      av_channel_layout_copy(encoder.ch_layout(), mono);
    }
    encoder.time_base().num(1).den(48000);
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    check(avcodec_open2(encoder, codec, (AVDictionary) null));
    AVStream stream = stream(encoder);
    AVDictionary metadata = new AVDictionary(null);
    av_dict_set(metadata, "language", language, 0);
    stream.metadata(metadata);
    stream.disposition(hertz > 500 ? AV_DISPOSITION_COMMENT : AV_DISPOSITION_DEFAULT);
    int size = encoder.frame_size() == 0 ? 1024 : encoder.frame_size();
    AVPacket packet = av_packet_alloc();
    for (long at = 0; at < seconds * 48000 + size; at += size) {
      AVFrame frame = null;
      if (at < seconds * 48000) {
        frame = av_frame_alloc();
        frame.nb_samples(size).format(encoder.sample_fmt()).sample_rate(48000);
        av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
        check(av_frame_get_buffer(frame, 0));
        for (int i = 0; i < size; i++) {
          double value = 0.3 * Math.sin(2 * Math.PI * hertz * (at + i) / 48000);
          if (floats) {
            new FloatPointer(frame.data(0)).put(i, (float) value);
          } else {
            new ShortPointer(frame.data(0)).put(i, (short) (value * 32767));
          }
        }
        frame.pts(at);
      }
      check(avcodec_send_frame(encoder, frame));
      while (avcodec_receive_packet(encoder, packet) >= 0) {
        keep(packet, stream, new Rational(1, 48000));
      }
      if (frame != null) {
        av_frame_free(frame);
      }
    }
    av_packet_free(packet);
    encoders.add(encoder);
    return this;
  }

  /** Subtitles of one second each, one every second from {@code firstSecond} on. */
  TestMovie subtitles(int codecId, String language, double firstSecond) {
    AVStream stream = avformat_new_stream(context, null);
    stream.codecpar().codec_type(AVMEDIA_TYPE_SUBTITLE).codec_id(codecId);
    stream.time_base().num(1).den(1000);
    AVDictionary metadata = new AVDictionary(null);
    av_dict_set(metadata, "language", language, 0);
    stream.metadata(metadata);
    for (int i = 0; firstSecond + i + 1 <= seconds; i++) {
      byte[] text = ("line " + i + " äöü").getBytes(StandardCharsets.UTF_8);
      int head = codecId == AV_CODEC_ID_MOV_TEXT ? 2 : 0;
      AVPacket packet = av_packet_alloc();
      check(av_new_packet(packet, head + text.length));
      if (head > 0) {
        packet.data().put(0, (byte) 0).put(1, (byte) text.length);
      }
      for (int k = 0; k < text.length; k++) {
        packet.data().put(head + k, text[k]);
      }
      packet.pts(Math.round((firstSecond + i) * 1000)).dts(packet.pts()).duration(1000);
      keep(packet, stream, new Rational(1, 1000));
    }
    return this;
  }

  /** Two chapters, each half of the film. */
  TestMovie chapters() {
    PointerPointer<Pointer> array = new PointerPointer<>(av_malloc_array(2, Long.BYTES));
    for (int i = 0; i < 2; i++) {
      AVChapter chapter = new AVChapter(av_mallocz(new AVChapter().sizeof()));
      chapter.id(i + 1);
      chapter.time_base().num(1).den(1000);
      chapter.start(Math.round(i * seconds * 500)).end(Math.round((i + 1) * seconds * 500));
      AVDictionary title = new AVDictionary(null);
      av_dict_set(title, "title", "part " + (i + 1), 0);
      chapter.metadata(title);
      array.put(i, chapter);
    }
    context.chapters(array);
    context.nb_chapters(2);
    return this;
  }

  /** One entry of the file's metadata. */
  TestMovie metadata(String name, String value) {
    AVDictionary metadata =
        context.metadata() == null ? new AVDictionary(null) : context.metadata();
    av_dict_set(metadata, name, value, 0);
    context.metadata(metadata);
    return this;
  }

  /** Asks players to turn the pictures by a quarter. */
  TestMovie turned() {
    var parameters = context.streams(0).codecpar();
    var data = av_malloc(9L * Integer.BYTES);
    av_display_rotation_set(new org.bytedeco.javacpp.IntPointer(data), 90);
    PointerPointer<AVPacketSideData> list = new PointerPointer<>(1);
    var count = new org.bytedeco.javacpp.IntPointer(1);
    list.put(0, parameters.coded_side_data());
    count.put(0, parameters.nb_coded_side_data());
    av_packet_side_data_add(list, count, AV_PKT_DATA_DISPLAYMATRIX, data, 9L * Integer.BYTES, 0);
    parameters.coded_side_data(new AVPacketSideData(list.get(0)));
    parameters.nb_coded_side_data(count.get(0));
    return this;
  }

  /** Writes the file. */
  Path make() {
    AVIOContext io = new AVIOContext(null);
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE));
    context.pb(io);
    check(avformat_write_header(context, (AVDictionary) null));
    packets.sort(Comparator.comparingDouble(Waiting::seconds));
    for (Waiting waiting : packets) {
      AVPacket packet = waiting.packet();
      AVStream stream = context.streams(packet.stream_index());
      av_packet_rescale_ts(packet, packet.time_base(), stream.time_base());
      check(av_interleaved_write_frame(context, packet));
      av_packet_free(packet);
    }
    check(av_write_trailer(context));
    avio_closep(io);
    encoders.forEach(org.bytedeco.ffmpeg.global.avcodec::avcodec_free_context);
    avformat_free_context(context);
    return file;
  }

  private AVStream stream(AVCodecContext encoder) {
    AVStream stream = avformat_new_stream(context, null);
    check(avcodec_parameters_from_context(stream.codecpar(), encoder));
    stream.time_base(encoder.time_base());
    return stream;
  }

  private void keep(AVPacket packet, AVStream stream, Rational base) {
    AVPacket kept = av_packet_alloc();
    av_packet_move_ref(kept, packet);
    kept.stream_index(stream.index());
    kept.time_base().num(base.numerator()).den(base.denominator());
    packets.add(new Waiting(kept, kept.dts() * base.value()));
  }

  private void check(int code) {
    if (code < 0) {
      throw new IllegalStateException(muxer + ": " + Ffmpeg.error(code));
    }
  }
}
