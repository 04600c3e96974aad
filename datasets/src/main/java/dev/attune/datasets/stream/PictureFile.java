package dev.attune.datasets.stream;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.io.MediaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Pictures in files and archives, in RGB with values in 0..1. */
final class PictureFile {
  private PictureFile() {}

  /** Reads a picture; {@code name} is for messages. */
  static FloatImage read(InputStream in, String name) {
    BufferedImage image;
    try {
      image = ImageIO.read(in);
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Kind.BAD_INPUT, name + " cannot be read: " + e.getMessage(), e);
    }
    if (image == null) {
      throw new MediaException(MediaException.Kind.BAD_INPUT, name + " is no picture");
    }
    FloatImage out = new FloatImage(3, image.getHeight(), image.getWidth());
    int area = image.getHeight() * image.getWidth();
    for (int p = 0; p < area; p++) {
      int rgb = image.getRGB(p % image.getWidth(), p / image.getWidth());
      for (int c = 0; c < 3; c++) {
        out.data()[c * area + p] = ((rgb >> (8 * (2 - c))) & 0xff) / 255f;
      }
    }
    return out;
  }

  /** Whether a name is that of a picture. */
  static boolean isPicture(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png|bmp)");
  }
}
