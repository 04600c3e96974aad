package dev.attune.datasets.blur;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import dev.attune.video.io.Redaction;

/** The frames of a source as linear light of its scaled size. Used by one thread. */
final class LightFrames implements AutoCloseable {
  private final FrameSource source;
  private final SourceFacts facts;
  private final LinearLight light;

  /**
   * Reads a source from a frame on.
   *
   * @param facts of the source
   * @param framing which says the scaled size
   * @param firstFrame in the order of presentation
   * @throws MediaException when it cannot be opened
   */
  LightFrames(SourceFacts facts, Framing framing, long firstFrame) {
    this.facts = facts;
    light = new LinearLight(framing.scaledWidth(), framing.scaledHeight());
    source = facts.open(firstFrame);
  }

  /**
   * The next frame, {@code [3, H, W]}, or null at the end.
   *
   * @throws MediaException when the source cannot be read on, or its frames change their size
   */
  FloatImage next() {
    Frame frame = source.next();
    if (frame == null) {
      return null;
    }
    if (frame.width() != facts.width() || frame.height() != facts.height()) {
      throw new MediaException(
          Kind.BAD_INPUT,
          Redaction.text(facts.input())
              + " changes the size of its pictures from "
              + facts.width()
              + "x"
              + facts.height()
              + " to "
              + frame.width()
              + "x"
              + frame.height()
              + ": pairs are made of pictures of one size, cut the clip there");
    }
    return light.of(frame);
  }

  @Override
  public void close() {
    source.close();
  }
}
