package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_add;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.io.OutputStream;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Packets of several streams into one container file. Not thread-safe. */
final class Muxer implements AutoCloseable {
  private static final int NORMAL_COMPLIANCE = 0;

  private final Container container;
  private final String shown;
  private final AvioOutput avio;
  private AVFormatContext context = new AVFormatContext(null);

  /**
   * Begins a file.
   *
   * @param shown its name for people
   * @param output where the bytes go; not closed by this
   */
  Muxer(Container container, String shown, ByteOutput output) {
    this.container = container;
    this.shown = shown;
    int code = avformat_alloc_output_context2(context, null, container.muxer(), (String) null);
    if (code < 0) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "this build cannot write " + container.muxer() + " files (" + Ffmpeg.error(code) + ")");
    }
    avio = new AvioOutput(output);
    context.pb(avio.context());
  }

  /** For metadata and chapters, before the header is written. */
  AVFormatContext context() {
    return context;
  }

  /** The kind of file. */
  Container container() {
    return container;
  }

  /** Whether encoders must give the stream's parameters beforehand. */
  boolean wantsGlobalHeader() {
    return (context.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
  }

  /** Whether the container can hold a track of another file; found out by trying. */
  boolean canHold(AVStream track) {
    boolean nameless = track.codecpar().codec_id() == AV_CODEC_ID_NONE;
    if (!nameless && !mayHold(track.codecpar().codec_id())) {
      return false;
    }
    try (Muxer trial =
        new Muxer(container, shown, new StreamBytes(OutputStream.nullOutputStream()))) {
      AVStream copy = trial.addStream();
      TrackFit.describe(track, copy);
      // A pipe can hold MP4 only in pieces.
      trial.writeHeader(container.isMov() ? Map.of("movflags", "frag_keyframe") : Map.of());
      return true;
    } catch (MediaException e) {
      return false;
    }
  }

  private boolean mayHold(int codecId) {
    // A negative answer means that the muxer does not know beforehand.
    return avformat_query_codec(context.oformat(), codecId, NORMAL_COMPLIANCE) != 0;
  }

  /** Adds the stream of an encoder. */
  AVStream addVideo(VideoEncoder encoder, StreamInfo info) {
    if (!mayHold(encoder.context().codec_id())) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          shown
              + " cannot hold video of "
              + encoder.plan().profile().name()
              + ": take another encoder or another container (.mkv holds all)");
    }
    AVStream stream = addStream();
    check(avcodec_parameters_from_context(stream.codecpar(), encoder.context()));
    Rational base = info.timeBase();
    stream.time_base().num(base.numerator()).den(base.denominator());
    stream.sample_aspect_ratio(encoder.context().sample_aspect_ratio());
    Rational rate = info.frameRate();
    stream.avg_frame_rate().num(rate.numerator()).den(rate.denominator());
    info.hdr().ifPresent(hdr -> HdrData.tell(hdr, stream.codecpar()));
    if (encoder.plan().padded()) {
      crop(stream.codecpar(), encoder.plan());
    }
    return stream;
  }

  /** Adds an empty stream. */
  AVStream addStream() {
    AVStream stream = avformat_new_stream(context, (AVCodec) null);
    if (stream == null) {
      throw new OutOfMemoryError("no memory for a stream");
    }
    return stream;
  }

  /**
   * Writes what stands before the packets; streams have their final time bases afterwards.
   *
   * @throws MediaException when the container refuses a stream, or the output cannot be written
   */
  void writeHeader(Map<String, String> options) {
    AVDictionary dictionary = new AVDictionary(null);
    try {
      options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
      int code = avformat_write_header(context, dictionary);
      avio.throwIfFailed(shown);
      if (code < 0) {
        throw new MediaException(
            Kind.UNSUPPORTED,
            "a "
                + container.muxer()
                + " file cannot hold these tracks ("
                + Ffmpeg.error(code)
                + "): take another container (.mkv holds nearly all) or leave tracks out");
      }
    } finally {
      av_dict_free(dictionary);
    }
  }

  /** Writes one packet, whose stream number and times are those of its stream here; empties it. */
  void write(AVPacket packet) {
    check(av_interleaved_write_frame(context, packet));
  }

  /** Writes what stands after the packets. */
  void finish() {
    check(av_write_trailer(context));
  }

  @Override
  public void close() {
    if (context != null) {
      context.pb(null);
      avformat_free_context(context);
      avio.close();
    }
    context = null;
  }

  private void check(int code) {
    avio.throwIfFailed(shown);
    if (code < 0) {
      throw new MediaException(
          Kind.OUTPUT, shown + " could not be written (" + Ffmpeg.error(code) + ")");
    }
  }

  private static void crop(AVCodecParameters parameters, EncoderPlan plan) {
    Pointer data = av_malloc(4L * Integer.BYTES);
    IntPointer edges = new IntPointer(data);
    edges.put(0, 0).put(1, plan.cropBottom()).put(2, 0).put(3, plan.cropRight());
    try (PointerPointer<AVPacketSideData> list = new PointerPointer<>(1);
        IntPointer count = new IntPointer(1)) {
      list.put(0, parameters.coded_side_data());
      count.put(0, parameters.nb_coded_side_data());
      AVPacketSideData added =
          av_packet_side_data_add(
              list, count, AV_PKT_DATA_FRAME_CROPPING, data, 4L * Integer.BYTES, 0);
      if (added == null) {
        av_free(data);
        throw new OutOfMemoryError("no memory for cropping");
      }
      parameters.coded_side_data(new AVPacketSideData(list.get(0)));
      parameters.nb_coded_side_data(count.get(0));
    }
  }
}
