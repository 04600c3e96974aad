package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.io.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * ImageNet-C as published: {@code TYPE/SEVERITY/CLASS/PICTURE}, the same pictures everywhere.
 * Classes are numbered in the order of their names. Immutable.
 */
public final class CorruptionFolders implements StreamPictures {
  private final Path root;
  private final List<Path> pictures;
  private final StreamIndex index;

  private CorruptionFolders(Path root, List<Path> pictures, StreamIndex index) {
    this.root = root;
    this.pictures = pictures;
    this.index = index;
  }

  /** Whether a folder has this layout. */
  public static boolean isAt(Path root) {
    return !typesAt(root).isEmpty();
  }

  private static List<CorruptionType> typesAt(Path root) {
    return Stream.of(CorruptionType.values())
        .filter(t -> Files.isDirectory(folder(root, t, 1)) || Files.isDirectory(folder(root, t, 5)))
        .toList();
  }

  private static Path folder(Path root, CorruptionType type, int severity) {
    return root.resolve(type.label()).resolve(String.valueOf(severity));
  }

  /**
   * Opens a folder.
   *
   * @param severity whose pictures are listed; others must be the same
   * @param part which pictures are taken
   * @param limit pictures of each corruption at most, drawn by {@code seed}
   * @throws MediaException when it holds no pictures of that severity
   */
  public static CorruptionFolders open(
      Path root, int severity, PicturePart part, int limit, long seed) {
    List<CorruptionType> types = typesAt(root);
    Path first = folder(root, types.get(0), severity);
    List<Path> all;
    try (Stream<Path> walk = Files.isDirectory(first) ? Files.walk(first) : Stream.empty()) {
      all = walk.filter(ClassFolders::isPicture).map(first::relativize).sorted().toList();
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Kind.BAD_INPUT, first + " cannot be listed: " + e.getMessage(), e);
    }
    if (all.isEmpty() || all.stream().anyMatch(p -> p.getNameCount() != 2)) {
      throw new MediaException(
          MediaException.Kind.BAD_INPUT,
          first + " must hold a folder for every class with pictures (jpg, png, bmp)");
    }
    List<String> names =
        all.stream().map(p -> p.getName(0).toString()).distinct().sorted().toList();
    List<Path> some = part.drawn(all, p -> p.getName(0), limit, seed);
    List<Integer> labels = some.stream().map(p -> names.indexOf(p.getName(0).toString())).toList();
    return new CorruptionFolders(root, some, new StreamIndex(labels, names.size(), types, false));
  }

  @Override
  public StreamIndex index() {
    return index;
  }

  @Override
  public FloatImage corrupted(int number, CorruptionType type, int severity) {
    return ClassFolders.read(folder(root, type, severity).resolve(pictures.get(number)));
  }

  @Override
  public String title() {
    return root.getFileName() + " (published pictures in folders)";
  }
}
