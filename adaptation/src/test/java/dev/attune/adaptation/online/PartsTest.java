package dev.attune.adaptation.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.tensor.Shape;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Parts that need no model. */
class PartsTest {
  @Property(tries = 30)
  void assignmentsSumUpToOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int n, @ForAll Affinity.Kind kind) {
    Random random = new Random(seed);
    double[][] p = new double[n][];
    double[][] f = new double[n][];
    for (int i = 0; i < n; i++) {
      p[i] = Distributions.softmax(random.doubles(4, -5, 5).toArray());
      f[i] = random.doubles(6, -1, 1).toArray();
    }
    double[][] w = new Affinity(kind, 5, true).of(f);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(w[i][j]).isEqualTo(w[j][i]);
      }
    }
    for (double[] row : Lame.assign(p, w, 1)) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-9));
    }
    for (double[][] none = new double[n][n]; none != null; none = null) {
      double[][] same = Lame.assign(p, none, 1);
      for (int i = 0; i < n; i++) {
        assertThat(same[i]).containsExactly(p[i], within(1e-6));
      }
    }
  }

  @Test
  void neighboursPullAnUnsureSampleToTheirClass() {
    double[][] p = {{0.9, 0.1}, {0.85, 0.15}, {0.45, 0.55}};
    double[][] f = {{1, 0}, {0.99, 0.1}, {0.98, 0.2}};
    double[][] y = Lame.assign(p, new Affinity(Affinity.Kind.NEAREST, 2, false).of(f), 1);
    assertThat(Distributions.argmax(y[2])).isZero();
  }

  @Property(tries = 30)
  void tornPicturesHoldTheSamePixels(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int grid,
      @ForAll @IntRange(min = 1, max = 4) int cells) {
    int side = grid * cells;
    Random random = new Random(seed);
    float[] v = new float[2 * 3 * side * side];
    for (int i = 0; i < v.length; i++) {
      v[i] = random.nextFloat();
    }
    Pictures x = Pictures.of(Shape.of(2, 3, side, side), v);
    for (Torn how : new Torn[] {new Torn.Patches(grid), new Torn.Pixels()}) {
      float[] torn = how.apply(x, Draws.seeded(seed)).values();
      for (int plane = 0; plane < 6; plane++) {
        int area = side * side;
        float[] a = Arrays.copyOfRange(v, plane * area, (plane + 1) * area);
        float[] b = Arrays.copyOfRange(torn, plane * area, (plane + 1) * area);
        Arrays.sort(a);
        Arrays.sort(b);
        assertThat(b).isEqualTo(a);
      }
    }
  }

  @Test
  void patchesOfOddSidesKeepTheSize() {
    Pictures x = Pictures.of(Shape.of(1, 1, 7, 9), new float[63]);
    assertThat(new Torn.Patches(4).apply(x, Draws.seeded(1)).shape()).isEqualTo(x.shape());
  }

  @Test
  void theOccludedWindowHoldsTheMean() {
    float[] v = new float[16];
    v[5] = 1.6f;
    Pictures x = Pictures.of(Shape.of(1, 1, 4, 4), v);
    float[] out = new Torn.Occluded(1, 1, 9).apply(x, Draws.seeded(0)).values();
    for (int i = 0; i < 16; i++) {
      boolean inside = i / 4 >= 1 && i % 4 >= 1;
      assertThat(out[i]).isEqualTo(inside ? 0.1f : 0f);
    }
  }

  @Property(tries = 30)
  void permutationsHoldEveryNumberOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    Draws draws = Draws.seeded(seed);
    draws.begin(3);
    int[] p = draws.permutation(n);
    int[] sorted = p.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < n; i++) {
      assertThat(sorted[i]).isEqualTo(i);
    }
    draws.begin(3);
    assertThat(draws.permutation(n)).isEqualTo(p);
  }

  @Test
  void masksHaveTheirShare() {
    double[] mask = Draws.seeded(2).mask("w", Shape.of(100, 100), 0.3).toDoubles();
    assertThat(Arrays.stream(mask).sum()).isBetween(2800.0, 3200.0);
    assertThat(Draws.seeded(2).mask("w", Shape.of(9), 0).toDoubles()).containsOnly(0);
    assertThat(Draws.seeded(2).mask("w", Shape.of(9), 1).toDoubles()).containsOnly(1);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Statistics.Blend(1.5)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> new Statistics.Horizon(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Optimization.adam(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Restores.EveryN(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new Affinity(Affinity.Kind.LINEAR, 0, false))
        .hasMessageContaining("neighbours");
    assertThatThrownBy(() -> Pictures.of(Shape.of(1, 3, 2, 2), new float[11]))
        .hasMessageContaining("11 values");
    assertThatThrownBy(() -> Composition.named("x").moves(new Moved.Everything()).build())
        .hasMessageContaining("0 loss terms");
  }

  @Test
  void theHorizonCountsPictures() {
    Statistics.Horizon h = new Statistics.Horizon(400);
    assertThat(h.share(16)).isEqualTo(0.04);
    assertThat(h.share(1)).isEqualTo(0.0025);
    assertThat(h.share(1000)).isEqualTo(1);
  }
}
