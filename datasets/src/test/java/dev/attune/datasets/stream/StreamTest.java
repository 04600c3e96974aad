package dev.attune.datasets.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.datasets.corruption.FrostPhotos;
import dev.attune.datasets.metric.ClassificationScore;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.io.MediaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
  private static final PicturePart ALL = new PicturePart(1, 1);

  private static final List<CorruptionType> TYPES =
      List.of(CorruptionType.FOG, CorruptionType.CONTRAST, CorruptionType.SNOW);

  private static int[] labels(int n, int classes, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, n).map(i -> random.nextInt(classes)).toArray();
  }

  @Property(tries = 30)
  void ordersHoldEveryPictureOnce(@ForAll long seed, @ForAll @IntRange(min = 40, max = 300) int n) {
    int[] labels = labels(n, 5, seed);
    for (int[] order :
        List.of(
            LabelOrder.shuffled(labels, new Random(seed)),
            LabelOrder.sorted(labels, new Random(seed)),
            LabelOrder.dirichlet(labels, 0.5, new Random(seed)))) {
      int[] sorted = order.clone();
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(IntStream.range(0, n).toArray());
    }
  }

  private static int changes(int[] labels, int[] order) {
    int out = 0;
    for (int i = 1; i < order.length; i++) {
      out += labels[order[i]] == labels[order[i - 1]] ? 0 : 1;
    }
    return out;
  }

  @Test
  void sortedClassesChangeLeast() {
    int[] labels = labels(400, 10, 1);
    assertThat(changes(labels, LabelOrder.sorted(labels, new Random(2)))).isEqualTo(9);
    int slices = changes(labels, LabelOrder.dirichlet(labels, 0.1, new Random(2)));
    assertThat(slices).isBetween(9, 100);
    assertThat(changes(labels, LabelOrder.shuffled(labels, new Random(2)))).isGreaterThan(300);
    assertThatThrownBy(() -> LabelOrder.dirichlet(labels, 0, new Random(1)))
        .hasMessageContaining("above 0");
  }

  @Test
  void protocolsHaveTheirSegments() {
    int[] labels = labels(50, 5, 3);
    assertThat(Protocol.CONTINUAL.plan(labels, TYPES, 5, 0.1, 1)).hasSize(3);
    List<List<StreamItem>> mixed = Protocol.MIXED.plan(labels, TYPES, 5, 0.1, 1);
    assertThat(mixed).hasSize(1);
    assertThat(mixed.get(0)).hasSize(150);
    List<List<StreamItem>> gradual = Protocol.GRADUAL.plan(labels, TYPES, 5, 0.1, 1);
    assertThat(gradual.stream().map(s -> s.get(0).severity()).toList())
        .startsWith(5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 4, 3, 2, 1)
        .hasSize(5 + 9 + 9);
    List<List<StreamItem>> returns = Protocol.RETURNS.plan(labels, TYPES, 5, 0.1, 1);
    assertThat(returns).hasSize(4);
    assertThat(returns.get(3).get(0).label()).isEqualTo("clean");
    assertThat(Protocol.MIXED.plan(labels, TYPES, 5, 0.1, 1)).isEqualTo(mixed);
    assertThat(Protocol.MIXED.plan(labels, TYPES, 5, 0.1, 2)).isNotEqualTo(mixed);
  }

  @Property(tries = 30)
  void partsAreDisjointEqualInEveryClassAndTogetherAll(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int count) {
    int[] labels = labels(100, 4, seed);
    List<Integer> all = IntStream.range(0, 100).boxed().toList();
    List<Integer> together = new ArrayList<>();
    long[] most = new long[4];
    long[] least = {100, 100, 100, 100};
    for (int k = 1; k <= count; k++) {
      PicturePart part = new PicturePart(k, count);
      List<Integer> one = part.drawn(all, i -> labels[i], 1000, seed);
      assertThat(part.drawn(all, i -> labels[i], 1000, seed + 1))
          .containsExactlyInAnyOrderElementsOf(one);
      assertThat(one).containsAll(part.drawn(all, i -> labels[i], 5, seed + 2));
      for (int c = 0; c < 4; c++) {
        int label = c;
        long n = one.stream().filter(i -> labels[i] == label).count();
        most[c] = Math.max(most[c], n);
        least[c] = Math.min(least[c], n);
      }
      together.addAll(one);
    }
    assertThat(together).containsExactlyInAnyOrderElementsOf(all);
    for (int c = 0; c < 4; c++) {
      assertThat(most[c] - least[c]).isLessThanOrEqualTo(1);
    }
    assertThatThrownBy(() -> new PicturePart(count + 1, count)).hasMessageContaining("1/N to N/N");
  }

  @Test
  void scoresAreTheirFormulas() {
    ClassificationScore score = new ClassificationScore();
    score.add(new double[] {0.8, 0.2}, 0);
    score.add(new double[] {0.8, 0.2}, 1);
    assertThat(score.error()).isEqualTo(0.5);
    assertThat(score.nll()).isCloseTo(-(Math.log(0.8) + Math.log(0.2)) / 2, within(1e-12));
    assertThat(score.brier()).isCloseTo((0.08 + 1.28) / 2, within(1e-12));
    assertThat(score.ece()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void picturesAreReadFromFoldersAndFitted(@TempDir Path root) throws IOException {
    for (String name : List.of("b", "a")) {
      Files.createDirectories(root.resolve("deep/" + name));
      BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 800; i++) {
        image.setRGB(i % 40, i / 40, name.equals("a") ? 0xff0000 : 0x0000ff);
      }
      ImageIO.write(image, "png", root.resolve("deep/" + name + "/x.png").toFile());
    }
    try (ClassFolders folders = ClassFolders.open(root, ALL, 10, 1)) {
      assertThat(folders.classes()).containsExactly("a", "b");
      for (int i = 0; i < 2; i++) {
        FloatImage x = Fitted.to(folders.picture(i), 16);
        assertThat(x.height()).isEqualTo(16);
        assertThat(x.at(folders.label(i) == 0 ? 0 : 2, 8, 8)).isEqualTo(1f);
      }
      MadeCorruptions made =
          new MadeCorruptions(
              List.of(Fitted.to(folders.picture(0), 16)),
              new int[] {1},
              2,
              CorruptionType.common(),
              FrostPhotos.NONE,
              4,
              "two");
      assertThat(made.types()).hasSize(14).doesNotContain(CorruptionType.FROST);
      assertThat(made.corrupted(0, CorruptionType.CONTRAST, 5).data()).hasSize(768);
    }
    assertThatThrownBy(() -> ClassFolders.open(root.resolve("none"), ALL, 1, 1))
        .isInstanceOf(MediaException.class);
    Files.createDirectories(root.resolve("empty"));
    assertThatThrownBy(() -> ClassFolders.open(root.resolve("empty"), ALL, 1, 1))
        .hasMessageContaining("no pictures");
  }

  @Test
  void publishedLayoutsAreRead(@TempDir Path root) throws IOException {
    for (String severity : List.of("1", "5")) {
      for (String name : List.of("n01", "n02", "n03")) {
        Path of = Files.createDirectories(root.resolve("fog/" + severity + "/" + name));
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        int value = (name.charAt(2) - '0') * 40 + (severity.equals("5") ? 5 : 0);
        for (int i = 0; i < 64; i++) {
          image.setRGB(i % 8, i / 8, value << 16);
        }
        ImageIO.write(image, "png", of.resolve("x.png").toFile());
      }
    }
    assertThat(CorruptionFolders.isAt(root)).isTrue();
    CorruptionFolders folders = CorruptionFolders.open(root, 5, ALL, 2, 1);
    assertThat(folders.size()).isEqualTo(2);
    assertThat(folders.classes()).isEqualTo(3);
    assertThat(folders.types()).containsExactly(CorruptionType.FOG);
    for (int i = 0; i < 2; i++) {
      float red = folders.corrupted(i, CorruptionType.FOG, 5).at(0, 3, 3);
      assertThat(red * 255).isCloseTo((folders.label(i) + 1) * 40 + 5, within(0.01f));
    }
    assertThatThrownBy(() -> CorruptionFolders.open(root, 3, ALL, 2, 1))
        .hasMessageContaining("folder for every class");
  }
}
