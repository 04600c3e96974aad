package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.datasets.corruption.NpyPictures;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.io.MediaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * CIFAR-10-C or CIFAR-100-C as published: {@code TYPE.npy} of [50000, 32, 32, 3] bytes, severity
 * after severity, and {@code labels.npy}.
 */
public final class PublishedCorruptions implements StreamPictures {
  private final Path folder;
  private final Map<CorruptionType, NpyPictures> files;
  private final List<Integer> chosen;
  private final int perSeverity;
  private final StreamIndex index;

  private PublishedCorruptions(
      Path folder,
      Map<CorruptionType, NpyPictures> files,
      List<Integer> chosen,
      int perSeverity,
      StreamIndex index) {
    this.folder = folder;
    this.files = files;
    this.chosen = chosen;
    this.perSeverity = perSeverity;
    this.index = index;
  }

  /** Whether a folder has this layout. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve("labels.npy"));
  }

  /**
   * Opens a folder.
   *
   * @param part which pictures are taken
   * @param limit pictures of each corruption at most, drawn by {@code seed}
   * @throws MediaException when it holds no corruption, or files do not fit together
   */
  public static PublishedCorruptions open(Path folder, PicturePart part, int limit, long seed) {
    try {
      Map<CorruptionType, NpyPictures> files = new LinkedHashMap<>();
      for (CorruptionType type : CorruptionType.values()) {
        Path file = folder.resolve(type.label() + ".npy");
        if (Files.exists(file)) {
          files.put(type, NpyPictures.open(file));
        }
      }
      int[] labels = NpyPictures.labels(folder.resolve("labels.npy"));
      int count = labels.length;
      if (files.isEmpty() || files.values().stream().anyMatch(f -> f.count() != count)) {
        throw new IllegalArgumentException(
            folder + " must hold TYPE.npy of as many pictures as there are labels: " + count);
      }
      int perSeverity = count / 5;
      List<Integer> all = IntStream.range(0, perSeverity).boxed().toList();
      List<Integer> chosen = part.drawn(all, i -> labels[i], limit, seed);
      StreamIndex index =
          new StreamIndex(
              chosen.stream().map(i -> labels[i]).toList(),
              Arrays.stream(labels).max().orElse(0) + 1,
              List.copyOf(files.keySet()),
              false);
      return new PublishedCorruptions(folder, files, chosen, perSeverity, index);
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaException.Kind.BAD_INPUT, e.getMessage(), e);
    }
  }

  @Override
  public StreamIndex index() {
    return index;
  }

  @Override
  public FloatImage corrupted(int number, CorruptionType type, int severity) {
    return files.get(type).picture((severity - 1) * perSeverity + chosen.get(number));
  }

  @Override
  public String title() {
    return folder.getFileName() + " (published pictures)";
  }
}
