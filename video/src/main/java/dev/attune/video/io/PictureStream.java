package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decoded pictures of the main video stream in presentation order, interlaced ones made whole.
 * Damaged packets are left out and counted. Not thread-safe.
 */
final class PictureStream implements AutoCloseable {
  // A drained decoder may tell of one error a thread; more than this is an endless loop.
  private static final int MOST_ERRORS_AT_END = 1000;

  private final Demuxer demuxer;
  private final Decoder decoder;
  private final Crop crop;
  private final AVPacket packet;
  private final LostPictures lost;
  private final WholePictures whole;
  private long damagedPackets;
  private long lostPictures;
  private int errorsAtEnd;
  private boolean draining;

  /**
   * Opens the input.
   *
   * @throws MediaException when it cannot be opened or decoded
   */
  PictureStream(Address address, ReadOptions options) {
    demuxer = new Demuxer(address, options);
    try {
      AVDictionaryEntry alpha = av_dict_get(demuxer.stream().metadata(), "alpha_mode", null, 0);
      boolean withAlpha = alpha != null && "1".equals(alpha.value().getString());
      decoder =
          new Decoder(
              address.shown(),
              demuxer.stream().codecpar(),
              demuxer.stream().time_base(),
              withAlpha,
              options);
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    }
    crop = Crop.of(demuxer.stream().codecpar());
    packet = av_packet_alloc();
    lost =
        new LostPictures(
            demuxer.stream().codecpar().codec_id(),
            demuxer.context().iformat().name().getString(StandardCharsets.US_ASCII));
    whole =
        new WholePictures(
            address.shown(), options.interlacing(), this::decode, demuxer.stream().time_base());
  }

  Demuxer demuxer() {
    return demuxer;
  }

  /** Packets that could not be read or decoded so far. */
  long damagedPackets() {
    return damagedPackets + lostPictures + demuxer.damagedReads();
  }

  /** Interlaced pictures that were made whole so far. */
  long deinterlaced() {
    return whole.made();
  }

  /** Puts the next picture into {@code frame}, which must be empty; false at the end. */
  boolean next(AVFrame frame) {
    boolean has = whole.next(frame);
    if (has) {
      crop.apply(frame, demuxer.stream().codecpar());
    }
    return has;
  }

  private boolean decode(AVFrame frame) {
    while (true) {
      int code = decoder.receive(frame);
      if (code == 0) {
        lost.received(frame.pts());
        return true;
      }
      if (code == AVERROR_EOF()) {
        lostPictures = lost.lost();
        return false;
      }
      if (code != AVERROR_EAGAIN()) {
        damagedPackets++;
        av_frame_unref(frame);
        if (draining && ++errorsAtEnd > MOST_ERRORS_AT_END) {
          return false;
        }
      }
      if (!draining) {
        feed();
      }
    }
  }

  @Override
  public void close() {
    if (!packet.isNull()) {
      av_packet_free(packet);
      whole.close();
    }
    decoder.close();
    demuxer.close();
  }

  private void feed() {
    if (!demuxer.read(packet)) {
      draining = true;
      decoder.send(null);
      return;
    }
    int code = decoder.send(packet);
    if (code < 0) {
      damagedPackets++;
    } else {
      lost.sent(packet);
    }
    av_packet_unref(packet);
  }
}
