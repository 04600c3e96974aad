package dev.attune.datasets.layout;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.io.WriteOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes a sequence of pairs as {@link BsdDataset} reads them: {@code SEQUENCE/{Blur,Sharp}/RGB/},
 * PNG files with the frame's index in eight digits as name. Both folders appear when the sequence
 * is finished; closing an unfinished one leaves nothing. Not thread-safe.
 */
public final class PairedWriter implements AutoCloseable {
  private final Path sequence;
  private final WriteOptions options;
  private FrameSink blurSink;
  private FrameSink sharpSink;

  /**
   * A writer into this folder, which is made with the first pair.
   *
   * @param overwrite whether pictures of the same names may be replaced
   */
  public PairedWriter(Path sequence, boolean overwrite) {
    this.sequence = sequence;
    this.options = WriteOptions.DEFAULTS.withOverwrite(overwrite);
  }

  /**
   * Writes a pair under the index of its blurred picture.
   *
   * @throws IllegalArgumentException when the pictures differ in index or size, or the index is not
   *     above the one before
   * @throws MediaException when they cannot be written
   */
  public void write(Frame blur, Frame sharp) {
    if (blur.index() != sharp.index()
        || blur.width() != sharp.width()
        || blur.height() != sharp.height()) {
      throw new IllegalArgumentException(
          "frame "
              + named(blur)
              + " and frame "
              + named(sharp)
              + " are no pair: index and size must be the same");
    }
    if (blurSink == null) {
      blurSink = Sinks.open(sequence.resolve(BsdDataset.BLUR), info(blur), options);
      sharpSink = Sinks.open(sequence.resolve(BsdDataset.SHARP), info(sharp), options);
    }
    blurSink.write(blur);
    sharpSink.write(sharp);
  }

  /**
   * Makes the pairs appear, the blurred ones first; where the sharp ones then fail, the half that
   * is there is refused by the reader.
   *
   * @throws IllegalStateException when there was no pair
   * @throws MediaException when they cannot be written
   */
  public void finish() {
    if (sharpSink == null) {
      throw new IllegalStateException("there was no pair to write to " + sequence);
    }
    blurSink.finish();
    sharpSink.finish();
  }

  @Override
  public void close() {
    if (blurSink != null) {
      blurSink.close();
    }
    if (sharpSink != null) {
      sharpSink.close();
    }
  }

  private static String named(Frame frame) {
    return frame.index() + " of " + frame.width() + "x" + frame.height();
  }

  /** What pictures need to know; their files hold no rate. */
  private static StreamInfo info(Frame first) {
    return new StreamInfo(
        first.width(),
        first.height(),
        first.time().timeBase(),
        BsdDataset.FRAME_RATE,
        OptionalLong.empty(),
        Optional.empty(),
        first.bitDepth(),
        first.layout() == PixelLayout.RGBA,
        first.color(),
        Rational.ONE,
        0,
        false,
        "pairs",
        "rgb24");
  }
}
