package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  private static final NaturalOrder ORDER = new NaturalOrder();

  @Test
  void numbersCompareByValue() {
    List<String> names =
        List.of("f", "f0", "f00", "f1", "f01", "f2", "f9a", "f10", "f10b2", "f10b12", "g1");
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, new Random(5));
    shuffled.sort(ORDER);
    List<String> expected =
        List.of("f", "f0", "f00", "f01", "f1", "f2", "f9a", "f10", "f10b2", "f10b12", "g1");
    assertThat(shuffled).isEqualTo(expected);
  }

  @Test
  void numbersOfAnyLengthCompare() {
    assertThat(ORDER.compare("a99999999999999999999", "a100000000000000000000")).isNegative();
  }

  @Property
  void itIsATotalOrder(
      @ForAll("names") String a, @ForAll("names") String b, @ForAll("names") String c) {
    assertThat(Integer.signum(ORDER.compare(a, b))).isEqualTo(-Integer.signum(ORDER.compare(b, a)));
    assertThat(ORDER.compare(a, b) == 0).isEqualTo(a.equals(b));
    if (ORDER.compare(a, b) <= 0 && ORDER.compare(b, c) <= 0) {
      assertThat(ORDER.compare(a, c)).isNotPositive();
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("01259a_.").ofMaxLength(6);
  }
}
