package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Frames as numbered PNG or JPEG files; the number is the frame's index. They gather in a folder of
 * their own beside the final one and appear under their names, each whole, when the sequence is
 * finished. Not thread-safe.
 */
final class PictureSequenceWriter implements FrameSink {
  private final PictureNames names;
  private final PictureEncoder encoder;
  private final PartFolder folder;
  private final Set<String> notices = new LinkedHashSet<>();
  private long last = -1;
  private boolean closed;

  /**
   * Opens a sequence.
   *
   * @throws MediaException when its place or its options are not usable
   */
  PictureSequenceWriter(PictureNames names, StreamInfo info, WriteOptions options) {
    this.names = names;
    encoder = new PictureEncoder(choice(names, options), info, options);
    try {
      folder = new PartFolder(OutputTarget.folder(names.folder(), options), names, options);
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
    notices.addAll(encoder.notices());
  }

  /**
   * The encoder for pictures of these names.
   *
   * @throws MediaException when another one was asked for
   */
  static Encoders.Choice choice(PictureNames names, WriteOptions options) {
    Encoders.Choice fitting = Encoders.named(names.encoder());
    String asked = options.encoder().orElse(names.encoder());
    if (!fitting.profile().answersTo(asked)) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "pictures of "
              + names.folder()
              + " are written by "
              + names.encoder()
              + ", not by "
              + asked
              + ": give a file name ending in "
              + Container.allExtensions()
              + " for a video");
    }
    return fitting;
  }

  @Override
  public void write(Frame frame) {
    requireOpen();
    if (frame.index() <= last) {
      throw new IllegalArgumentException(
          "frame " + frame.index() + " comes after frame " + last + ": frames come in order");
    }
    last = frame.index();
    folder.add(names.name(frame.index()), encoder.encode(frame));
    notices.addAll(encoder.notices());
  }

  @Override
  public void finish() {
    requireOpen();
    if (last < 0) {
      throw new MediaException(
          Kind.BAD_INPUT,
          "there was no frame to write to " + names.folder() + ", so nothing is written");
    }
    try {
      notices.addAll(folder.publish());
    } finally {
      close();
    }
  }

  @Override
  public List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      encoder.close();
      folder.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the output is finished or closed");
    }
  }
}
