package dev.attune.pipelines.bench;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSink;

/** Gives every frame to two sinks. */
record TeeSink(FrameSink first, FrameSink second) implements FrameSink {
  @Override
  public void write(Frame frame) {
    first.write(frame);
    second.write(frame);
  }

  @Override
  public void finish() {
    first.finish();
    second.finish();
  }

  @Override
  public void close() {
    try {
      first.close();
    } finally {
      second.close();
    }
  }
}
