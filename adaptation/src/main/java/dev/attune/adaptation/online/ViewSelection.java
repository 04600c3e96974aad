package dev.attune.adaptation.online;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which of many views of one picture are learnt from when prompts are tuned, and the loss of those
 * kept: the entropy of their mean prediction (Shu et al., TPT, 2022).
 */
public final class ViewSelection {
  private ViewSelection() {}

  /**
   * The views with the least entropy, least first.
   *
   * @param logits [views, K]
   * @param fraction that is kept, rounded down but at least 1 view
   */
  public static int[] confident(double[][] logits, double fraction) {
    double[] h = Arrays.stream(logits).mapToDouble(Distributions::entropy).toArray();
    return least(h, count(fraction, h.length));
  }

  /**
   * The further views whose logits are most like the original's, most alike first (Feng et al.,
   * DiffTPT, 2023; whose program compares logits).
   *
   * @param logits [views, K], row 0 the original
   * @param fraction of the further views that is kept, rounded down but at least 1 view
   * @return rows of {@code logits}, never row 0
   */
  public static int[] alike(double[][] logits, double fraction) {
    double[] distance =
        IntStream.range(1, logits.length)
            .mapToDouble(i -> -Distributions.cosine(logits[i], logits[0]))
            .toArray();
    return Arrays.stream(least(distance, count(fraction, distance.length)))
        .map(i -> i + 1)
        .toArray();
  }

  /**
   * Entropy of the mean softmax of some views.
   *
   * @param logits [views, K]
   * @param kept rows that count
   * @return the loss and its derivative by each row, 0 for rows that do not count
   */
  public static Marginal marginalEntropy(double[][] logits, int... kept) {
    double[][] p =
        Arrays.stream(kept)
            .mapToObj(i -> Distributions.softmax(logits[i]))
            .toArray(double[][]::new);
    double[] mean = Distributions.mean(p);
    double[] byMean = new double[mean.length];
    Arrays.setAll(byMean, k -> mean[k] == 0 ? 0 : -(Math.log(mean[k]) + 1) / kept.length);
    double[][] gradient = new double[logits.length][mean.length];
    for (int i = 0; i < kept.length; i++) {
      gradient[kept[i]] = LogitLoss.throughSoftmax(p[i], byMean);
    }
    return new Marginal(Distributions.entropyOf(mean), gradient);
  }

  /**
   * Loss of several views together.
   *
   * @param value of the loss
   * @param gradient by the logits, [views, K]
   */
  @SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
  public record Marginal(double value, double[][] gradient) {}

  private static int count(double fraction, int of) {
    if (!(fraction > 0 && fraction <= 1) || of < 1) {
      throw new IllegalArgumentException(
          "fraction " + fraction + " of " + of + " views: above 0 to 1 of at least 1 is allowed");
    }
    return Math.max(1, (int) Math.floor(fraction * of));
  }

  private static int[] least(double[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
  }
}
