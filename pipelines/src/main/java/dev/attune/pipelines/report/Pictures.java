package dev.attune.pipelines.report;

import dev.attune.video.frame.Frame;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Frames as pictures within a page. */
final class Pictures {
  private static final float QUALITY = 0.9f;

  private Pictures() {}

  /**
   * A JPEG picture as a data URI.
   *
   * @param frame of any layout and depth; opacity is left out
   * @param largestSide the picture is made smaller where it is larger than this, in pixels
   */
  static String jpeg(Frame frame, int largestSide) {
    BufferedImage picture = shrunk(picture(frame), largestSide);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** The frame with 8 bits a sample. */
  static BufferedImage picture(Frame frame) {
    BufferedImage picture =
        new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
    int channels = frame.layout().channels();
    int green = channels < 3 ? 0 : 1;
    int blue = channels < 3 ? 0 : 2;
    int shift = frame.bitDepth() - 8;
    int[] row = new int[frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        row[x] =
            (frame.sample(0, y, x) >> shift) << 16
                | (frame.sample(green, y, x) >> shift) << 8
                | frame.sample(blue, y, x) >> shift;
      }
      picture.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return picture;
  }

  /** Halves as often as it can, then takes the rest in one step, so that no pixel is skipped. */
  private static BufferedImage shrunk(BufferedImage picture, int largestSide) {
    BufferedImage current = picture;
    while (Math.max(current.getWidth(), current.getHeight()) > largestSide) {
      double rest = (double) largestSide / Math.max(current.getWidth(), current.getHeight());
      double scale = Math.max(0.5, rest);
      int width = Math.max(1, (int) Math.round(current.getWidth() * scale));
      int height = Math.max(1, (int) Math.round(current.getHeight() * scale));
      BufferedImage smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = smaller.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(current, 0, 0, width, height, null);
      graphics.dispose();
      current = smaller;
    }
    return current;
  }
}
