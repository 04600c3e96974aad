package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the files of a picture sequence are called.
 *
 * @param folder where they lie; for a single picture its own path
 * @param before what stands before the number
 * @param digits least digits of the number; -1 for a single picture, which has none
 * @param after what stands after the number, with the ending
 * @param encoder FFmpeg's name of the encoder that the ending asks for
 */
record PictureNames(Path folder, String before, int digits, String after, String encoder) {
  private static final Pattern NUMBER = Pattern.compile("%(?:0(\\d+))?d");
  private static final List<String> JPEG = List.of("jpg", "jpeg");
  private static final int USUAL_DIGITS = 8;
  private static final int MOST_DIGITS = 18;
  private static final int NO_NUMBER = -1;

  /**
   * The names that an output asks for: a folder (a name without an ending, or one that exists), a
   * pattern such as {@code dir/frame_%05d.png}, or one picture; empty where it asks for something
   * else.
   *
   * @throws MediaException when it has a number and no ending of a picture, or two numbers
   */
  static Optional<PictureNames> of(Path output, WriteOptions options) {
    Path absolute = output.toAbsolutePath();
    String extension = Container.extension(absolute);
    String encoder = encoder(extension);
    String name = String.valueOf(absolute.getFileName());
    Matcher number = NUMBER.matcher(name);
    if (number.find()) {
      return Optional.of(pattern(output, absolute.getParent(), name, number, encoder));
    }
    if (Files.isDirectory(absolute) || extension.isEmpty()) {
      boolean jpeg =
          options.encoder().map(e -> e.equals("mjpeg") || e.equals("jpeg")).orElse(false);
      return Optional.of(
          new PictureNames(
              absolute, "", USUAL_DIGITS, jpeg ? ".jpg" : ".png", jpeg ? "mjpeg" : "png"));
    }
    return encoder == null
        ? Optional.empty()
        : Optional.of(new PictureNames(absolute, "", NO_NUMBER, "", encoder));
  }

  /** Whether this is one picture and no sequence. */
  boolean single() {
    return digits == NO_NUMBER;
  }

  /** The file name of a frame. */
  String name(long index) {
    return before + String.format(Locale.ROOT, "%0" + digits + "d", index) + after;
  }

  /** Whether a file name is one that the sequence may use. */
  boolean matches(String name) {
    return name.startsWith(before)
        && name.endsWith(after)
        && name.length() >= before.length() + digits + after.length()
        && name.substring(before.length(), name.length() - after.length())
            .chars()
            .allMatch(c -> c >= '0' && c <= '9');
  }

  /** Files of the folder that have such names, in order; none where there is no folder. */
  List<String> existing() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(p -> p.getFileName().toString()).filter(this::matches).sorted().toList();
    }
  }

  private static PictureNames pattern(
      Path output, Path folder, String name, Matcher number, String encoder) {
    int digits = number.group(1) == null ? 1 : Integer.parseInt(number.group(1));
    String before = name.substring(0, number.start());
    String after = name.substring(number.end());
    if (encoder == null || (before + after).contains("%") || digits < 1 || digits > MOST_DIGITS) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "the name "
              + output
              + " has to hold one number such as %08d, of at most "
              + MOST_DIGITS
              + " digits, and end in .png, .jpg or .jpeg");
    }
    return new PictureNames(folder, before, digits, after, encoder);
  }

  private static String encoder(String extension) {
    return extension.equals("png") ? "png" : JPEG.contains(extension) ? "mjpeg" : null;
  }
}
