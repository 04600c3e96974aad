package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.Corruption;
import dev.attune.datasets.corruption.CorruptionScale;
import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.datasets.corruption.FrostPhotos;
import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import java.util.List;

/**
 * Clean pictures, corrupted here by the published formulas. A table measured on them is not one of
 * ImageNet-C or CIFAR-10-C, whose pictures are others.
 */
public final class MadeCorruptions implements StreamPictures {
  private final List<FloatImage> pictures;
  private final StreamIndex index;
  private final FrostPhotos frost;
  private final long seed;
  private final String name;

  /**
   * Of pictures that are held in memory.
   *
   * @param pictures all in one size
   * @param labels of them
   * @param types corruptions that can be asked for; frost only where there are photographs
   * @param name what the pictures are, for headers
   */
  public MadeCorruptions(
      List<FloatImage> pictures,
      int[] labels,
      int classes,
      List<CorruptionType> types,
      FrostPhotos frost,
      long seed,
      String name) {
    this.pictures = List.copyOf(pictures);
    List<CorruptionType> there =
        types.stream().filter(t -> t != CorruptionType.FROST || !frost.photos().isEmpty()).toList();
    this.index = new StreamIndex(Arrays.stream(labels).boxed().toList(), classes, there, true);
    this.frost = frost;
    this.seed = seed;
    this.name = name;
  }

  @Override
  public StreamIndex index() {
    return index;
  }

  @Override
  public FloatImage clean(int number) {
    return pictures.get(number);
  }

  @Override
  public FloatImage corrupted(int number, CorruptionType type, int severity) {
    FloatImage x = pictures.get(number);
    CorruptionScale scale = CorruptionScale.of(x.height(), x.width());
    return new Corruption(type, severity, scale, frost, seed).apply(x, number, 0);
  }

  @Override
  public String title() {
    return name
        + ", corrupted by the published formulas (seed "
        + seed
        + ", "
        + index.labels().stream().distinct().count()
        + " classes)";
  }
}
