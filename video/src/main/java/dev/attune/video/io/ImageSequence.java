package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Picture files as frames: picture i is shown at i ticks of 1/rate seconds. A picture that cannot
 * be decoded is left out and counted, and the others keep their times. Not thread-safe.
 */
final class ImageSequence implements FrameSource {
  private final String shown;
  private final List<Path> files;
  private final ReadOptions options;
  private final Notices notices = new Notices();
  private final Rational timeBase;
  private final int end;
  private final FrameMaker maker;
  private final StreamInfo info;
  private PictureHeader reference;
  private Path referenceFile;
  private int position;
  private long frames;
  private long damaged;
  private long damagedFrames;
  private Timestamp lastGoodTime;
  private boolean closed;

  /**
   * Looks at the headers of all files and decodes the first picture.
   *
   * @param shown name of the sequence for people
   * @param files pictures in the order in which they are shown
   * @throws MediaException when the pictures are of different sizes or too great, or none can be
   *     read
   */
  ImageSequence(String shown, List<Path> files, ReadOptions options) {
    this.shown = shown;
    this.files = files;
    this.options = options;
    timeBase = options.frameRate().inverse();
    checkHeaders();
    position = firstAtOrAfter(options.start());
    end = options.end().map(this::firstAtOrAfter).orElse(files.size());
    try (Picture first = firstPicture()) {
      PictureFormat format = PictureFormat.of(first.frame());
      maker = new FrameMaker(format, Orientation.UPRIGHT, options.applyRotation(), notices);
      info = describe(first.frame(), format);
    }
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public Frame next() {
    if (closed) {
      throw new IllegalStateException(shown + " is closed");
    }
    while (position < end) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("reading " + shown + " was interrupted");
      }
      Path file = files.get(position);
      Timestamp time = new Timestamp(position, timeBase);
      position++;
      try (Picture picture = decode(file)) {
        if (picture != null) {
          return make(file, picture, time);
        }
      }
    }
    return null;
  }

  @Override
  public SourceReport report() {
    return new SourceReport(
        frames,
        damaged,
        damagedFrames,
        false,
        Optional.ofNullable(lastGoodTime),
        notices.sentences());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      maker.close();
    }
  }

  private Frame make(Path file, Picture picture, Timestamp time) {
    AVFrame pixels = picture.frame();
    Frame frame =
        maker.make(pixels, Picture.color(pixels), frames, time, new Timestamp(1, timeBase));
    if (frame.width() != info.width() || frame.height() != info.height()) {
      throw differs(file, frame.width(), frame.height(), info.width(), info.height());
    }
    if (picture.whole()) {
      lastGoodTime = time;
    } else {
      notices.add(file + " is cut short or damaged; what was readable is given", frames);
      damagedFrames++;
    }
    frames++;
    return frame;
  }

  /** The picture of a file, or null where it is damaged, which is noted. */
  private Picture decode(Path file) {
    try {
      return Picture.decode(file, options);
    } catch (MediaException e) {
      if (e.kind() != Kind.BAD_INPUT) {
        throw e;
      }
      damaged++;
      notices.add("left out: " + e.getMessage(), frames);
      return null;
    }
  }

  private void checkHeaders() {
    for (Path file : files) {
      Optional<PictureHeader> header = header(file);
      if (header.isEmpty()) {
        continue; // told when its turn comes
      }
      PictureHeader found = header.get();
      SizeLimit.check(file.toString(), found.width(), found.height(), options.maxPixels());
      if (reference == null) {
        reference = found;
        referenceFile = file;
      } else if (found.width() != reference.width() || found.height() != reference.height()) {
        throw differs(file, found.width(), found.height(), reference.width(), reference.height());
      }
    }
    if (reference == null) {
      throw new MediaException(
          Kind.BAD_INPUT,
          shown + " holds no picture that can be read: none has the content that its name says");
    }
  }

  private static Optional<PictureHeader> header(Path file) {
    try {
      return PictureHeader.read(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private MediaException differs(
      Path file, long width, long height, long firstWidth, long firstHeight) {
    return new MediaException(
        Kind.BAD_INPUT,
        file
            + " is "
            + width
            + "x"
            + height
            + " but "
            + referenceFile
            + " is "
            + firstWidth
            + "x"
            + firstHeight
            + ": the pictures of a sequence must all have one size; put them in folders by size");
  }

  private Picture firstPicture() {
    MediaException last = null;
    for (int i = position; i < end; i++) {
      try {
        return Picture.decode(files.get(i), options);
      } catch (MediaException e) {
        last = e;
      }
    }
    throw new MediaException(
        Kind.BAD_INPUT,
        last == null
            ? shown + " has " + files.size() + " pictures; none lies in the chosen time"
            : last.getMessage(),
        last);
  }

  private int firstAtOrAfter(Duration time) {
    int low = 0;
    int high = files.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (new Timestamp(middle, timeBase).toDuration().compareTo(time) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private StreamInfo describe(AVFrame first, PictureFormat format) {
    Orientation orientation = maker.orientation(first);
    int count = end - position;
    return new StreamInfo(
        orientation.swapsSides() ? first.height() : first.width(),
        orientation.swapsSides() ? first.width() : first.height(),
        timeBase,
        options.frameRate(),
        OptionalLong.of(count),
        Optional.of(new Timestamp(count, timeBase)),
        format.bitDepth(),
        format.layout() == PixelLayout.RGBA,
        Picture.color(first),
        orientation.turn(Ffmpeg.rational(first.sample_aspect_ratio(), Rational.ONE)),
        orientation.degrees(),
        false,
        "image sequence",
        PixelConverter.name(first.format()));
  }
}
