package dev.attune.datasets.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Orders of labelled pictures; each is a permutation of 0..n-1. */
public final class LabelOrder {
  private static final int TRIES = 10_000;
  private static final int LEAST_IN_SLICE = 10;

  private LabelOrder() {}

  /** Any order. */
  public static int[] shuffled(int[] labels, Random random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, labels.length).boxed().toList());
    Collections.shuffle(all, random);
    return numbers(all);
  }

  /** One class after the other, classes in any order, any order within. */
  public static int[] sorted(int[] labels, Random random) {
    List<Integer> out = new ArrayList<>();
    List<List<Integer>> byClass = byClass(labels, random);
    Collections.shuffle(byClass, random);
    byClass.forEach(out::addAll);
    return numbers(out);
  }

  /**
   * Slices in which a few classes prevail (Gong et al., NOTE, 2022): every class is cut into as
   * many parts as there are classes, in proportions drawn from a Dirichlet distribution; a slice
   * holds one part of each, classes in any order.
   *
   * @param concentration above 0; small is strongly correlated
   * @throws IllegalArgumentException when no division into slices that are large enough was found
   */
  public static int[] dirichlet(int[] labels, double concentration, Random random) {
    if (!(concentration > 0)) {
      throw new IllegalArgumentException("concentration " + concentration + ": above 0 is allowed");
    }
    int slices = (int) Arrays.stream(labels).distinct().count();
    int least = Math.min(LEAST_IN_SLICE, labels.length / (4 * Math.max(1, slices)));
    for (int i = 0; i < TRIES; i++) {
      List<List<List<Integer>>> found = cut(labels, slices, concentration, random);
      if (found.stream().allMatch(slice -> slice.stream().mapToInt(List::size).sum() >= least)) {
        List<Integer> out = new ArrayList<>();
        for (List<List<Integer>> slice : found) {
          Collections.shuffle(slice, random);
          slice.forEach(out::addAll);
        }
        return numbers(out);
      }
    }
    throw new IllegalArgumentException(
        labels.length
            + " pictures could not be cut into "
            + slices
            + " slices at concentration "
            + concentration
            + " in "
            + TRIES
            + " tries; take more pictures or a greater concentration");
  }

  private static List<List<List<Integer>>> cut(
      int[] labels, int slices, double concentration, Random random) {
    List<List<List<Integer>>> out = new ArrayList<>();
    int[] sizes = new int[slices];
    for (int s = 0; s < slices; s++) {
      out.add(new ArrayList<>());
    }
    for (List<Integer> of : byClass(labels, random)) {
      double[] shares = new double[slices];
      double sum = 0;
      for (int s = 0; s < slices; s++) {
        // A slice that has its share gets no more.
        shares[s] = sizes[s] * (long) slices >= labels.length ? 0 : gamma(concentration, random);
        sum += shares[s];
      }
      int from = 0;
      double reached = 0;
      for (int s = 0; s < slices; s++) {
        reached += sum > 0 ? shares[s] / sum : 1.0 / slices;
        int to = s == slices - 1 ? of.size() : (int) Math.min(of.size(), reached * of.size());
        if (to > from) {
          out.get(s).add(of.subList(from, to));
          sizes[s] += to - from;
          from = to;
        }
      }
    }
    return out;
  }

  private static List<List<Integer>> byClass(int[] labels, Random random) {
    List<List<Integer>> out = new ArrayList<>();
    for (int label : Arrays.stream(labels).distinct().sorted().toArray()) {
      List<Integer> of =
          new ArrayList<>(
              IntStream.range(0, labels.length).filter(i -> labels[i] == label).boxed().toList());
      Collections.shuffle(of, random);
      out.add(of);
    }
    return out;
  }

  /** A gamma number of a shape and scale 1 (Marsaglia and Tsang, 2000). */
  private static double gamma(double shape, Random random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  private static int[] numbers(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }
}
