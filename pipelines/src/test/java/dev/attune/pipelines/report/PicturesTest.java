package dev.attune.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PicturesTest {
  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void everyLayoutKeepsItsColours(PixelLayout layout) {
    for (int bitDepth : new int[] {8, 16}) {
      Frame frame = frame(3, 2, layout, bitDepth);
      for (int c = 0; c < layout.channels(); c++) {
        set(frame, c, 1, 2, (40 + 60 * c) << (bitDepth - 8));
      }
      int pixel = Pictures.picture(frame).getRGB(2, 1) & 0xffffff;
      assertThat(pixel)
          .isEqualTo(layout == PixelLayout.GRAY ? 0x282828 : 40 << 16 | 100 << 8 | 160);
      assertThat(Pictures.picture(frame).getRGB(0, 0) & 0xffffff).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"640,360,1280,640,360", "1920,1080,1280,1280,720", "3000,10,100,100,1", "1,1,64,1,1"})
  void largePicturesAreMadeSmaller(int width, int height, int limit, int newWidth, int newHeight)
      throws IOException {
    BufferedImage picture = read(Pictures.jpeg(frame(width, height, PixelLayout.RGB, 8), limit));
    assertThat(picture.getWidth()).isEqualTo(newWidth);
    assertThat(picture.getHeight()).isEqualTo(newHeight);
  }

  @Test
  void shrinkingTakesTheMeanOfWhatItLeavesOut() throws IOException {
    Frame stripes = frame(512, 512, PixelLayout.GRAY, 8);
    for (int y = 0; y < 512; y++) {
      for (int x = 0; x < 512; x += 2) {
        set(stripes, 0, y, x, 200);
      }
    }
    BufferedImage small = read(Pictures.jpeg(stripes, 64));
    assertThat(small.getRGB(30, 30) & 0xff).isBetween(95, 105);
  }

  private static BufferedImage read(String uri) throws IOException {
    assertThat(uri).startsWith("data:image/jpeg;base64,");
    byte[] bytes = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  private static void set(Frame frame, int c, int y, int x, int value) {
    int at = y * frame.strideBytes() + (x * frame.layout().channels() + c) * frame.bitDepth() / 8;
    if (frame.bitDepth() == 8) {
      frame.data().put(at, (byte) value);
    } else {
      frame.data().putShort(at, (short) value);
    }
  }

  private static Frame frame(int width, int height, PixelLayout layout, int bitDepth) {
    Timestamp zero = new Timestamp(0, new Rational(1, 25));
    return Frame.allocate(0, zero, zero, width, height, layout, bitDepth, ColorSpec.SRGB);
  }
}
