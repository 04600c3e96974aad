package dev.attune.video.io;

import static dev.attune.video.io.TestClip.check;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** A file that holds a second of silence and no picture. */
final class TestSound {
  private static final int RATE = 8000;

  private TestSound() {}

  static byte[] matroska(Path folder) throws IOException {
    Ffmpeg.load();
    Path file = folder.resolve("silence.mka");
    AVFormatContext context = new AVFormatContext(null);
    check(
        avformat_alloc_output_context2(context, (AVOutputFormat) null, null, file.toString()),
        "container");
    AVStream stream = avformat_new_stream(context, null);
    stream.codecpar().codec_type(AVMEDIA_TYPE_AUDIO).codec_id(AV_CODEC_ID_PCM_S16LE);
    stream.codecpar().sample_rate(RATE).bits_per_coded_sample(16);
    av_channel_layout_default(stream.codecpar().ch_layout(), 1);
    AVIOContext io = new AVIOContext(null);
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE), "open");
    context.pb(io);
    check(avformat_write_header(context, (AVDictionary) null), "header");
    AVPacket packet = av_packet_alloc();
    check(av_new_packet(packet, RATE * 2), "packet");
    packet.data().put(new byte[RATE * 2]);
    packet.pts(0).dts(0).stream_index(0);
    check(av_interleaved_write_frame(context, packet), "write");
    check(av_write_trailer(context), "trailer");
    av_packet_free(packet);
    avio_closep(io);
    avformat_free_context(context);
    return Files.readAllBytes(file);
  }
}
