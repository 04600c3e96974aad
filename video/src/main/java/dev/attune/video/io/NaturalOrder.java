package dev.attune.video.io;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Names as people count them: runs of digits compare by their value, so {@code f2} stands before
 * {@code f10}. A total order: names that count alike ({@code f01}, {@code f1}) compare as text.
 */
final class NaturalOrder implements Comparator<String> {
  /** Files by their names. */
  static final Comparator<Path> OF_FILES =
      Comparator.comparing((Path file) -> file.getFileName().toString(), new NaturalOrder());

  @Override
  public int compare(String first, String second) {
    int i = 0;
    int j = 0;
    while (i < first.length() && j < second.length()) {
      if (isDigit(first.charAt(i)) && isDigit(second.charAt(j))) {
        int endI = endOfDigits(first, i);
        int endJ = endOfDigits(second, j);
        int order = compareNumbers(first.substring(i, endI), second.substring(j, endJ));
        if (order != 0) {
          return order;
        }
        i = endI;
        j = endJ;
      } else {
        int order = Character.compare(first.charAt(i), second.charAt(j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
    }
    int order = Integer.compare(first.length() - i, second.length() - j);
    return order != 0 ? order : first.compareTo(second);
  }

  private static int compareNumbers(String first, String second) {
    String a = withoutLeadingZeros(first);
    String b = withoutLeadingZeros(second);
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  private static String withoutLeadingZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  // Only 0 to 9: other scripts' digits do not compare by value as text.
  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
