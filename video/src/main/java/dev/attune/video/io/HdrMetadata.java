package dev.attune.video.io;

import java.util.List;
import java.util.Optional;

/**
 * What a video of high dynamic range says of the screen it was graded on and of its own light; it
 * has no part in how samples are stored, and screens dim by it.
 *
 * @param primaries chromaticities x, y of red, green, blue and white in 1/50000; empty where they
 *     are not given
 * @param luminance greatest and least luminance of the screen in 1/10000 cd/m2; empty where it is
 *     not given
 * @param contentLight greatest luminance of a pixel and greatest mean of a frame in cd/m2; empty
 *     where it is not given
 */
public record HdrMetadata(
    List<Integer> primaries, List<Integer> luminance, List<Integer> contentLight) {
  private static final int PRIMARIES = 8;

  /** Checks the counts and copies the lists. */
  public HdrMetadata {
    primaries = checked("primaries", primaries, PRIMARIES);
    luminance = checked("luminance", luminance, 2);
    contentLight = checked("content light", contentLight, 2);
  }

  /** These, or nothing where none is given. */
  static Optional<HdrMetadata> of(
      List<Integer> primaries, List<Integer> luminance, List<Integer> contentLight) {
    return primaries.isEmpty() && luminance.isEmpty() && contentLight.isEmpty()
        ? Optional.empty()
        : Optional.of(new HdrMetadata(primaries, luminance, contentLight));
  }

  private static List<Integer> checked(String name, List<Integer> values, int count) {
    if (!values.isEmpty() && values.size() != count) {
      throw new IllegalArgumentException(
          name + " of " + values.size() + " numbers: none or " + count + " are allowed");
    }
    return List.copyOf(values);
  }
}
