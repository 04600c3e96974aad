package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.util.List;

/** One frame as one PNG or JPEG file. Not thread-safe. */
final class PictureWriter implements FrameSink {
  private final PictureNames names;
  private final PictureEncoder encoder;
  private final PartFile file;
  private final List<String> notices;
  private boolean written;
  private boolean closed;

  /**
   * Opens a picture file.
   *
   * @throws MediaException when its place or its options are not usable
   */
  PictureWriter(PictureNames names, StreamInfo info, WriteOptions options) {
    this.names = names;
    encoder = new PictureEncoder(PictureSequenceWriter.choice(names, options), info, options);
    try {
      file = new PartFile(OutputTarget.file(names.folder(), options));
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
    notices = encoder.notices();
  }

  @Override
  public void write(Frame frame) {
    if (closed) {
      throw new IllegalStateException("the output is finished or closed");
    }
    if (written) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          names.folder()
              + " is one picture, and there are several frames: give a folder, or a name with a"
              + " number such as frame_%08d.png");
    }
    byte[] bytes = encoder.encode(frame);
    try {
      file.write(bytes, bytes.length);
    } catch (IOException e) {
      throw new MediaException(
          Kind.OUTPUT,
          names.folder()
              + " could not be written ("
              + OutputTarget.reason(e)
              + "): make room or choose another place",
          e);
    }
    written = true;
  }

  @Override
  public void finish() {
    if (closed) {
      throw new IllegalStateException("the output is finished or closed");
    }
    if (!written) {
      throw new MediaException(
          Kind.BAD_INPUT,
          "there was no frame to write to " + names.folder() + ", so nothing is written");
    }
    file.publish();
    close();
  }

  @Override
  public List<String> notices() {
    return notices;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      encoder.close();
      file.close();
    }
  }
}
