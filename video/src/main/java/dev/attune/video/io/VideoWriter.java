package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Encodes frames and writes them, with tracks of the input, into a container file that appears
 * under its name when it is finished. Not thread-safe.
 */
final class VideoWriter implements FrameSink {
  private final String shown;
  private final VideoFrames frames;
  private final VideoFile file;
  private boolean finished;
  private boolean closed;

  /** Writes a file, which is removed again when this fails. */
  static VideoWriter toFile(
      Container container, PartFile file, StreamInfo info, WriteOptions options) {
    try {
      return new VideoWriter(container, file.shown(), file, file, info, options);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Writes to bytes that need no publishing. */
  static VideoWriter toBytes(
      Container container, ByteOutput output, StreamInfo info, WriteOptions options) {
    return new VideoWriter(container, "the output", output, null, info, options);
  }

  private VideoWriter(
      Container container,
      String shown,
      ByteOutput output,
      PartFile file,
      StreamInfo info,
      WriteOptions options) {
    this.shown = shown;
    Set<String> notices = new LinkedHashSet<>();
    EncoderPlan plan = VideoFrames.plan(container, info, options);
    this.file = new VideoFile(container, shown, output, file, plan, info, options, notices);
    frames = new VideoFrames(container, plan, info, options, notices);
  }

  @Override
  public void write(Frame frame) {
    requireOpen();
    frames.encode(frame, file.encoder(), this::mux);
  }

  @Override
  public void finish() {
    requireOpen();
    if (!frames.started()) {
      throw new MediaException(
          Kind.BAD_INPUT, "there was no frame to write to " + shown + ", so nothing is written");
    }
    file.encoder().flush(this::mux);
    file.complete(frames.shift());
    file.publish();
    finished = true;
    close();
  }

  @Override
  public List<String> notices() {
    return frames.notices();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      frames.close();
      file.close();
    }
  }

  private void mux(AVPacket packet) {
    file.write(packet, frames.shift());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the output is " + (finished ? "finished" : "closed"));
    }
  }
}
