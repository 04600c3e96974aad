package dev.attune.video.io;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One decoded picture file.
 *
 * @param frame owned by this object
 * @param whole whether no part of it had to be invented
 */
record Picture(AVFrame frame, boolean whole) implements AutoCloseable {
  /**
   * Decodes a file by what its first bytes say it is.
   *
   * @throws MediaException {@code BAD_INPUT} when it is damaged or no picture
   */
  static Picture decode(Path file, ReadOptions options) {
    PictureHeader header;
    byte[] content;
    try {
      header =
          PictureHeader.read(file)
              .orElseThrow(
                  () ->
                      new MediaException(
                          Kind.BAD_INPUT,
                          file
                              + " is no picture that can be read; PNG, JPEG, BMP, TIFF and WebP"
                              + " are"));
      SizeLimit.check(file.toString(), header.width(), header.height(), options.maxPixels());
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new MediaException(Kind.BAD_INPUT, file + " cannot be read: " + e.getMessage(), e);
    }
    AVFrame frame = av_frame_alloc();
    AVPacket packet = av_packet_alloc();
    try (Decoder decoder = new Decoder(file.toString(), header.codecId(), options)) {
      int code = av_new_packet(packet, content.length);
      if (code >= 0) {
        packet.data().put(content);
        code = decoder.send(packet);
      }
      if (code >= 0) {
        decoder.send(null);
        code = decoder.receive(frame);
      }
      if (code < 0) {
        throw new MediaException(
            Kind.BAD_INPUT, file + " is damaged or cut short (" + Ffmpeg.error(code) + ")");
      }
      return new Picture(frame, isWhole(frame, header, content));
    } catch (RuntimeException e) {
      av_frame_free(frame);
      throw e;
    } finally {
      av_packet_free(packet);
    }
  }

  private static boolean isWhole(AVFrame frame, PictureHeader header, byte[] content) {
    boolean errors =
        frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
    // FFmpeg fills what a JPEG file lacks with gray and says nothing.
    return !errors && (header.codecId() != AV_CODEC_ID_MJPEG || JpegMarkers.hasEnd(content));
  }

  /**
   * What a still picture says of its colours. Where it says no matrix it is BT.601, which JPEG and
   * WebP prescribe whatever the size.
   */
  static ColorSpec color(AVFrame frame) {
    ColorSpec said = PictureFormat.color(frame);
    boolean unsaid = said.matrix() == ColorSpec.UNSPECIFIED;
    return unsaid && !PixelConverter.isRgb(frame.format())
        ? new ColorSpec(AVCOL_SPC_BT470BG, said.primaries(), said.transfer(), said.fullRange())
        : said;
  }

  @Override
  public void close() {
    av_frame_free(frame);
  }
}
