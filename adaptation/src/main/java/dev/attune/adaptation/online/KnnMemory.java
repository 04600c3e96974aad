package dev.attune.adaptation.online;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A head without weights (Zhang et al., AdaNPC, 2023): class scores are the summed weights {@code
 * softmax(cosine / temperature)} of the k most alike remembered features, plus 1e-5, at most 1.
 * What is predicted with confidence is remembered. The original memory grows for ever; here the
 * oldest of a class gives way once the class has {@code capacity} learnt entries.
 */
public final class KnnMemory implements Output {
  private static final double FLOOR = 1e-5;

  private final int neighbours;
  private final double temperature;
  private final double confidence;
  private final int capacity;
  private final int classes;
  private final List<Entry> source = new ArrayList<>();
  private final List<Deque<Entry>> learnt = new ArrayList<>();

  /** A remembered feature of length 1. */
  @SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
  private record Entry(double[] feature, int label) {}

  /**
   * A memory that begins with source features.
   *
   * @param features [n, d], of any length
   * @param labels of them, 0 to classes - 1
   * @param neighbours k
   * @param temperature of the neighbours' weights, above 0
   * @param confidence least greatest softmax of the scores at which a prediction is remembered;
   *     with K classes such a softmax lies between 1/K and e/(e + K - 1)
   * @param capacity learnt entries for every class, at least 1
   */
  public KnnMemory(
      double[][] features,
      int[] labels,
      int classes,
      int neighbours,
      double temperature,
      double confidence,
      int capacity) {
    if (neighbours < 1 || !(temperature > 0) || capacity < 1 || features.length == 0) {
      throw new IllegalArgumentException(
          features.length
              + " features, "
              + neighbours
              + " neighbours, temperature "
              + temperature
              + ", capacity "
              + capacity
              + ": all must be above 0");
    }
    this.neighbours = neighbours;
    this.temperature = temperature;
    this.confidence = confidence;
    this.capacity = capacity;
    this.classes = classes;
    for (int i = 0; i < features.length; i++) {
      source.add(new Entry(Distributions.normalized(features[i]), labels[i]));
    }
    reset();
  }

  @Override
  public Prediction.Kind kind() {
    return Prediction.Kind.SCORES;
  }

  @Override
  public double[][] predict(Pass pass) {
    List<Entry> memory = new ArrayList<>(source);
    learnt.forEach(memory::addAll);
    double[][] features =
        Arrays.stream(pass.main().features())
            .map(Distributions::normalized)
            .toArray(double[][]::new);
    double[][] scores =
        Arrays.stream(features).map(f -> scores(memory, f)).toArray(double[][]::new);
    for (int i = 0; i < scores.length; i++) {
      int label = Distributions.argmax(scores[i]);
      if (Distributions.softmax(scores[i])[label] >= confidence) {
        Deque<Entry> of = learnt.get(label);
        if (of.size() == capacity) {
          of.removeFirst();
        }
        of.addLast(new Entry(features[i], label));
      }
    }
    pass.note("memory rows", rows());
    return scores;
  }

  /** Number of remembered features. */
  public int rows() {
    return source.size() + learnt.stream().mapToInt(Deque::size).sum();
  }

  private double[] scores(List<Entry> memory, double[] feature) {
    double[] alike =
        memory.stream().mapToDouble(e -> Distributions.dot(e.feature, feature)).toArray();
    int[] nearest =
        IntStream.range(0, alike.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -alike[i]))
            .limit(neighbours)
            .mapToInt(i -> i)
            .toArray();
    double[] weights =
        Distributions.softmax(
            Arrays.stream(nearest).mapToDouble(i -> alike[i] / temperature).toArray());
    double[] out = new double[classes];
    Arrays.fill(out, FLOOR);
    for (int j = 0; j < nearest.length; j++) {
      out[memory.get(nearest[j]).label] += weights[j];
    }
    return Arrays.stream(out).map(s -> Math.min(s, 1)).toArray();
  }

  @Override
  public void reset() {
    learnt.clear();
    for (int k = 0; k < classes; k++) {
      learnt.add(new ArrayDeque<>());
    }
  }

  @Override
  public String toString() {
    return "KnnMemory[neighbours="
        + neighbours
        + ", temperature="
        + temperature
        + ", confidence="
        + confidence
        + ", capacity="
        + capacity
        + "]";
  }
}
