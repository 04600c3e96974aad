package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * What an output takes on a disk and of time, from a few of its frames that are encoded as it will
 * be. Rough: other scenes may hold more or less.
 *
 * @param firstBytes of a picture that can be shown by itself
 * @param otherBytes of one that follows such a picture, on the average
 * @param encodeSeconds a frame
 */
public record OutputSize(double firstBytes, double otherBytes, double encodeSeconds) {
  /** About how often encoders begin anew. */
  private static final double KEY_FRAME_SECONDS = 4;

  /**
   * Encodes frames and throws the result away.
   *
   * @param output as of {@link Sinks#open(Path, StreamInfo, WriteOptions)}; {@code -} is a pipe
   * @param clips frames that follow each other, at least 1 in each and at least one clip
   * @throws MediaException as when the output is opened
   */
  public static OutputSize of(
      Path output, StreamInfo info, WriteOptions options, List<List<Frame>> clips) {
    boolean pipe = output.toString().equals("-");
    Optional<PictureNames> pictures = pipe ? Optional.empty() : PictureNames.of(output, options);
    List<OutputSize> all = new ArrayList<>();
    for (List<Frame> frames : clips) {
      all.add(
          pictures.isPresent()
              ? pictures(
                  PictureSequenceWriter.choice(pictures.get(), options), info, options, frames)
              : video(pipe ? Container.MATROSKA : Sinks.container(output), info, options, frames));
    }
    return new OutputSize(
        mean(all, OutputSize::firstBytes),
        mean(all, OutputSize::otherBytes),
        mean(all, OutputSize::encodeSeconds));
  }

  private static double mean(List<OutputSize> all, ToDoubleFunction<OutputSize> value) {
    return all.stream().mapToDouble(value).average().orElseThrow();
  }

  private static OutputSize pictures(
      Encoders.Choice choice, StreamInfo info, WriteOptions options, List<Frame> frames) {
    try (PictureEncoder encoder = new PictureEncoder(choice, info, options)) {
      long start = System.nanoTime();
      double bytes = 0;
      for (Frame frame : frames) {
        bytes += encoder.encode(frame).length;
      }
      double mean = bytes / frames.size();
      return new OutputSize(mean, mean, (System.nanoTime() - start) / 1e9 / frames.size());
    }
  }

  private static OutputSize video(
      Container container, StreamInfo info, WriteOptions options, List<Frame> frames) {
    EncoderPlan plan = VideoFrames.plan(container, info, options);
    long ticks = Math.max(1, Math.round(1 / (info.frameRate().value() * info.timeBase().value())));
    long[] bytes = new long[2];
    int[] packets = new int[2];
    long start = System.nanoTime();
    try (VideoEncoder encoder = new VideoEncoder(plan, info, options, true)) {
      Consumer<AVPacket> count =
          packet -> {
            int kind = packets[0] == 0 ? 0 : 1;
            bytes[kind] += packet.size();
            packets[kind]++;
          };
      for (int i = 0; i < frames.size(); i++) {
        encoder.encode(frames.get(i), i * ticks, ticks, count);
      }
      encoder.flush(count);
    }
    double seconds = (System.nanoTime() - start) / 1e9 / frames.size();
    if (options.quality() instanceof Quality.Bitrate bitrate) {
      double mean = bitrate.bitsPerSecond() / 8.0 / info.frameRate().value();
      return new OutputSize(mean, mean, seconds);
    }
    double first = bytes[0];
    return new OutputSize(first, packets[1] == 0 ? first : (double) bytes[1] / packets[1], seconds);
  }

  /** Bytes of so many frames. */
  public long bytes(long frames, StreamInfo info) {
    double distance = Math.max(1, KEY_FRAME_SECONDS * info.frameRate().value());
    double first = Math.ceil(frames / distance);
    return Math.round(first * firstBytes + (frames - first) * otherBytes);
  }
}
