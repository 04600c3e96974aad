package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Colours, contrast, fewer pixels, compression. */
final class Digital {
  private Digital() {}

  /** Value in HSV plus a constant. */
  static FloatImage brightness(FloatImage x, double more) {
    return pixels(
        x,
        rgb -> {
          double v = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
          double wanted = Math.max(0, Math.min(1, v + more));
          for (int c = 0; c < 3; c++) {
            rgb[c] = v == 0 ? wanted : rgb[c] * wanted / v;
          }
        });
  }

  /** Saturation in HSV times one constant plus another; gray has the hue of red. */
  static FloatImage saturate(FloatImage x, double factor, double more) {
    return pixels(
        x,
        rgb -> {
          double v = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
          double least = Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
          double s = v == 0 ? 0 : (v - least) / v;
          double wanted = Math.max(0, Math.min(1, factor * s + more));
          for (int c = 0; c < 3; c++) {
            double part = s == 0 ? (c == 0 ? 0 : 1) : (v - rgb[c]) / (v * s);
            rgb[c] = v - v * wanted * part;
          }
        });
  }

  /** Changes one pixel's colours in place. */
  private interface OfPixel {
    void change(double[] rgb);
  }

  private static FloatImage pixels(FloatImage x, OfPixel change) {
    FloatImage out = new FloatImage(3, x.height(), x.width());
    int area = x.height() * x.width();
    double[] rgb = new double[3];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[c] = x.data()[c * area + i];
      }
      change.change(rgb);
      for (int c = 0; c < 3; c++) {
        out.data()[c * area + i] = (float) rgb[c];
      }
    }
    return out;
  }

  static FloatImage contrast(FloatImage x, double factor) {
    FloatImage out = new FloatImage(3, x.height(), x.width());
    int area = x.height() * x.width();
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 0; i < area; i++) {
        sum += x.data()[c * area + i];
      }
      double mean = sum / area;
      for (int i = c * area; i < (c + 1) * area; i++) {
        out.data()[i] = (float) ((x.data()[i] - mean) * factor + mean);
      }
    }
    return out;
  }

  static FloatImage pixelate(FloatImage x, double share) {
    int height = Math.max(1, (int) (x.height() * share));
    int width = Math.max(1, (int) (x.width() * share));
    return Filters.box(Filters.box(x, height, width), x.height(), x.width());
  }

  /** Through a JPEG file of a quality from 1 to 100. */
  static FloatImage jpeg(FloatImage x, int quality) {
    BufferedImage image = new BufferedImage(x.width(), x.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < x.height(); i++) {
      for (int j = 0; j < x.width(); j++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          rgb = rgb << 8 | (int) Math.rint(Math.max(0, Math.min(1, x.at(c, i, j))) * 255);
        }
        image.setRGB(j, i, rgb);
      }
    }
    // The usual encoder scales its tables by a whole percentage; Java's takes any number.
    int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    float same = percent > 100 ? 50f / percent : 1 - percent / 200f;
    BufferedImage back = throughFile(image, same);
    FloatImage out = new FloatImage(3, x.height(), x.width());
    for (int i = 0; i < x.height(); i++) {
      for (int j = 0; j < x.width(); j++) {
        int rgb = back.getRGB(j, i);
        for (int c = 0; c < 3; c++) {
          out.data()[(c * x.height() + i) * x.width() + j] = ((rgb >> (8 * (2 - c))) & 0xff) / 255f;
        }
      }
    }
    return out;
  }

  private static BufferedImage throughFile(BufferedImage image, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
      out.flush();
      return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }
}
