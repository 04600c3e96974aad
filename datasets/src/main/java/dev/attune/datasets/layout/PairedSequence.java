package dev.attune.datasets.layout;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sources;
import java.nio.file.Path;
import java.util.List;

/**
 * A blurred video with its truth, as two folders of pictures with the same names. Frame i of both
 * shows the same moment; every picture is read when it is asked for. Immutable and thread-safe.
 */
public final class PairedSequence {
  private final String name;
  private final Path blurFolder;
  private final Path sharpFolder;
  private final List<String> files;
  private final ReadOptions options;

  PairedSequence(
      String name, Path blurFolder, Path sharpFolder, List<String> files, Rational frameRate) {
    this.name = name;
    this.blurFolder = blurFolder;
    this.sharpFolder = sharpFolder;
    this.files = List.copyOf(files);
    // One picture is opened at a time; a thread reading ahead would have nothing to do.
    this.options = ReadOptions.DEFAULTS.withLookAhead(0).withFrameRate(frameRate);
  }

  /** The name, with the split before it where the data set is split: {@code test/000}. */
  public String name() {
    return name;
  }

  /** Number of pairs. */
  public int frames() {
    return files.size();
  }

  /** The folder of blurred pictures, for programs that read videos. */
  public Path blurFolder() {
    return blurFolder;
  }

  /**
   * Blurred picture number {@code index}.
   *
   * @throws MediaException when it is damaged
   */
  public Frame blur(int index) {
    return read(blurFolder, index);
  }

  /**
   * Sharp picture number {@code index}.
   *
   * @throws MediaException when it is damaged
   */
  public Frame sharp(int index) {
    return read(sharpFolder, index);
  }

  /**
   * Both pictures of a moment.
   *
   * @throws MediaException when one is damaged, or their sizes differ
   */
  public Pair pair(int index) {
    Frame blur = blur(index);
    Frame sharp = sharp(index);
    if (blur.width() != sharp.width() || blur.height() != sharp.height()) {
      throw new MediaException(
          Kind.BAD_INPUT,
          blurFolder.resolve(files.get(index))
              + " is "
              + blur.width()
              + "x"
              + blur.height()
              + " but "
              + sharpFolder.resolve(files.get(index))
              + " is "
              + sharp.width()
              + "x"
              + sharp.height()
              + ": both pictures of a pair must have one size");
    }
    return new Pair(blur, sharp);
  }

  /**
   * A blurred picture and its truth, of the same size.
   *
   * @param blur the input
   * @param sharp the truth
   */
  public record Pair(Frame blur, Frame sharp) {}

  private Frame read(Path folder, int index) {
    if (index < 0 || index >= files.size()) {
      throw new IllegalArgumentException(
          "frame " + index + " of " + name + ": 0 to " + (files.size() - 1) + " is allowed");
    }
    try (FrameSource source = Sources.open(folder.resolve(files.get(index)).toString(), options)) {
      Frame f = source.next();
      Rational tick = options.frameRate().inverse();
      return new Frame(
          index,
          new Timestamp(index, tick),
          new Timestamp(1, tick),
          f.width(),
          f.height(),
          f.layout(),
          f.bitDepth(),
          f.strideBytes(),
          f.data(),
          f.color());
    }
  }
}
