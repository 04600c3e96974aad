package dev.attune.pipelines.batch;

import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import dev.attune.video.io.MediaNames;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the inputs that a person meant: a folder of videos and a pattern that matches videos are
 * all of these; a folder of pictures and a pattern of pictures are one video each, frame by frame.
 */
public final class InputSearch {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
  private static final Pattern URL =
      Pattern.compile("[a-z][a-z0-9+.-]+://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final String ANY_FOLDERS = "**/";

  private final boolean recursive;
  private final Path output;
  private final List<String> notices = new ArrayList<>();
  private boolean many;

  private InputSearch(boolean recursive, Path output) {
    this.recursive = recursive;
    this.output = output;
  }

  /**
   * What was found.
   *
   * @param inputs in the order in which they were named, and found ones as people count
   * @param many whether the inputs make a batch: several were named, or a folder or pattern of
   *     videos was searched
   * @param notices what was passed over, one sentence each
   */
  public record Result(List<FoundInput> inputs, boolean many, List<String> notices) {
    /** These inputs and those of a list. */
    public Result with(List<FoundInput> more) {
      List<FoundInput> all = new ArrayList<>(inputs);
      all.addAll(more);
      return new Result(List.copyOf(all), true, notices);
    }
  }

  /**
   * Looks for the inputs.
   *
   * @param named as a person wrote them
   * @param recursive whether folders within folders are searched for videos
   * @param output the folder that results go to, which is never searched
   * @throws MediaException of kind {@code NOT_FOUND} when a folder or pattern holds nothing
   */
  public static Result of(List<String> named, boolean recursive, Path output) {
    InputSearch search = new InputSearch(recursive, output);
    search.many = named.size() > 1;
    long folders = named.stream().filter(InputSearch::isFolder).count();
    List<FoundInput> inputs = new ArrayList<>();
    for (String name : named) {
      if (isFolder(name)) {
        inputs.addAll(search.folder(name, folders > 1));
      } else if (isPattern(name)) {
        inputs.addAll(search.pattern(name));
      } else {
        inputs.add(FoundInput.named(name));
      }
    }
    return new Result(List.copyOf(inputs), search.many, List.copyOf(search.notices));
  }

  private List<FoundInput> folder(String name, boolean underItsName) {
    Path folder = Path.of(name);
    List<Path> files = walk(folder, recursive ? Integer.MAX_VALUE : 1);
    List<Path> videos = files.stream().filter(MediaNames::isVideo).toList();
    if (videos.isEmpty()) {
      if (recursive) {
        throw new MediaException(
            Kind.NOT_FOUND, "neither folder " + name + " nor one in it holds a video");
      }
      return List.of(FoundInput.named(name));
    }
    notePictures(name, files);
    many = true;
    return found(folder, videos, underItsName ? lastName(folder) : FoundInput.TOP);
  }

  private List<FoundInput> pattern(String pattern) {
    int slash = pattern.lastIndexOf('/', firstWildcard(pattern));
    Path base = Path.of(slash < 0 ? "" : slash == 0 ? "/" : pattern.substring(0, slash));
    String rest = pattern.substring(slash + 1);
    if (!Files.isDirectory(base.toAbsolutePath())) {
      return List.of(FoundInput.named(pattern));
    }
    Predicate<Path> matches = matcher(pattern, rest);
    int depth = rest.contains("**") ? Integer.MAX_VALUE : Path.of(rest).getNameCount();
    List<Path> files = walk(base, depth).stream().filter(matches).toList();
    List<Path> videos = files.stream().filter(MediaNames::isVideo).toList();
    if (videos.isEmpty()) {
      // Whoever spells an ending out means it, be it none of a usual video.
      videos = files.stream().filter(file -> !MediaNames.isPicture(file)).toList();
    }
    if (videos.isEmpty()) {
      return List.of(FoundInput.named(pattern));
    }
    notePictures("pattern " + pattern, files);
    many = true;
    return found(base, videos, FoundInput.TOP);
  }

  private List<Path> walk(Path folder, int depth) {
    FolderWalk walk = new FolderWalk(folder, depth, output);
    List<Path> files = walk.files();
    notices.addAll(walk.notices());
    return files;
  }

  private void notePictures(String where, List<Path> files) {
    long pictures = files.stream().filter(MediaNames::isPicture).count();
    if (pictures > 0) {
      notices.add(
          pictures
              + (pictures == 1 ? " picture" : " pictures")
              + " beside the videos of "
              + where
              + " left out");
    }
  }

  private static List<FoundInput> found(Path base, List<Path> files, Path below) {
    List<FoundInput> inputs = new ArrayList<>();
    for (Path file : files) {
      Path parent = file.getParent();
      Path folder = parent == null ? below : below.resolve(parent);
      inputs.add(new FoundInput(base.resolve(file).toString(), folder, true, Optional.empty()));
    }
    return inputs;
  }

  private static Predicate<Path> matcher(String pattern, String rest) {
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
      // As in shells, "any folders" may be none.
      PathMatcher direct =
          FileSystems.getDefault().getPathMatcher("glob:" + rest.replace(ANY_FOLDERS, ""));
      boolean hidden = rest.contains("/.") || rest.startsWith(".");
      return file ->
          (hidden || !MediaNames.isHidden(file)) && (matcher.matches(file) || direct.matches(file));
    } catch (PatternSyntaxException e) {
      throw new MediaException(
          Kind.NOT_FOUND, "pattern " + pattern + " is not well formed: " + e.getDescription(), e);
    }
  }

  private static int firstWildcard(String pattern) {
    java.util.regex.Matcher wildcard = WILDCARD.matcher(pattern);
    return wildcard.find() ? wildcard.start() : pattern.length();
  }

  private static boolean isFolder(String name) {
    Path path = path(name);
    return path != null && Files.isDirectory(path);
  }

  private static boolean isPattern(String name) {
    Path path = path(name);
    return path != null && !Files.exists(path) && WILDCARD.matcher(name).find();
  }

  /** The name as a path; null where it is none. */
  private static Path path(String name) {
    try {
      return URL.matcher(name).matches() ? null : Path.of(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static Path lastName(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? FoundInput.TOP : name;
  }
}
