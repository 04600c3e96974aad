package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import java.util.List;

/**
 * Single pictures of any size, layout and depth as the bytes of PNG or JPEG files. Not thread-safe.
 */
final class PictureEncoder implements AutoCloseable {
  private final Encoders.Choice choice;
  private final StreamInfo info;
  private final WriteOptions options;
  private StreamInfo current;
  private PixelLayout layout;
  private VideoEncoder encoder;
  private byte[] bytes;

  /**
   * Opens the encoder for pictures as their source announces them.
   *
   * @throws MediaException of kind {@code UNSUPPORTED} when an option does not suit the encoder
   */
  PictureEncoder(Encoders.Choice choice, StreamInfo info, WriteOptions options) {
    this.choice = choice;
    this.info = info;
    // One picture at a time: threads would hold pictures back.
    this.options = options.withThreads(1);
    prepare(info, info.hasAlpha() ? PixelLayout.RGBA : PixelLayout.RGB);
  }

  /** What of the frames is not kept. */
  List<String> notices() {
    return encoder.plan().notices(current, options, false);
  }

  /** The file's bytes of one frame. */
  byte[] encode(Frame frame) {
    prepare(
        info.withPictures(
            frame.width(),
            frame.height(),
            frame.bitDepth(),
            frame.layout() == PixelLayout.RGBA,
            frame.color()),
        frame.layout());
    bytes = null;
    encoder.encode(
        frame,
        frame.index(),
        1,
        packet -> {
          bytes = new byte[packet.size()];
          packet.data().get(bytes);
        });
    return bytes;
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
    encoder = null;
  }

  private void prepare(StreamInfo wanted, PixelLayout wantedLayout) {
    if (encoder != null && wanted.equals(current) && wantedLayout == layout) {
      return;
    }
    close();
    WriteOptions suited = options;
    if (options.pixelFormat().isEmpty()) {
      boolean png = choice.profile().scale() == EncoderProfile.Scale.LOSSLESS;
      if (!png) {
        suited = options.withPixelFormat("yuv444p");
      } else if (wantedLayout == PixelLayout.GRAY) {
        suited = options.withPixelFormat(wanted.bitDepth() > 8 ? "gray16be" : "gray");
      }
    }
    EncoderPlan plan = EncoderPlan.of(choice, wanted, suited);
    encoder = new VideoEncoder(plan, wanted, suited, false);
    current = wanted;
    layout = wantedLayout;
  }
}
