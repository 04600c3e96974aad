package dev.attune.datasets.stream;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.io.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Pictures in a folder for every class, in a folder or a zip archive, at any depth; the class is
 * the name of the folder that a picture lies in. Classes are numbered in the order of their names,
 * or by their names where all are numbers. Reading is not thread-safe.
 */
public final class ClassFolders implements AutoCloseable {
  private final Path root;
  private final FileSystem archive;
  private final List<Path> files;
  private final int[] labels;
  private final List<String> classes;

  private ClassFolders(
      Path root, FileSystem archive, List<Path> files, int[] labels, List<String> classes) {
    this.root = root;
    this.archive = archive;
    this.files = files;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Looks for pictures.
   *
   * @param part which pictures are taken
   * @param limit pictures at most, drawn by {@code seed} from the part
   * @throws MediaException when there are no pictures in folders
   */
  public static ClassFolders open(Path root, PicturePart part, int limit, long seed) {
    if (!Files.exists(root)) {
      throw new MediaException(
          MediaException.Kind.NOT_FOUND, "there is no folder or archive " + root);
    }
    FileSystem archive = null;
    try {
      Path top = root;
      if (Files.isRegularFile(root)) {
        archive = FileSystems.newFileSystem(root, Map.of());
        top = archive.getPath("/");
      }
      List<Path> all;
      try (Stream<Path> walk = Files.walk(top)) {
        all = walk.filter(f -> PictureFile.isPicture(f.toString())).sorted().toList();
      }
      if (all.isEmpty()) {
        throw new MediaException(
            MediaException.Kind.BAD_INPUT,
            root + " holds no pictures (jpg, png, bmp) in folders of their classes");
      }
      return of(root, archive, all, part.drawn(all, ClassFolders::folder, limit, seed));
    } catch (IOException | java.nio.file.ProviderNotFoundException e) {
      throw new MediaException(
          MediaException.Kind.BAD_INPUT,
          root + " is neither a folder nor an archive that can be read: " + e.getMessage(),
          e);
    }
  }

  private static ClassFolders of(Path root, FileSystem archive, List<Path> all, List<Path> some) {
    Map<String, Integer> numbers = new TreeMap<>();
    all.forEach(f -> numbers.put(folder(f), 0));
    boolean numbered = numbers.keySet().stream().allMatch(n -> n.matches("\\d{1,6}"));
    int next = 0;
    for (Map.Entry<String, Integer> e : numbers.entrySet()) {
      e.setValue(numbered ? Integer.parseInt(e.getKey()) : next++);
    }
    int[] labels = some.stream().mapToInt(f -> numbers.get(folder(f))).toArray();
    return new ClassFolders(root, archive, some, labels, List.copyOf(numbers.keySet()));
  }

  private static String folder(Path file) {
    return file.getParent().getFileName().toString();
  }

  /** Number of pictures. */
  public int size() {
    return files.size();
  }

  /** Class of a picture. */
  public int label(int index) {
    return labels[index];
  }

  /** Names of the classes. */
  public List<String> classes() {
    return classes;
  }

  /** Where the pictures lie. */
  public Path root() {
    return root;
  }

  /** A picture in RGB with values in 0..1. */
  public FloatImage picture(int index) {
    return read(files.get(index));
  }

  /** Whether a file has the name of a picture that can be read. */
  public static boolean isPicture(Path file) {
    return PictureFile.isPicture(file.toString());
  }

  /**
   * Reads one picture, in RGB with values in 0..1.
   *
   * @throws MediaException when it cannot be read
   */
  public static FloatImage read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return PictureFile.read(in, file.toString());
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Kind.BAD_INPUT, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (archive != null) {
      archive.close();
    }
  }
}
