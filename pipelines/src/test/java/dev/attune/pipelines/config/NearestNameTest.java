package dev.attune.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("preset", "adapt", "crf", "progress", "steps");

  @Test
  void findsWhatWasMistyped() {
    assertThat(NearestName.among(NAMES, "prest")).contains("preset");
    assertThat(NearestName.among(NAMES, "rpeset")).contains("preset");
    assertThat(NearestName.among(NAMES, "adopt")).contains("adapt");
    assertThat(NearestName.among(NAMES, "step")).contains("steps");
  }

  @Test
  void suggestsNothingForSomethingElse() {
    assertThat(NearestName.among(NAMES, "bitrate")).isEmpty();
    assertThat(NearestName.among(NAMES, "zz")).isEmpty();
    assertThat(NearestName.among(List.of(), "preset")).isEmpty();
  }

  @Property
  void countsMistakesAlikeBothWays(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b) {
    int mistakes = NearestName.mistakes(a, b);
    assertThat(mistakes).isEqualTo(NearestName.mistakes(b, a));
    assertThat(mistakes)
        .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    assertThat(mistakes == 0).isEqualTo(a.equals(b));
  }
}
