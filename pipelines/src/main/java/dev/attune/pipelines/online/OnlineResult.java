package dev.attune.pipelines.online;

import dev.attune.datasets.metric.ClassificationScore;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a method did on a stream.
 *
 * @param method its name
 * @param corruptions scores by corruption, in order of appearance
 * @param mean of the corruptions' scores
 * @param secondsPerSample of predicting and adapting; making and reading pictures is not part of
 *     it, nor is the first batch, which waits for models to be loaded and code to be compiled,
 *     unless there is no other
 * @param usedShare share of pictures that were learnt from
 * @param events times that guards and restore rules acted
 * @param composition the method with all its settings
 */
public record OnlineResult(
    String method,
    Map<String, Score> corruptions,
    Score mean,
    double secondsPerSample,
    double usedShare,
    long events,
    String composition) {
  /**
   * Scores; all but {@code nll} are shares.
   *
   * @param error share of wrong answers
   * @param nll mean negative log-likelihood, nats
   * @param brier mean squared distance of probabilities, 0 to 2
   * @param ece expected calibration error, 15 bins
   */
  public record Score(double error, double nll, double brier, double ece) {
    static Score of(ClassificationScore s) {
      return new Score(s.error(), s.nll(), s.brier(), s.ece());
    }

    static Score mean(Collection<Score> scores) {
      return new Score(
          mean(scores, Score::error),
          mean(scores, Score::nll),
          mean(scores, Score::brier),
          mean(scores, Score::ece));
    }

    private static double mean(Collection<Score> scores, ToDoubleFunction<Score> of) {
      return scores.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
  }
}
