package dev.attune.adaptation.online;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What an adapter says of one batch.
 *
 * @param kind what the values are
 * @param values one row of K for every picture
 * @param adapted whether the batch led to a step
 * @param used number of pictures that were learnt from
 * @param notes what the parts saw, by name, for reports and tests
 * @param events what guards did, such as {@code diversity: restored}
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
public record Prediction(
    Kind kind,
    double[][] values,
    boolean adapted,
    int used,
    Map<String, double[]> notes,
    List<String> events) {
  /** What a row holds. */
  public enum Kind {
    /** Any numbers, whose softmax are the probabilities. */
    LOGITS,
    /** Numbers from 0 to 1 that sum up to 1. */
    PROBABILITIES,
    /** Numbers from 0 to 1 that need not sum up to 1. */
    SCORES
  }

  /** Keeps copies of map and list. */
  public Prediction {
    notes = Map.copyOf(notes);
    events = List.copyOf(events);
  }

  /** The class of every picture. */
  public int[] classes() {
    int[] out = new int[values.length];
    Arrays.setAll(out, i -> Distributions.argmax(values[i]));
    return out;
  }

  /** Probabilities of every picture, summing up to 1. */
  public double[][] probabilities() {
    if (kind == Kind.LOGITS) {
      return Distributions.softmax(values);
    }
    double[][] out = new double[values.length][];
    for (int i = 0; i < out.length; i++) {
      double sum = Arrays.stream(values[i]).sum();
      out[i] = Arrays.stream(values[i]).map(v -> v / sum).toArray();
    }
    return out;
  }
}
