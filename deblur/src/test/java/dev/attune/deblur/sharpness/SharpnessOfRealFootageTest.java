package dev.attune.deblur.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.video.frame.FloatImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The score against the truth, on sequences where both are known. */
class SharpnessOfRealFootageTest {
  @ParameterizedTest
  @CsvSource({"dog_hand,0.93", "cups_hand_h264,0.82"})
  void ranksFramesAsTheirTrueErrorDoes(String sequence, double leastCorrelation)
      throws IOException {
    Path folder =
        Path.of(System.getProperty("attune.data.dir", "")).resolve("pairs").resolve(sequence);
    assumeTrue(Files.isDirectory(folder), "no real footage at hand");
    GradientMeter meter = new GradientMeter();
    NoiseFloor noise = new NoiseFloor();
    NoiseFloor noiseOfTruth = new NoiseFloor();
    List<GradientEnergy> energies = new ArrayList<>();
    List<GradientEnergy> truths = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("Blur/RGB"))) {
      List<Path> sorted = files.sorted().toList();
      for (int t = 0; t < sorted.size(); t += 2) {
        Path file = sorted.get(t);
        FloatImage blurred = luma(file);
        FloatImage sharp = luma(folder.resolve("Sharp/RGB").resolve(file.getFileName()));
        energies.add(meter.measure(blurred));
        truths.add(meter.measure(sharp));
        noise.add(energies.get(energies.size() - 1));
        noiseOfTruth.add(truths.get(truths.size() - 1));
        double error = 0;
        for (int i = 0; i < sharp.data().length; i++) {
          double d = sharp.data()[i] - blurred.data()[i];
          error += d * d;
        }
        errors.add(-error);
      }
    }
    List<Double> scores = new ArrayList<>();
    double before = 0;
    double after = 0;
    for (int t = 0; t < energies.size(); t++) {
      scores.add(SharpnessMap.of(energies.get(t), noise.energy()).score());
      before += scores.get(t);
      after += SharpnessMap.of(truths.get(t), noiseOfTruth.energy()).score();
    }
    assertThat(rankCorrelation(scores, errors)).isGreaterThan(leastCorrelation);
    assertThat(after).isGreaterThan(1.2 * before);
  }

  private static FloatImage luma(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    FloatImage out = new FloatImage(3, image.getHeight(), image.getWidth());
    int n = image.getWidth() * image.getHeight();
    int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        out.data()[c * n + i] = (argb[i] >> (16 - 8 * c) & 255) / 255f;
      }
    }
    return out.luma();
  }

  private static double rankCorrelation(List<Double> a, List<Double> b) {
    int n = a.size();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double d = rank(a, i) - rank(b, i);
      sum += d * d;
    }
    return 1 - 6 * sum / ((double) n * (n * (double) n - 1));
  }

  private static double rank(List<Double> values, int index) {
    return values.stream().filter(v -> v < values.get(index)).count();
  }
}
