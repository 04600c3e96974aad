package dev.attune.adaptation.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LogitLossTest {
  private static final double STEP = 1e-5;

  @Property(tries = 50)
  void gradientsAgreeWithFiniteDifferences(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int k) {
    Random random = new Random(seed);
    double[] z = row(random, k);
    // Where two classes are about as likely the label jumps, and there is no derivative.
    double[] sorted = z.clone();
    Arrays.sort(sorted);
    Assume.that(sorted[k - 1] - sorted[k - 2] > 10 * STEP);
    double[] t = row(random, k);
    List<Function<double[], LogitLoss.Valued>> losses =
        List.of(
            LogitLoss::entropy,
            x -> LogitLoss.softCrossEntropy(x, t),
            x -> LogitLoss.symmetricCrossEntropy(x, t, 0.3),
            x -> LogitLoss.softLikelihoodRatio(x, 0.999, 1e-5),
            x -> LogitLoss.generalizedCrossEntropy(x, 0.8),
            x -> LogitLoss.crossEntropy(x, k - 1));
    for (Function<double[], LogitLoss.Valued> loss : losses) {
      double[] gradient = loss.apply(z).gradient();
      for (int i = 0; i < k; i++) {
        int at = i;
        double numeric = (moved(loss, z, at, STEP) - moved(loss, z, at, -STEP)) / (2 * STEP);
        assertThat(gradient[i]).isCloseTo(numeric, within(1e-5));
      }
      assertThat(Arrays.stream(gradient).sum()).isCloseTo(0, within(1e-9));
    }
  }

  private static double moved(
      Function<double[], LogitLoss.Valued> loss, double[] z, int at, double by) {
    double[] x = z.clone();
    x[at] += by;
    return loss.apply(x).value();
  }

  private static double[] row(Random random, int k) {
    return random.doubles(k, -2, 2).toArray();
  }

  @Property(tries = 50)
  void entropyLiesBetweenNothingAndTheLogarithmOfTheClasses(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int k) {
    double[] z = new Random(seed).doubles(k, -800, 800).toArray();
    assertThat(LogitLoss.entropy(z).value()).isBetween(0.0, Math.log(k) + 1e-12);
    assertThat(Distributions.isFinite(LogitLoss.entropy(z).gradient())).isTrue();
    assertThat(Arrays.stream(Distributions.softmax(z)).sum()).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 20)
  void contrastGradientsAgreeWithFiniteDifferences(@ForAll long seed) {
    Random random = new Random(seed);
    double[][] v = new double[9][];
    Arrays.setAll(v, i -> row(random, 4));
    Contrast c = Contrast.of(v, 3, 0.2);
    for (int i = 0; i < v.length; i++) {
      for (int k = 0; k < 4; k++) {
        double was = v[i][k];
        v[i][k] = was + STEP;
        double up = Contrast.of(v, 3, 0.2).value();
        v[i][k] = was - STEP;
        double down = Contrast.of(v, 3, 0.2).value();
        v[i][k] = was;
        assertThat(c.gradient()[i][k]).isCloseTo((up - down) / (2 * STEP), within(1e-4));
      }
    }
  }

  @Property(tries = 20)
  void marginalEntropyGradientsAgreeWithFiniteDifferences(@ForAll long seed) {
    Random random = new Random(seed);
    double[][] v = new double[6][];
    Arrays.setAll(v, i -> row(random, 5));
    int[] kept = ViewSelection.confident(v, 0.5);
    ViewSelection.Marginal m = ViewSelection.marginalEntropy(v, kept);
    for (int i = 0; i < v.length; i++) {
      for (int k = 0; k < 5; k++) {
        double was = v[i][k];
        v[i][k] = was + STEP;
        double up = ViewSelection.marginalEntropy(v, kept).value();
        v[i][k] = was - STEP;
        double down = ViewSelection.marginalEntropy(v, kept).value();
        v[i][k] = was;
        assertThat(m.gradient()[i][k]).isCloseTo((up - down) / (2 * STEP), within(1e-6));
      }
    }
  }
}
