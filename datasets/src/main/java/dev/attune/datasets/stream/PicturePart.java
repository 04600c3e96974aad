package dev.attune.datasets.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * One of several equal parts of a set of pictures, so that what is chosen on one part can be
 * measured on another. Within each class, in the order of the pictures' names or numbers, every
 * {@code count}-th picture belongs to the same part; seed and limit do not matter.
 *
 * @param number which part, 1 to {@code count}
 * @param count number of parts, at least 1
 */
public record PicturePart(int number, int count) {
  /** Checks the ranges. */
  public PicturePart {
    if (count < 1 || number < 1 || number > count) {
      throw new IllegalArgumentException(
          "part " + number + "/" + count + ": 1/1, or 1/N to N/N are allowed");
    }
  }

  /**
   * Draws from what belongs to this part.
   *
   * @param all in the order of names or numbers
   * @param label class of each
   * @param limit how many at most
   */
  <T> List<T> drawn(List<T> all, Function<T, ?> label, int limit, long seed) {
    Map<Object, Integer> seen = new HashMap<>();
    List<T> out = new ArrayList<>();
    for (T item : all) {
      if ((seen.merge(label.apply(item), 1, Integer::sum) - 1) % count == number - 1) {
        out.add(item);
      }
    }
    Collections.shuffle(out, new Random(seed));
    return List.copyOf(out.subList(0, Math.min(limit, out.size())));
  }

  @Override
  public String toString() {
    return number + "/" + count;
  }
}
