package dev.attune.adaptation.online;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pictures of a stream, balanced over the classes that they are taken for, new and certain ones
 * first (Yuan et al., RoTTA, 2023). A picture of a class that has its share pushes out the worst of
 * its class, another one the worst of the largest classes; worst is the greatest {@code 1 / (1 +
 * exp(-age / capacity)) + entropy / ln K}, and nothing is pushed out for a newcomer that is worse
 * itself.
 */
public final class ClassMemory implements Part {
  private final int capacity;
  private final int every;
  private final List<Item> items = new ArrayList<>();
  private int sinceStep;

  /** A remembered picture. */
  private static final class Item {
    private final Pictures picture;
    private final int label;
    private final double uncertainty;
    private int age;

    Item(Pictures picture, int label, double uncertainty) {
      this.picture = picture;
      this.label = label;
      this.uncertainty = uncertainty;
    }
  }

  /**
   * What is learnt from.
   *
   * @param pictures all that is remembered
   * @param weights of them: {@code exp(-age / capacity) / (1 + exp(-age / capacity))}
   */
  @SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
  record Content(Pictures pictures, double[] weights) {}

  /**
   * An empty memory.
   *
   * @param capacity pictures at most, at least 1; 64 in RoTTA
   * @param every pictures after which a step is due, at least 1; 64 in RoTTA
   */
  public ClassMemory(int capacity, int every) {
    if (capacity < 1 || every < 1) {
      throw new IllegalArgumentException(
          "memory of " + capacity + " pictures, a step every " + every + ": at least 1 is allowed");
    }
    this.capacity = capacity;
    this.every = every;
  }

  /**
   * Offers one picture.
   *
   * @param logits of it
   * @return whether a step is due
   */
  boolean offer(Pictures picture, double[] logits) {
    int classes = logits.length;
    int label = Distributions.argmax(logits);
    Item item = new Item(picture, label, Distributions.entropy(logits) / Math.log(classes));
    if (makesRoom(item, classes)) {
      items.add(item);
    }
    items.forEach(i -> i.age++);
    sinceStep++;
    boolean due = sinceStep == every;
    sinceStep = due ? 0 : sinceStep;
    return due;
  }

  private boolean makesRoom(Item newcomer, int classes) {
    long own = count(newcomer.label);
    List<Item> candidates;
    if (own * classes < capacity) {
      if (items.size() < capacity) {
        return true;
      }
      long most = items.stream().mapToLong(i -> count(i.label)).max().orElse(0);
      candidates = items.stream().filter(i -> count(i.label) == most).toList();
    } else {
      candidates = items.stream().filter(i -> i.label == newcomer.label).toList();
    }
    Item worst = candidates.stream().max(Comparator.comparingDouble(this::badness)).orElseThrow();
    if (badness(worst) <= badness(newcomer)) {
      return false;
    }
    items.remove(worst);
    return true;
  }

  private long count(int label) {
    return items.stream().filter(i -> i.label == label).count();
  }

  private double badness(Item i) {
    return 1 / (1 + Math.exp(-(double) i.age / capacity)) + i.uncertainty;
  }

  /** Number of remembered pictures. */
  public int size() {
    return items.size();
  }

  /** All that is remembered. */
  Content content() {
    double[] weights = new double[items.size()];
    for (int i = 0; i < weights.length; i++) {
      double e = Math.exp(-(double) items.get(i).age / capacity);
      weights[i] = e / (1 + e);
    }
    return new Content(Pictures.concat(items.stream().map(i -> i.picture).toList()), weights);
  }

  @Override
  public void reset() {
    items.clear();
    sinceStep = 0;
  }

  @Override
  public String toString() {
    return "ClassMemory[capacity=" + capacity + ", every=" + every + "]";
  }
}
