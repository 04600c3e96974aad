package dev.attune.deblur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.sharpness.Box;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TilingTest {
  @Test
  void tilesOfAnotherRunAreTakenWhereTheyAreSmaller() {
    Tiling tiling = new Tiling(1000, 20, 0, 4);
    assertThat(tiling.atMost(300)).isEqualTo(new Tiling(300, 20, 0, 4));
    assertThat(tiling.atMost(1001)).isEqualTo(tiling);
    assertThat(tiling.atMost(1)).isEqualTo(new Tiling(Tiling.least(20, 0, 4), 20, 0, 4));
  }

  @RepeatedTest(60)
  void everyPixelIsMadeOnceByTilesThatHaveSeenItsSurroundings(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    int multiple = new int[] {1, 4, 8}[random.nextInt(3)];
    int unseen = random.nextInt(40);
    int fade = random.nextInt(3) * 16;
    int most = Tiling.least(unseen, fade, multiple) + random.nextInt(120);
    int height = multiple * (1 + random.nextInt(600 / multiple));
    int width = multiple * (1 + random.nextInt(400 / multiple));
    List<Tile> tiles = new Tiling(most, unseen, fade, multiple).tiles(height, width);
    double[] sum = new double[height * width];
    for (Tile t : tiles) {
      Box b = t.box();
      assertThat(Box.whole(height, width).contains(b)).isTrue();
      assertThat(b.height()).isLessThanOrEqualTo(Math.max(most, Math.min(most, height)));
      assertThat(b.width()).isLessThanOrEqualTo(most);
      assertThat(List.of(b.top(), b.left(), b.height(), b.width()))
          .allMatch(side -> side % multiple == 0);
      for (int y = 0; y < b.height(); y++) {
        boolean nearCut =
            (b.top() > 0 && y < unseen) || (b.bottom() < height && y >= b.height() - unseen);
        assertThat(nearCut && t.rowWeights()[y] > 0).isFalse();
        for (int x = 0; x < b.width(); x++) {
          sum[(b.top() + y) * width + b.left() + x] += t.rowWeights()[y] * t.columnWeights()[x];
        }
      }
    }
    for (double s : sum) {
      assertThat(s).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void whatFitsIsOneTile() {
    assertThat(new Tiling(400, 64, 0, 4).tiles(400, 300)).hasSize(1);
    assertThat(new Tiling(400, 64, 0, 4).tiles(404, 300)).hasSizeGreaterThan(1);
  }

  @Test
  void halvingEndsAtTheLeast() {
    Tiling tiling = new Tiling(4000, 64, 32, 4);
    int times = 0;
    while (tiling.canBeHalved()) {
      tiling = tiling.halved(Box.whole(720, 1280));
      times++;
    }
    assertThat(tiling.most()).isEqualTo(Tiling.least(64, 32, 4));
    assertThat(times).isBetween(2, 6);
  }

  @Test
  void tilesWithoutAnythingOfTheirOwnAreRefused() {
    assertThatThrownBy(() -> new Tiling(130, 64, 0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("130")
        .hasMessageContaining(String.valueOf(Tiling.least(64, 0, 4)));
    assertThatThrownBy(() -> new Tiling(400, 64, 0, 4).tiles(402, 300))
        .hasMessageContaining("402x300");
  }
}
