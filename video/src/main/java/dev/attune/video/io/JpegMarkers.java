package dev.attune.video.io;

import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/** Finds the parts of a JPEG file (ITU-T T.81, annex B). */
final class JpegMarkers {
  private static final int PREFIX = 0xff;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;

  private JpegMarkers() {}

  /**
   * Where the frame header stands that tells the size of the picture, or -1.
   *
   * @throws IndexOutOfBoundsException when the bytes end before it
   */
  static int startOfFrame(ByteBuffer file) {
    return find(file, JpegMarkers::isStartOfFrame);
  }

  /**
   * Whether the picture has its end mark. Marks of previews do not count: they lie in segments that
   * are skipped. In coded data a prefix byte is always followed by 0 or by a restart mark.
   */
  static boolean hasEnd(byte[] file) {
    int scan;
    try {
      scan = find(ByteBuffer.wrap(file), marker -> marker == START_OF_SCAN);
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
    for (int i = Math.max(0, scan); i + 1 < file.length; i++) {
      if ((file[i] & 0xff) == PREFIX && (file[i + 1] & 0xff) == END_OF_IMAGE) {
        return true;
      }
    }
    return false;
  }

  private static int find(ByteBuffer file, IntPredicate wanted) {
    int at = 2;
    while ((file.get(at) & 0xff) == PREFIX) {
      int marker = file.get(at + 1) & 0xff;
      if (marker == PREFIX) {
        at++;
      } else if (wanted.test(marker)) {
        return at;
      } else {
        at += 2 + (file.getShort(at + 2) & 0xffff);
      }
    }
    return -1;
  }

  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
