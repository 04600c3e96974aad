package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.io.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * ImageNet-C as published: {@code TYPE/SEVERITY/CLASS/PICTURE}, the same pictures everywhere.
 * Classes are numbered in the order of their names. Immutable.
 */
public final class CorruptionFolders implements StreamPictures {
  private final Path root;
  private final List<CorruptionType> types;
  private final List<Path> pictures;
  private final int[] labels;
  private final int classes;

  private CorruptionFolders(
      Path root, List<CorruptionType> types, List<Path> pictures, int[] labels, int classes) {
    this.root = root;
    this.types = types;
    this.pictures = pictures;
    this.labels = labels;
    this.classes = classes;
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
   * @param limit pictures of each corruption at most, drawn by {@code seed}
   * @throws MediaException when it holds no pictures of that severity
   */
  public static CorruptionFolders open(Path root, int severity, int limit, long seed) {
    List<CorruptionType> types = typesAt(root);
    Path first = folder(root, types.get(0), severity);
    List<Path> all;
    try (Stream<Path> walk = Files.isDirectory(first) ? Files.walk(first) : Stream.empty()) {
      all =
          new ArrayList<>(
              walk.filter(ClassFolders::isPicture).map(first::relativize).sorted().toList());
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
    Collections.shuffle(all, new Random(seed));
    List<Path> some = List.copyOf(all.subList(0, Math.min(limit, all.size())));
    int[] labels = some.stream().mapToInt(p -> names.indexOf(p.getName(0).toString())).toArray();
    return new CorruptionFolders(root, types, some, labels, names.size());
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public List<CorruptionType> types() {
    return types;
  }

  @Override
  public boolean hasClean() {
    return false;
  }

  @Override
  public FloatImage clean(int index) {
    throw new IllegalStateException(root + " holds no clean pictures");
  }

  @Override
  public FloatImage corrupted(int index, CorruptionType type, int severity) {
    return ClassFolders.read(folder(root, type, severity).resolve(pictures.get(index)));
  }

  @Override
  public String title() {
    return root.getFileName() + " (published pictures in folders)";
  }
}
