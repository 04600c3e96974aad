package dev.attune.adaptation.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunFilterTest {
  private static final int CLASSES = 5;

  /** Share of wrong answers of a weak classifier, with the filter and without. */
  private static double[] errors(int run, int batch) {
    Random random = new Random(4);
    RunFilter filter = new RunFilter(1);
    int n = 3000;
    int plain = 0;
    int filtered = 0;
    for (int from = 0; from < n; from += batch) {
      double[][] z = new double[batch][CLASSES];
      int[] labels = new int[batch];
      for (int i = 0; i < batch; i++) {
        labels[i] = run == 0 ? random.nextInt(CLASSES) : (from + i) / run * 2 % CLASSES;
        for (int k = 0; k < CLASSES; k++) {
          z[i][k] = random.nextGaussian() + (k == labels[i] ? 1 : 0);
        }
      }
      double[][] p = filter.filter(z);
      for (int i = 0; i < batch; i++) {
        assertThat(Arrays.stream(p[i]).sum()).isCloseTo(1, within(1e-9));
        plain += Distributions.argmax(z[i]) == labels[i] ? 0 : 1;
        filtered += Distributions.argmax(p[i]) == labels[i] ? 0 : 1;
      }
    }
    return new double[] {(double) plain / n, (double) filtered / n};
  }

  @Test
  void runsAreUsedAtAnySizeOfABatch() {
    for (int batch : new int[] {1, 10, 100}) {
      double[] e = errors(40, batch);
      assertThat(e[1]).as("batch " + batch).isLessThan(0.6 * e[0]);
    }
    assertThat(errors(40, 100)[1]).isLessThan(errors(40, 1)[1]);
  }

  @Test
  void mixedClassesAreLeftAsTheyAre() {
    for (int batch : new int[] {1, 100}) {
      double[] e = errors(0, batch);
      assertThat(e[1]).as("batch " + batch).isLessThan(e[0] + 0.01);
    }
  }

  @Test
  void resetForgetsThePast() {
    RunFilter filter = new RunFilter(0.5);
    double[][] z = {{2, 0, 0}, {2, 0, 0}, {0, 0.1, 0}};
    double[][] first = filter.filter(z);
    filter.filter(z);
    filter.reset();
    assertThat(filter.filter(z)).isDeepEqualTo(first);
    assertThatThrownBy(() -> new RunFilter(0)).hasMessageContaining("above 0");
  }
}
