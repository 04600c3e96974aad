package dev.attune.datasets.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.datasets.metric.MetricStyle;
import dev.attune.video.io.MediaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BsdDatasetTest {
  @TempDir Path root;

  private static void picture(Path file, int width, int height, int rgb) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private void pair(String sequence, String name, int blur, int sharp) throws IOException {
    picture(root.resolve(sequence).resolve("Blur/RGB").resolve(name), 6, 4, blur);
    picture(root.resolve(sequence).resolve("Sharp/RGB").resolve(name), 6, 4, sharp);
  }

  private MediaException failure() {
    return catchThrowableOfType(
        MediaException.class, () -> BsdDataset.open(root, BsdDataset.FRAME_RATE));
  }

  @Test
  void readsPairsInTheOrderOfTheirNumbers() throws IOException {
    pair("walk", "00000009.png", 0x102030, 0x405060);
    pair("walk", "00000010.png", 0x112131, 0x415161);
    Files.writeString(root.resolve("walk/meta.json"), "{not json");
    Files.writeString(root.resolve("walk/Blur/RGB/Thumbs.db"), "x");
    List<PairedSequence> found = BsdDataset.open(root, BsdDataset.FRAME_RATE);
    assertThat(found).singleElement().extracting(PairedSequence::name).isEqualTo("walk");
    PairedSequence walk = found.get(0);
    assertThat(walk.frames()).isEqualTo(2);
    PairedSequence.Pair second = walk.pair(1);
    assertThat(second.blur().sample(0, 3, 5)).isEqualTo(0x11);
    assertThat(second.sharp().sample(2, 0, 0)).isEqualTo(0x61);
    assertThat(second.blur().index()).isEqualTo(1);
    assertThat(second.blur().time().seconds()).isEqualTo(1 / 15.0);
    assertThatThrownBy(() -> walk.blur(2)).hasMessageContaining("frame 2 of walk: 0 to 1");
    assertThat(walk.blurFolder()).isEqualTo(root.resolve("walk/Blur/RGB"));
  }

  @Test
  void namesWithoutZerosCountAsNumbers() throws IOException {
    for (int i = 8; i < 12; i++) {
      pair("s", i + ".png", i, i);
    }
    PairedSequence s = BsdDataset.open(root, BsdDataset.FRAME_RATE).get(0);
    for (int i = 0; i < 4; i++) {
      assertThat(s.sharp(i).sample(2, 0, 0)).isEqualTo(8 + i);
    }
  }

  @Test
  void splitsBecomePartOfTheName() throws IOException {
    pair("test/000", "00000000.png", 1, 2);
    pair("test/001", "00000000.png", 1, 2);
    pair("train/000", "00000000.png", 1, 2);
    pair("other", "00000000.png", 1, 2);
    Files.createDirectories(root.resolve("notes"));
    assertThat(BsdDataset.open(root, BsdDataset.FRAME_RATE))
        .extracting(PairedSequence::name)
        .containsExactly("other", "test/000", "test/001", "train/000");
  }

  @Test
  void aFrameWithoutItsCounterpartIsNamed() throws IOException {
    pair("s", "00000000.png", 1, 2);
    picture(root.resolve("s/Blur/RGB/00000001.png"), 6, 4, 3);
    assertThat(failure().kind()).isEqualTo(MediaException.Kind.BAD_INPUT);
    assertThat(failure())
        .hasMessageContaining("Blur/RGB/00000001.png has no counterpart")
        .hasMessageContaining("2 pictures against 1");
    Files.delete(root.resolve("s/Blur/RGB/00000001.png"));
    picture(root.resolve("s/Sharp/RGB/00000002.png"), 6, 4, 3);
    assertThat(failure()).hasMessageContaining("Sharp/RGB/00000002.png has no counterpart");
  }

  @Test
  void halvesAndEmptinessAreTold() throws IOException {
    assertThat(failure()).hasMessageContaining("holds no pairs: expected are folders SEQUENCE");
    Files.createDirectories(root.resolve("s/Blur/RGB"));
    assertThat(failure()).hasMessageContaining("only half of a pair");
    Files.createDirectories(root.resolve("s/Sharp/RGB"));
    assertThat(failure()).hasMessageContaining("hold no picture");
    Path absent = root.resolve("absent");
    assertThatThrownBy(() -> BsdDataset.open(absent, BsdDataset.FRAME_RATE))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.NOT_FOUND));
  }

  @Test
  void sizesThatDifferAreTold() throws IOException {
    picture(root.resolve("s/Blur/RGB/00000000.png"), 6, 4, 1);
    picture(root.resolve("s/Sharp/RGB/00000000.png"), 6, 5, 1);
    PairedSequence s = BsdDataset.open(root, BsdDataset.FRAME_RATE).get(0);
    assertThatThrownBy(() -> s.pair(0))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("6x4")
        .hasMessageContaining("6x5");
  }

  @Test
  void damagedPicturesAreNotPassedOver() throws IOException {
    pair("s", "00000000.png", 1, 2);
    Files.writeString(root.resolve("s/Blur/RGB/00000000.png"), "no picture");
    PairedSequence s = BsdDataset.open(root, BsdDataset.FRAME_RATE).get(0);
    assertThatThrownBy(() -> s.pair(0))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("00000000.png");
  }

  @Test
  void realPairsMeasureAsTheirMakerSays() throws IOException {
    String data = System.getProperty("attune.data.dir", "");
    Assumptions.assumeFalse(data.isEmpty(), "attune.data.dir is not given");
    List<PairedSequence> found =
        BsdDataset.open(Path.of(data).resolve("pairs"), BsdDataset.FRAME_RATE);
    assertThat(found).isNotEmpty();
    // The smallest one whole, as its maker measured all of its frames.
    PairedSequence smallest =
        found.stream()
            .min(Comparator.comparingInt(s -> s.blur(0).width() * s.blur(0).height()))
            .orElseThrow();
    Path meta = smallest.blurFolder().resolve("../../meta.json");
    Assumptions.assumeTrue(Files.exists(meta), meta + " is not there");
    double psnr = 0;
    for (int i = 0; i < smallest.frames(); i++) {
      PairedSequence.Pair pair = smallest.pair(i);
      psnr += MetricStyle.STANDARD.compare(pair.blur(), pair.sharp()).psnr() / smallest.frames();
    }
    JsonNode told = new ObjectMapper().readTree(meta.toFile());
    assertThat(psnr)
        .isCloseTo(told.path("psnr_blur_vs_sharp").path("mean").asDouble(), within(0.1));
  }
}
