package dev.attune.datasets.layout;

import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Pairs in the layout of the BSD data set (Zhong et al.): {@code
 * ROOT/{train,valid,test}/SEQUENCE/{Blur,Sharp}/RGB/%08d.png}, or without the split, {@code
 * ROOT/SEQUENCE/{Blur,Sharp}/RGB/%08d.png}. Other files, such as {@code meta.json}, are passed
 * over.
 */
public final class BsdDataset {
  /** Times between the frames of BSD: 15 a second. */
  public static final Rational FRAME_RATE = new Rational(15, 1);

  static final String BLUR = "Blur/RGB";
  static final String SHARP = "Sharp/RGB";

  private static final List<String> SPLITS = List.of("train", "valid", "test");
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");

  private BsdDataset() {}

  /**
   * All sequences under a folder, ordered by name. Names of files are compared, pictures are not
   * opened.
   *
   * @param frameRate frames a second of the sequences, which the layout does not tell
   * @throws MediaException {@code NOT_FOUND} when there is no such folder; {@code BAD_INPUT} when
   *     it holds no sequence, or one has a blurred picture without its sharp one or the other way
   *     round
   */
  public static List<PairedSequence> open(Path root, Rational frameRate) {
    if (!Files.isDirectory(root)) {
      throw new MediaException(Kind.NOT_FOUND, "there is no folder " + root);
    }
    List<PairedSequence> found = new ArrayList<>();
    for (Path folder : folders(root)) {
      if (SPLITS.contains(name(folder)) && !isSequence(folder)) {
        for (Path sequence : folders(folder)) {
          add(found, name(folder) + "/" + name(sequence), sequence, frameRate);
        }
      } else {
        add(found, name(folder), folder, frameRate);
      }
    }
    if (found.isEmpty()) {
      throw new MediaException(
          Kind.BAD_INPUT,
          root
              + " holds no pairs: expected are folders SEQUENCE/"
              + BLUR
              + " and SEQUENCE/"
              + SHARP
              + " with pictures of the same names, or such sequences under "
              + String.join(", ", SPLITS));
    }
    return List.copyOf(found);
  }

  private static boolean isSequence(Path folder) {
    return Files.isDirectory(folder.resolve(BLUR)) || Files.isDirectory(folder.resolve(SHARP));
  }

  private static void add(
      List<PairedSequence> found, String name, Path folder, Rational frameRate) {
    if (!isSequence(folder)) {
      return;
    }
    Path blur = half(folder, BLUR);
    Path sharp = half(folder, SHARP);
    SortedSet<String> blurred = pictures(blur);
    SortedSet<String> truths = pictures(sharp);
    requireAll(blurred, truths, blur, sharp);
    requireAll(truths, blurred, sharp, blur);
    if (blurred.isEmpty()) {
      throw new MediaException(Kind.BAD_INPUT, blur + " and " + sharp + " hold no picture");
    }
    found.add(new PairedSequence(name, blur, sharp, List.copyOf(blurred), frameRate));
  }

  private static Path half(Path sequence, String place) {
    Path half = sequence.resolve(place);
    if (!Files.isDirectory(half)) {
      throw new MediaException(
          Kind.BAD_INPUT, sequence + " is only half of a pair: there is no folder " + half);
    }
    return half;
  }

  private static void requireAll(
      SortedSet<String> names, SortedSet<String> counterparts, Path here, Path there) {
    for (String name : names) {
      if (!counterparts.contains(name)) {
        throw new MediaException(
            Kind.BAD_INPUT,
            here.resolve(name)
                + " has no counterpart "
                + there.resolve(name)
                + " ("
                + names.size()
                + " pictures against "
                + counterparts.size()
                + "): every frame needs a blurred and a sharp picture of the same name");
      }
    }
  }

  /** Names by length, then as text, which is the order of numbers with or without zeros. */
  private static SortedSet<String> pictures(Path folder) {
    SortedSet<String> names =
        new TreeSet<>(
            java.util.Comparator.comparingInt(String::length)
                .thenComparing(java.util.Comparator.naturalOrder()));
    for (Path file : list(folder, Files::isRegularFile)) {
      String name = name(file);
      String lower = name.toLowerCase(Locale.ROOT);
      if (!name.startsWith(".") && ENDINGS.stream().anyMatch(lower::endsWith)) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<Path> folders(Path folder) {
    return list(folder, Files::isDirectory);
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new MediaException(
          Kind.NOT_FOUND, "folder " + folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
