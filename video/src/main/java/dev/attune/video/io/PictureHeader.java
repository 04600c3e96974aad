package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_TIFF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the first bytes of a picture file say: kind, width and height. So sizes are known before
 * anything is decoded or allocated, and a file is read by what it is, not by its name.
 *
 * @param codecId FFmpeg's number of the kind
 * @param width stored columns
 * @param height stored rows
 */
record PictureHeader(int codecId, long width, long height) {
  private static final List<String> EXTENSIONS =
      List.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp");
  private static final String PNG = "\u0089PNG\r\n\u001a\n";
  private static final String JPEG = "\u00ff\u00d8\u00ff";
  private static final int HEAD_BYTES = 1 << 16;
  // JPEG files may keep previews and colour profiles before their size.
  private static final int LONG_HEAD_BYTES = 1 << 22;

  /** Name endings of pictures, for people. */
  static String extensions() {
    return "." + String.join(", .", EXTENSIONS);
  }

  /** Whether the file's name ends like a picture's. */
  static boolean hasPictureName(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(ending -> name.endsWith("." + ending));
  }

  /** Whether the file holds one still picture of a known kind. */
  static boolean isPicture(Path file) {
    try {
      return read(file).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads the header of a file; empty where it is no still picture of a known kind.
   *
   * @throws IOException when the file cannot be read
   */
  static Optional<PictureHeader> read(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer head = read(channel, 0, HEAD_BYTES);
      if (isTiff(head)) {
        // The directory of a TIFF file may stand behind its pixels.
        ByteBuffer directory = read(channel, unsigned(head.getInt(4)), HEAD_BYTES);
        return guarded(directory.order(head.order()), PictureHeader::tiff);
      }
      Optional<PictureHeader> found = guarded(head, PictureHeader::parse);
      return found.isPresent() || !startsWith(head, 0, JPEG)
          ? found
          : guarded(read(channel, 0, LONG_HEAD_BYTES), PictureHeader::parse);
    }
  }

  private static Optional<PictureHeader> guarded(
      ByteBuffer bytes, Function<ByteBuffer, Optional<PictureHeader>> parser) {
    try {
      return parser.apply(bytes);
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static ByteBuffer read(SeekableByteChannel channel, long from, int bytes)
      throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate((int) Math.min(bytes, Math.max(0, channel.size() - from)));
    channel.position(from);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Until it is full or the file ends.
    }
    return buffer.flip();
  }

  private static Optional<PictureHeader> parse(ByteBuffer head) {
    if (startsWith(head, 0, PNG)) {
      return png(head);
    }
    if (startsWith(head, 0, JPEG)) {
      return jpeg(head);
    }
    if (startsWith(head, 0, "BM")) {
      return bmp(head.order(ByteOrder.LITTLE_ENDIAN));
    }
    return startsWith(head, 0, "RIFF") && startsWith(head, 8, "WEBP")
        ? webp(head.order(ByteOrder.LITTLE_ENDIAN))
        : Optional.empty();
  }

  private static boolean isTiff(ByteBuffer head) {
    boolean little = startsWith(head, 0, "II*\0");
    head.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return head.limit() >= 8 && (little || startsWith(head, 0, "MM\0*"));
  }

  private static Optional<PictureHeader> png(ByteBuffer head) {
    // An animation control chunk stands before the first data chunk.
    for (int at = 8; at + 8 <= head.limit(); ) {
      if (startsWith(head, at + 4, "acTL")) {
        return Optional.empty();
      }
      if (startsWith(head, at + 4, "IDAT")) {
        break;
      }
      long next = at + 12L + unsigned(head.getInt(at));
      if (next > head.limit()) {
        break;
      }
      at = (int) next;
    }
    return found(AV_CODEC_ID_PNG, unsigned(head.getInt(16)), unsigned(head.getInt(20)));
  }

  private static Optional<PictureHeader> jpeg(ByteBuffer head) {
    int frame = JpegMarkers.startOfFrame(head);
    return frame < 0
        ? Optional.empty()
        : found(
            AV_CODEC_ID_MJPEG,
            head.getShort(frame + 7) & 0xffff,
            head.getShort(frame + 5) & 0xffff);
  }

  private static Optional<PictureHeader> bmp(ByteBuffer head) {
    return head.getInt(14) < 40
        ? found(AV_CODEC_ID_BMP, head.getShort(18) & 0xffff, head.getShort(20) & 0xffff)
        // A negative height means rows from the top down.
        : found(AV_CODEC_ID_BMP, head.getInt(18), Math.abs((long) head.getInt(22)));
  }

  private static Optional<PictureHeader> tiff(ByteBuffer directory) {
    int entries = directory.getShort(0) & 0xffff;
    long width = 0;
    long height = 0;
    for (int i = 0; i < entries; i++) {
      int at = 2 + 12 * i;
      int tag = directory.getShort(at) & 0xffff;
      boolean wide = directory.getShort(at + 2) == 4;
      long value = wide ? unsigned(directory.getInt(at + 8)) : directory.getShort(at + 8) & 0xffff;
      if (tag == 256) {
        width = value;
      } else if (tag == 257) {
        height = value;
      }
    }
    return found(AV_CODEC_ID_TIFF, width, height);
  }

  private static Optional<PictureHeader> webp(ByteBuffer head) {
    if (startsWith(head, 12, "VP8X")) {
      return found(AV_CODEC_ID_WEBP, 1 + int24(head, 24), 1 + int24(head, 27));
    }
    if (startsWith(head, 12, "VP8L")) {
      int bits = head.getInt(21);
      return found(AV_CODEC_ID_WEBP, 1 + (bits & 0x3fff), 1 + ((bits >> 14) & 0x3fff));
    }
    return found(AV_CODEC_ID_WEBP, head.getShort(26) & 0x3fff, head.getShort(28) & 0x3fff);
  }

  private static Optional<PictureHeader> found(int codecId, long width, long height) {
    return width > 0 && height > 0
        ? Optional.of(new PictureHeader(codecId, width, height))
        : Optional.empty();
  }

  private static boolean startsWith(ByteBuffer head, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (head.limit() < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (head.get(at + i) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static long unsigned(int value) {
    return value & 0xffffffffL;
  }

  private static int int24(ByteBuffer head, int at) {
    return (head.getShort(at) & 0xffff) | ((head.get(at + 2) & 0xff) << 16);
  }
}
