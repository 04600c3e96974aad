package dev.attune.adaptation.network.op;

import dev.attune.adaptation.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Sizes as text: {@code n,6,2h,w} has one known size and three that are unknown while building; a
 * letter stands for one number wherever it occurs, {@code 2h} for twice that number.
 */
record Pattern(String text) {
  /** What the graph is built with. */
  Shape declared() {
    return shape(Map.of());
  }

  /** Real sizes; letters without a number are unknown. */
  Shape shape(Map<Character, Integer> letters) {
    if (text.isEmpty()) {
      return Shape.of();
    }
    return Shape.of(
        Arrays.stream(text.split(",")).mapToLong(token -> size(token, letters)).toArray());
  }

  private static long size(String token, Map<Character, Integer> letters) {
    char last = token.charAt(token.length() - 1);
    if (!Character.isLetter(last)) {
      return Long.parseLong(token);
    }
    String factor = token.substring(0, token.length() - 1);
    Integer n = letters.get(last);
    return n == null ? Shape.ANY : n * (factor.isEmpty() ? 1L : Long.parseLong(factor));
  }

  /** Numbers for all letters: the first draw has a batch of one, the second odd sizes. */
  static Map<Character, Integer> draw(int number) {
    Random random = new Random(number);
    Map<Character, Integer> out = new TreeMap<>();
    for (char c = 'a'; c <= 'z'; c++) {
      boolean spatial = c == 'h' || c == 'w';
      int size = spatial ? 6 + random.nextInt(4) : 2 + random.nextInt(4);
      out.put(c, number == 1 ? size | 1 : size);
    }
    out.put('n', number == 0 ? 1 : 2 + random.nextInt(2));
    return out;
  }
}
