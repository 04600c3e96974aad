package dev.attune.video.io;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_parameters_set;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_init_str;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import dev.attune.video.io.MediaException.Kind;
import dev.attune.video.natives.NativeLibraries;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.avfilter.AVBufferSrcParameters;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avfilter;

/**
 * Makes whole pictures of interlaced ones with FFmpeg's filter {@code bwdif}: as many come out as
 * go in, at the same times; pictures that are not interlaced pass unchanged. The filter holds one
 * picture back. For pictures of one size and format. Not thread-safe.
 */
final class Deinterlacer implements AutoCloseable {
  private final int width;
  private final int height;
  private final int format;
  private final Deque<Times> times = new ArrayDeque<>();
  private AVFilterGraph graph;
  private final AVFilterContext source;
  private final AVFilterContext sink;

  /** What the filter would count in its own way. */
  private record Times(long pts, long bestEffort, long duration) {}

  /**
   * For pictures like this one.
   *
   * @param wanted makes whole; where it is forced, pictures that do not say so, too
   * @param timeBase of their times
   * @throws MediaException when FFmpeg cannot
   */
  Deinterlacer(AVFrame picture, Interlacing wanted, AVRational timeBase) {
    NativeLibraries.load("FFmpeg's filters", avfilter.class);
    width = picture.width();
    height = picture.height();
    format = picture.format();
    graph = avfilter_graph_alloc();
    try {
      // One thread: others would outlive an interruption.
      graph.nb_threads(1);
      source = filter("buffer");
      AVBufferSrcParameters parameters = av_buffersrc_parameters_alloc();
      parameters.format(format).width(width).height(height).time_base(timeBase);
      parameters.color_space(picture.colorspace()).color_range(picture.color_range());
      int code = av_buffersrc_parameters_set(source, parameters);
      av_free(parameters);
      check(code);
      check(avfilter_init_str(source, (String) null));
      AVFilterContext bwdif = filter("bwdif");
      check(avfilter_init_str(bwdif, "mode=send_frame:" + settings(wanted)));
      sink = filter("buffersink");
      check(avfilter_init_str(sink, (String) null));
      check(avfilter_link(source, 0, bwdif, 0));
      check(avfilter_link(bwdif, 0, sink, 0));
      check(avfilter_graph_config(graph, null));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static String settings(Interlacing wanted) {
    return switch (wanted) {
      case TOP_FIRST -> "parity=tff:deint=all";
      case BOTTOM_FIRST -> "parity=bff:deint=all";
      default -> "parity=auto:deint=interlaced";
    };
  }

  /** Whether a picture's rows are of two moments. */
  static boolean isInterlaced(AVFrame picture) {
    return (picture.flags() & AV_FRAME_FLAG_INTERLACED) != 0;
  }

  /** Whether a picture is one of those that this was made for. */
  boolean takes(AVFrame picture) {
    return picture.width() == width && picture.height() == height && picture.format() == format;
  }

  /** Takes a picture, which is empty afterwards; null says that there are no more. */
  void put(AVFrame picture) {
    if (picture != null) {
      times.add(new Times(picture.pts(), picture.best_effort_timestamp(), picture.duration()));
    }
    check(av_buffersrc_add_frame(source, picture));
  }

  /** Puts the next whole picture into {@code picture}; false where none is ready. */
  boolean take(AVFrame picture) {
    if (av_buffersink_get_frame(sink, picture) < 0) {
      return false;
    }
    Times own = times.remove();
    picture.pts(own.pts()).duration(own.duration());
    picture.best_effort_timestamp(own.bestEffort());
    picture.flags(picture.flags() & ~AV_FRAME_FLAG_INTERLACED);
    return true;
  }

  @Override
  public void close() {
    if (graph != null) {
      avfilter_graph_free(graph);
    }
    graph = null;
  }

  private AVFilterContext filter(String name) {
    AVFilterContext filter = avfilter_graph_alloc_filter(graph, avfilter_get_by_name(name), name);
    if (filter == null) {
      throw new OutOfMemoryError("no memory for the filter " + name);
    }
    return filter;
  }

  private static void check(int code) {
    if (code < 0) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "interlaced pictures of this kind cannot be made whole ("
              + Ffmpeg.error(code)
              + "); take them as they are with --interlaced keep");
    }
  }
}
