package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Opens what a person named: a video file, a URL, a folder of pictures or a pattern of names. */
public final class Sources {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private Sources() {}

  /**
   * Opens an input for reading. {@code input} is one of
   *
   * <ul>
   *   <li>the path of a video or picture file;
   *   <li>a folder, whose pictures are read in numeric order of their names;
   *   <li>a pattern such as {@code dir/*.png}, wildcards in the last part only;
   *   <li>a URL: http, https, rtsp, rtsps, udp or tcp.
   * </ul>
   *
   * A local file can open neither network addresses nor other files.
   *
   * @throws MediaException {@code NOT_FOUND} when there is no such input, {@code BAD_INPUT} when it
   *     holds no picture that can be read, {@code UNSUPPORTED} when its kind is not opened or its
   *     pictures are over the limit
   */
  public static FrameSource open(String input, ReadOptions options) {
    Ffmpeg.load();
    FrameSource source = openInCaller(input, options);
    return options.lookAheadFrames() == 0
        ? source
        : new LookAhead(source, options.lookAheadFrames());
  }

  private static FrameSource openInCaller(String input, ReadOptions options) {
    Path path = path(input);
    if (path != null && Files.isDirectory(path)) {
      return new ImageSequence(path.toString(), pictures(path), options);
    }
    if (path != null && Files.exists(path)) {
      return openFile(path, options);
    }
    Matcher scheme = SCHEME.matcher(input);
    if (scheme.matches()) {
      return openUrl(input, scheme.group(1), options);
    }
    if (WILDCARD.matcher(input).find()) {
      return new ImageSequence(input, matching(input), options);
    }
    throw new MediaException(Kind.NOT_FOUND, "there is no file or folder " + input);
  }

  /** The pictures that a folder or a pattern stands for, in order; empty for other inputs. */
  static Optional<List<Path>> pictureFiles(String input) {
    Path path = path(input);
    if (path != null && Files.isDirectory(path)) {
      return Optional.of(pictures(path));
    }
    boolean pattern = !SCHEME.matcher(input).matches() && WILDCARD.matcher(input).find();
    return pattern ? Optional.of(matching(input)) : Optional.empty();
  }

  private static FrameSource openFile(Path file, ReadOptions options) {
    requireContent(file);
    return PictureHeader.isPicture(file)
        ? new ImageSequence(file.toString(), List.of(file), options)
        : new VideoReader(Address.file(file), options);
  }

  private static FrameSource openUrl(String url, String scheme, ReadOptions options) {
    Address address =
        Address.network(url)
            .orElseThrow(
                () ->
                    new MediaException(
                        Kind.UNSUPPORTED,
                        "there is no file "
                            + Redaction.text(url)
                            + ", and as a URL its protocol "
                            + scheme
                            + " is not opened; allowed are "
                            + String.join(", ", new TreeSet<>(Address.schemes()))));
    return new VideoReader(address, options);
  }

  /** The input as a path of this machine, whether it exists or not; null where it cannot be one. */
  static Path path(String input) {
    try {
      return input.regionMatches(true, 0, "file:", 0, 5)
          ? Path.of(input.replaceFirst("(?i)^file:(//)?", ""))
          : Path.of(input);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static void requireContent(Path file) {
    try {
      if (!Files.isReadable(file)) {
        throw new MediaException(Kind.NOT_FOUND, file + " may not be read: check its permissions");
      }
      if (Files.isRegularFile(file) && Files.size(file) == 0) {
        throw new MediaException(Kind.BAD_INPUT, file + " is empty (0 bytes)");
      }
    } catch (IOException e) {
      throw new MediaException(Kind.NOT_FOUND, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Path> pictures(Path folder) {
    List<Path> found = list(folder, PictureHeader::hasPictureName);
    if (found.isEmpty()) {
      throw new MediaException(
          Kind.BAD_INPUT,
          "folder "
              + folder
              + " holds no picture; names ending in "
              + PictureHeader.extensions()
              + " are read");
    }
    return found;
  }

  private static List<Path> matching(String pattern) {
    int slash = pattern.lastIndexOf('/');
    String folderName = slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash);
    if (WILDCARD.matcher(folderName).find()) {
      throw new MediaException(
          Kind.UNSUPPORTED, "pattern " + pattern + ": wildcards may stand only after the last /");
    }
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash + 1));
    } catch (PatternSyntaxException e) {
      throw new MediaException(
          Kind.NOT_FOUND, "pattern " + pattern + " is not well formed: " + e.getDescription(), e);
    }
    Path folder = Path.of(folderName);
    if (!Files.isDirectory(folder)) {
      throw new MediaException(Kind.NOT_FOUND, "there is no folder " + folder);
    }
    List<Path> found = list(folder, file -> matcher.matches(file.getFileName()));
    if (found.isEmpty()) {
      throw new MediaException(Kind.NOT_FOUND, "no file matches " + pattern);
    }
    return found;
  }

  private static List<Path> list(Path folder, java.util.function.Predicate<Path> wanted) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(wanted)
          .filter(Files::isRegularFile)
          .sorted(NaturalOrder.OF_FILES)
          .toList();
    } catch (IOException e) {
      throw new MediaException(
          Kind.NOT_FOUND, "folder " + folder + " cannot be listed: " + e.getMessage(), e);
    }
  }
}
