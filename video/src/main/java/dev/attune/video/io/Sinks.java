package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens what frames are written to: a video file, pictures or a pipe. */
public final class Sinks {
  private Sinks() {}

  /**
   * Opens an output for writing. {@code output} is one of
   *
   * <ul>
   *   <li>a video file, whose ending chooses the container: mp4, m4v, mov, mkv, webm or nut;
   *   <li>a folder (a name without an ending, or a folder that exists) for PNG files with the
   *       frame's index in eight digits as name; JPEG files with the encoder {@code jpeg};
   *   <li>a pattern such as {@code dir/frame_%05d.jpg} for pictures with other names;
   *   <li>a .png, .jpg or .jpeg file for one single frame.
   * </ul>
   *
   * @param info what the frames are like, as their source told it
   * @throws MediaException {@code OUTPUT} when the output exists and may not be replaced, is an
   *     input, or cannot be made; {@code UNSUPPORTED} when the ending, the encoder, an option or a
   *     track to copy is not known or they do not fit together
   */
  public static FrameSink open(Path output, StreamInfo info, WriteOptions options) {
    Optional<PictureNames> pictures = PictureNames.of(output, options);
    if (pictures.isPresent()) {
      return pictures.get().single()
          ? new PictureWriter(pictures.get(), info, options)
          : new PictureSequenceWriter(pictures.get(), info, options);
    }
    return VideoWriter.toFile(
        container(output), new PartFile(OutputTarget.file(output, options)), info, options);
  }

  /**
   * Whether an output is there already: a file that is not empty, or pictures of the names that it
   * would get.
   *
   * @throws MediaException as {@link #open(Path, StreamInfo, WriteOptions)} does for such a name
   */
  public static boolean isThere(Path output, WriteOptions options) {
    Optional<PictureNames> pictures = PictureNames.of(output, options).filter(p -> !p.single());
    try {
      return pictures.isPresent()
          ? !pictures.get().existing().isEmpty()
          : Files.isRegularFile(output) && Files.size(output) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether an output can grow in segments: a video file can. */
  public static boolean growsInSegments(Path output, WriteOptions options) {
    return PictureNames.of(output, options).isEmpty() && Container.of(output).isPresent();
  }

  /**
   * Opens an output that grows in segments.
   *
   * @param output as of {@link #open(Path, StreamInfo, WriteOptions)}
   * @param folder where it grows
   * @param done segments that an earlier run finished there, in order; it went on as this one does
   *     when info and options are the same
   * @throws MediaException as {@code open} does, and when a segment is not as it was
   * @throws IllegalArgumentException for an output that does not grow in segments
   */
  public static SegmentedSink openInSegments(
      Path output, WorkFolder folder, StreamInfo info, WriteOptions options, List<Segment> done) {
    if (!growsInSegments(output, options)) {
      throw new IllegalArgumentException(output + " does not grow in segments");
    }
    return new SegmentedVideoWriter(
        container(output), OutputTarget.file(output, options), folder.path(), info, options, done);
  }

  static Container container(Path output) {
    return Container.of(output)
        .orElseThrow(
            () ->
                new MediaException(
                    Kind.UNSUPPORTED,
                    "the ending of "
                        + output
                        + " names no kind of output; known are "
                        + Container.allExtensions()
                        + " for video and .png .jpg .jpeg for pictures"));
  }

  /**
   * Opens a pipe for writing.
   *
   * @param output stays open
   * @param container {@code matroska}, which most programs read, or {@code nut}, which keeps times
   *     exactly
   * @param info what the frames are like, as their source told it
   * @throws MediaException as for files
   */
  public static FrameSink open(
      OutputStream output, String container, StreamInfo info, WriteOptions options) {
    Container kind = Container.named(container);
    if (kind.isMov()) {
      throw new MediaException(
          Kind.UNSUPPORTED, container + " cannot be written to a pipe: take matroska or nut");
    }
    return VideoWriter.toBytes(kind, new StreamBytes(output), info, options);
  }
}
