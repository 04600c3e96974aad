package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;

/** Refuses pictures of more pixels than were allowed before memory is taken for them. */
final class SizeLimit {
  private SizeLimit() {}

  /**
   * Checks a declared size.
   *
   * @param shown name of the input for people
   * @throws MediaException when it is over the limit
   */
  static void check(String shown, long width, long height, long maxPixels) {
    if (width > 0 && height > 0 && height > maxPixels / width) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          shown
              + ": pictures of "
              + width
              + "x"
              + height
              + " exceed the limit of "
              + maxPixels
              + " pixels; raise it with --max-pixels if the file can be trusted");
    }
  }
}
