package dev.attune.adaptation.online;

import java.util.Arrays;

/** Simple rules about samples. */
public final class SampleRules {
  private SampleRules() {}

  /**
   * Keeps samples whose entropy is below a margin (Niu et al., EATA, 2022).
   *
   * @param margin in nats; 0.4 ln K in EATA and SAR
   */
  public record Reliable(double margin) implements SampleRule {
    @Override
    public void apply(Pass pass, Selection selection) {
      for (int i : selection.kept()) {
        if (!(Distributions.entropy(pass.logits()[i]) < margin)) {
          selection.drop(i);
        }
      }
      pass.note("reliable", selection.count());
    }
  }

  /**
   * Weighs samples by {@code exp(margin - entropy)} (Niu et al., EATA, 2022).
   *
   * @param margin in nats
   */
  public record ExpMargin(double margin) implements SampleRule {
    @Override
    public void apply(Pass pass, Selection selection) {
      for (int i : selection.kept()) {
        selection.weigh(i, Math.exp(margin - Distributions.entropy(pass.logits()[i])));
      }
    }
  }

  /**
   * Keeps samples of which the adapted model is at least as sure as the one from before, in the
   * latter's class (Lee et al., OSTTA, 2023): {@code p[y] >= p0[y]}, y the class that the model
   * from before predicts. Alone it can make things worse; use it together with a restore rule.
   */
  public record WisdomOfCrowds() implements SampleRule {
    @Override
    public void apply(Pass pass, Selection selection) {
      for (int i : selection.kept()) {
        double[] before = Distributions.softmax(pass.source()[i]);
        int y = Distributions.argmax(before);
        if (pass.probabilities()[i][y] < before[y]) {
          selection.drop(i);
        }
      }
      pass.note("crowd", selection.count());
    }
  }

  /**
   * Keeps samples that differ from what was learnt so far: {@code |cos(m, p)| < margin}, m the
   * moving average of the mean prediction of kept samples (Niu et al., EATA, 2022). Everything
   * passes until there is such an average.
   */
  public static final class NonRedundant implements SampleRule {
    private final double margin;
    private final double momentum;
    private double[] average;

    /**
     * A filter without memory yet.
     *
     * @param margin 0.4 for CIFAR-10, 0.1 for CIFAR-100, 0.05 for ImageNet
     * @param momentum of the average, 0 to 1; 0.9 in EATA
     */
    public NonRedundant(double margin, double momentum) {
      this.margin = margin;
      this.momentum = momentum;
    }

    @Override
    public void apply(Pass pass, Selection selection) {
      if (average != null) {
        for (int i : selection.kept()) {
          if (!(Math.abs(Distributions.cosine(average, pass.probabilities()[i])) < margin)) {
            selection.drop(i);
          }
        }
      }
      int[] kept = selection.kept();
      if (kept.length > 0) {
        double[][] rows = new double[kept.length][];
        for (int j = 0; j < kept.length; j++) {
          rows[j] = pass.probabilities()[kept[j]];
        }
        double[] mean = Distributions.mean(rows);
        average = average == null ? mean : Distributions.blend(average, mean, momentum);
      }
      pass.note("non-redundant", kept.length);
      if (average != null) {
        pass.note("mean prediction", average);
      }
    }

    @Override
    public void reset() {
      average = null;
    }

    @Override
    public String toString() {
      return "NonRedundant[margin=" + margin + ", momentum=" + momentum + "]";
    }
  }

  /**
   * Drops samples that are like the moving average m of the mean prediction and weighs the rest by
   * {@code exp(d c / temperature)}: d is 1 - cos(m, p), c the negative entropy, both stretched to
   * 0..1 over the batch; dropped is what has d below its mean (Marsden et al., ROID, 2024). m
   * begins uniform and moves after the batch.
   */
  public static final class DiversityCertainty implements SampleRule {
    private final double temperature;
    private final double momentum;
    private double[] average;

    /**
     * A rule without memory yet.
     *
     * @param temperature above 0; 1/3 in ROID
     * @param momentum of the average, 0 to 1; 0.9 in ROID
     */
    public DiversityCertainty(double temperature, double momentum) {
      if (!(temperature > 0)) {
        throw new IllegalArgumentException("temperature " + temperature + ": above 0 is allowed");
      }
      this.temperature = temperature;
      this.momentum = momentum;
    }

    @Override
    public void apply(Pass pass, Selection selection) {
      int n = pass.size();
      int classes = pass.logits()[0].length;
      double[] m = average;
      if (m == null) {
        m = new double[classes];
        Arrays.fill(m, 1.0 / classes);
      }
      double[] d = new double[n];
      double[] c = new double[n];
      for (int i = 0; i < n; i++) {
        d[i] = 1 - Distributions.cosine(m, pass.probabilities()[i]);
        c[i] = -Distributions.entropy(pass.logits()[i]);
      }
      d = Distributions.toUnitRange(d);
      c = Distributions.toUnitRange(c);
      double mean = Arrays.stream(d).average().orElseThrow();
      for (int i : selection.kept()) {
        if (d[i] < mean) {
          selection.drop(i);
        } else {
          selection.weigh(i, Math.exp(d[i] * c[i] / temperature));
        }
      }
      average = Distributions.blend(m, Distributions.mean(pass.probabilities()), momentum);
      pass.note("mean prediction", average);
    }

    @Override
    public void reset() {
      average = null;
    }

    @Override
    public String toString() {
      return "DiversityCertainty[temperature=" + temperature + ", momentum=" + momentum + "]";
    }
  }
}
