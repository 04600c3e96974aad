package dev.attune.adaptation.weights.catalog;

import java.util.regex.Pattern;

/**
 * The file of a model's weights, which lies beside its card.
 *
 * @param file its plain name, without folders
 * @param sha256 digest of the whole file, 64 hexadecimal digits
 * @param bytes its size
 */
public record StoredWeights(String file, String sha256, long bytes) {
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Checks the fields. */
  public StoredWeights {
    if (file == null || !FILE.matcher(file).matches()) {
      throw new IllegalArgumentException(
          "the weights' file '" + file + "' is no plain file name beside the card");
    }
    if (sha256 == null || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 must have 64 digits of 0-9 and a-f");
    }
    if (bytes <= 0) {
      throw new IllegalArgumentException("bytes must be a size above 0, not " + bytes);
    }
  }
}
