package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * A video file that grows in segments, for each of which the encoder begins anew; the file itself
 * is made of them at the end. Not thread-safe.
 */
final class SegmentedVideoWriter implements SegmentedSink {
  private static final String JOINED = "joined.part";

  private final Container container;
  private final OutputTarget target;
  private final Path folder;
  private final StreamInfo info;
  private final WriteOptions options;
  private final EncoderPlan plan;
  private final VideoFrames frames;
  private final Set<String> notices = new LinkedHashSet<>();
  private final List<Segment> segments;
  private final FreeSpace space;
  private final boolean globalHeader;
  private VideoEncoder encoder;
  private SegmentWriter segment;
  private VideoFile joined;
  private boolean finished;
  private boolean closed;

  /**
   * Opens the output and makes its head once, so that what does not fit together is told now.
   *
   * @param folder of the segments
   * @param done segments that were finished before, in order
   * @throws MediaException when one of them is not as it was, or nothing can be written
   */
  SegmentedVideoWriter(
      Container container,
      OutputTarget target,
      Path folder,
      StreamInfo info,
      WriteOptions options,
      List<Segment> done) {
    this.container = container;
    this.target = target;
    this.folder = folder;
    this.info = info;
    this.options = options;
    this.segments = new ArrayList<>(done);
    this.space = new FreeSpace(folder, target.shown());
    plan = VideoFrames.plan(container, info, options);
    try (VideoFile trial = openFile()) {
      globalHeader = trial.wantsGlobalHeader();
    }
    done.forEach(s -> SegmentReader.check(file(s.number()), s));
    frames = new VideoFrames(container, plan, info, options, notices);
    if (!done.isEmpty()) {
      try (SegmentReader first = new SegmentReader(file(0), done.get(0))) {
        frames.goOn(first.shift());
      }
    }
  }

  @Override
  public void write(Frame frame) {
    requireOpen();
    if (encoder == null) {
      space.require(largest());
      encoder = new VideoEncoder(plan, info, options, globalHeader);
    }
    frames.encode(frame, encoder, this::store);
  }

  @Override
  public void resume(List<String> told) {
    frames.resume(told);
  }

  @Override
  public Segment endSegment() {
    requireOpen();
    if (encoder == null) {
      throw new IllegalStateException("there was no frame since the last segment");
    }
    encoder.flush(this::store);
    encoder.close();
    encoder = null;
    Segment done = segment.finish(segments.size());
    segment = null;
    segments.add(done);
    return done;
  }

  @Override
  public FileStamp join() {
    requireOpen();
    if (encoder != null) {
      endSegment();
    }
    if (segments.isEmpty()) {
      throw new MediaException(
          Kind.BAD_INPUT,
          "there was no frame to write to " + target.shown() + ", so nothing is written");
    }
    space.require(segments.stream().mapToLong(Segment::bytes).sum());
    joined = openFile();
    new SegmentJoin(segments.stream().map(s -> file(s.number())).toList(), segments).into(joined);
    return FileStamp.of(folder.resolve(JOINED)).orElseThrow();
  }

  @Override
  public void finish() {
    requireOpen();
    if (joined == null) {
      join();
    }
    joined.publish();
    finished = true;
    close();
  }

  @Override
  public List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (encoder != null) {
      encoder.close();
    }
    if (segment != null) {
      segment.close();
    }
    if (joined != null) {
      joined.close();
    }
    frames.close();
  }

  private VideoFile openFile() {
    PartFile file = new PartFile(target, folder.resolve(JOINED));
    return new VideoFile(container, target.shown(), file, file, plan, info, options, notices);
  }

  private void store(AVPacket packet) {
    if (segment == null) {
      segment = new SegmentWriter(file(segments.size()), target.shown(), frames.shift());
    }
    segment.write(packet);
  }

  private Path file(int number) {
    return folder.resolve(String.format(Locale.ROOT, "segment-%06d", number));
  }

  private long largest() {
    return segments.stream().mapToLong(Segment::bytes).max().orElse(0);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the output is " + (finished ? "finished" : "closed"));
    }
  }
}
