package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureHeaderTest {
  @TempDir Path folder;

  private Path written(String kind) throws IOException {
    BufferedImage image = new BufferedImage(123, 45, BufferedImage.TYPE_INT_RGB);
    Path file = folder.resolve("a." + kind);
    assertThat(ImageIO.write(image, kind, file.toFile())).isTrue();
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "tif"})
  void theSizeIsReadWithoutDecoding(String kind) throws IOException {
    PictureHeader header = PictureHeader.read(written(kind)).orElseThrow();
    assertThat(header.width()).isEqualTo(123);
    assertThat(header.height()).isEqualTo(45);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "tif"})
  void cutOrGarbledHeadersNeverThrow(String kind) throws IOException {
    byte[] good = Files.readAllBytes(written(kind));
    for (int length = 0; length < Math.min(good.length, 700); length += 5) {
      // A new name each time: some file systems flush a file that is written over.
      Path file = Files.write(folder.resolve("cut" + length), Arrays.copyOf(good, length));
      PictureHeader.read(file).ifPresent(h -> assertThat(h.width()).isPositive());
    }
    Random random = new Random(11);
    for (int i = 0; i < 150; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k < 4; k++) {
        bad[4 + random.nextInt(Math.min(bad.length - 4, 300))] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("bad" + i), bad);
      PictureHeader.read(file)
          .ifPresent(
              h -> {
                assertThat(h.width()).isPositive();
                assertThat(h.height()).isPositive();
              });
    }
  }

  @Test
  void namesAndContentAreJudgedApart() throws IOException {
    Path text = Files.writeString(folder.resolve("text.PNG"), "no picture");
    assertThat(PictureHeader.hasPictureName(text)).isTrue();
    assertThat(PictureHeader.isPicture(text)).isFalse();
    Path png = Files.move(written("png"), folder.resolve("nameless"));
    assertThat(PictureHeader.hasPictureName(png)).isFalse();
    assertThat(PictureHeader.isPicture(png)).isTrue();
  }
}
