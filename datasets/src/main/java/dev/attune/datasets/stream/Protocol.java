package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.CorruptionType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** How domains and classes follow each other in a stream. */
public enum Protocol {
  /** One corruption after the other; the adapter starts again at each. */
  RESET,
  /** One corruption after the other, never started again, classes shuffled. */
  CONTINUAL,
  /** All corruptions shuffled into one. */
  MIXED,
  /**
   * The first corruption from the severity down to 1, every other one up from 1 and down again
   * (Wang et al., CoTTA, 2022).
   */
  GRADUAL,
  /** As {@link #CONTINUAL}, with classes in Dirichlet slices. */
  CORRELATED,
  /** As {@link #CONTINUAL}, with classes one after the other. */
  SORTED,
  /** As {@link #CONTINUAL}, with the clean pictures after every fifth corruption and at the end. */
  RETURNS;

  private static final int BETWEEN_RETURNS = 5;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The stream.
   *
   * @param labels of the pictures that take part
   * @param types corruptions in their order
   * @param severity greatest, 1 to 5
   * @param concentration of the Dirichlet slices, above 0; 0.1 is usual
   * @param seed of the orders
   * @return segments; batches do not reach over their ends
   */
  public List<List<StreamItem>> plan(
      int[] labels, List<CorruptionType> types, int severity, double concentration, long seed) {
    Random random = new Random(seed);
    List<List<StreamItem>> out = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      for (int s : severities(i, severity)) {
        out.add(items(order(labels, concentration, random), Optional.of(types.get(i)), s));
      }
      if (this == RETURNS && ((i + 1) % BETWEEN_RETURNS == 0 || i == types.size() - 1)) {
        out.add(items(order(labels, concentration, random), Optional.empty(), 0));
      }
    }
    if (this != MIXED) {
      return out;
    }
    List<StreamItem> all = new ArrayList<>();
    out.forEach(all::addAll);
    Collections.shuffle(all, random);
    return List.of(all);
  }

  private List<Integer> severities(int position, int most) {
    if (this != GRADUAL) {
      return List.of(most);
    }
    List<Integer> out = new ArrayList<>();
    for (int s = 1; position > 0 && s < most; s++) {
      out.add(s);
    }
    for (int s = most; s >= 1; s--) {
      out.add(s);
    }
    return out;
  }

  private int[] order(int[] labels, double concentration, Random random) {
    return switch (this) {
      case CORRELATED -> LabelOrder.dirichlet(labels, concentration, random);
      case SORTED -> LabelOrder.sorted(labels, random);
      default -> LabelOrder.shuffled(labels, random);
    };
  }

  private static List<StreamItem> items(int[] order, Optional<CorruptionType> type, int severity) {
    List<StreamItem> out = new ArrayList<>();
    for (int picture : order) {
      out.add(new StreamItem(picture, type, severity));
    }
    return out;
  }
}
