package dev.attune.deblur.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRandomTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2023, -1, Long.MIN_VALUE})
  void givesTheNumbersOfTheJdkAndGoesOnFromItsState(long seed) {
    SplittableRandom expected = new SplittableRandom(seed);
    KeptRandom random = new KeptRandom(seed);
    for (int i = 1; i < 2000; i++) {
      assertThat(random.nextInt(i)).isEqualTo(expected.nextInt(i));
      assertThat(random.nextBoolean()).isEqualTo(expected.nextBoolean());
      assertThat(random.nextLong()).isEqualTo(expected.nextLong());
      assertThat(random.nextDouble()).isEqualTo(expected.nextDouble());
      random = new KeptRandom(random.state());
    }
  }
}
