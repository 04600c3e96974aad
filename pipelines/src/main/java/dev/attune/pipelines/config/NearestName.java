package dev.attune.pipelines.config;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
public final class NearestName {
  private NearestName() {}

  /**
   * The candidate with the fewest typing mistakes from {@code typed}: letters missing, added,
   * exchanged or swapped with their neighbour. Empty when none is near.
   */
  public static Optional<String> among(Collection<String> candidates, String typed) {
    String best = null;
    int fewest = Math.max(2, typed.length() / 3) + 1;
    for (String candidate : candidates) {
      int mistakes = mistakes(typed, candidate);
      // What has nothing in common is no suggestion, however short the names.
      if (mistakes < fewest && mistakes < Math.max(typed.length(), candidate.length())) {
        best = candidate;
        fewest = mistakes;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Optimal string alignment distance. */
  static int mistakes(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
