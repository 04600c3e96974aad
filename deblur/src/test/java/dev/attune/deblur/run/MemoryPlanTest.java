package dev.attune.deblur.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.Estrnn;
import dev.attune.deblur.network.PathKernelNet;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryPlanTest {
  private static final DeblurNetwork NET = new PathKernelNet(64, 8);

  /** What the heap may take, whatever this Java machine was given, and more. */
  private static long beyondHeap(double gibibytes) {
    return Runtime.getRuntime().maxMemory() + (long) (gibibytes * (1L << 30));
  }

  @ParameterizedTest
  @CsvSource({"1280,720,3", "3840,2160,2", "3840,2160,5", "2160,3840,5", "7680,4320,12"})
  void plansKeepToWhatIsAllowed(int width, int height, double gibibytes) {
    MemoryPlan plan = MemoryPlan.of(beyondHeap(gibibytes), NET, width, height);
    assertThat(plan.bytes()).isLessThanOrEqualTo(beyondHeap(gibibytes));
    assertThat(plan.queue()).isBetween(1, 3);
  }

  @Test
  void moreMemoryGivesFewerTilesAndAtLastNone() {
    int[] tiles =
        DoubleStream.of(2, 3, 5, 12)
            .mapToObj(g -> MemoryPlan.of(beyondHeap(g), NET, 3840, 2160).tiles(3840, 2160))
            .mapToInt(Integer::intValue)
            .toArray();
    assertThat(tiles[0]).isGreaterThan(tiles[2]);
    assertThat(tiles[1]).isGreaterThanOrEqualTo(tiles[2]);
    assertThat(tiles[3]).isEqualTo(1);
  }

  @Test
  void tilesOfANetworkWithAStateFadeIntoEachOther() {
    assertThat(MemoryPlan.of(beyondHeap(4), Estrnn.published(), 3840, 2160).tiling().fade())
        .isGreaterThan(0);
    assertThat(MemoryPlan.of(beyondHeap(4), NET, 3840, 2160).tiling().fade()).isZero();
  }

  @Test
  void tooLittleIsToldWithWhatIsNeeded() {
    assertThatThrownBy(() -> MemoryPlan.of(beyondHeap(0.6), NET, 3840, 2160))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("3840x2160")
        .hasMessageContaining("--memory");
  }
}
