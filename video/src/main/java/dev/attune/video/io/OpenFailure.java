package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Explains to a person why FFmpeg did not open an input. */
final class OpenFailure {
  private static final int MP4_TYPE_OFFSET = 4;
  private static final byte[] MP4_TYPE = "ftyp".getBytes(StandardCharsets.US_ASCII);

  private OpenFailure() {}

  /** The failure that FFmpeg's negative code means for this address. */
  static MediaException of(Address address, int code) {
    if (address.network()) {
      return new MediaException(
          Kind.NOT_FOUND,
          address.shown()
              + " could not be opened ("
              + Ffmpeg.error(code)
              + "): check address, name and password, and that it is running");
    }
    if (code == AVERROR_INVALIDDATA() && isMp4(Path.of(address.shown()))) {
      return new MediaException(
          Kind.BAD_INPUT,
          address.shown()
              + " has no index of its frames (moov box): the recording was cut off before it was"
              + " finished; without its index it cannot be read");
    }
    return new MediaException(
        Kind.BAD_INPUT,
        address.shown()
            + " is not a video or picture that can be read ("
            + Ffmpeg.error(code)
            + "): it may be damaged, or of another kind than its name says");
  }

  private static boolean isMp4(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(MP4_TYPE_OFFSET + MP4_TYPE.length);
      return Arrays.equals(head, MP4_TYPE_OFFSET, head.length, MP4_TYPE, 0, MP4_TYPE.length);
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return false;
    }
  }
}
