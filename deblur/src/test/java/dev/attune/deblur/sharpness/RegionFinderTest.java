package dev.attune.deblur.sharpness;

import static dev.attune.deblur.sharpness.Side.LEFT;
import static dev.attune.deblur.sharpness.Side.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.video.frame.FloatImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RegionFinderTest {
  private static final List<Side> ALL = BoxRules.REFERENCE.trimOrder();

  @Test
  void touchingCornersJoinOnlyWithEightNeighbours() {
    FloatImage map =
        picture(
            "##..", //
            "##..", "..##", "..##");
    assertThat(find(map, new BoxRules(8, 3, 0, ALL, 1, 1)).raw())
        .containsExactly(new Box(0, 0, 4, 4));
    assertThat(find(map, new BoxRules(4, 3, 0, ALL, 1, 1)).raw())
        .containsExactly(new Box(0, 0, 2, 2), new Box(2, 2, 4, 4));
  }

  @Test
  void areaOfTheBoundingBoxMustBeGreaterThanTheLimit() {
    FloatImage map = picture("###", "###");
    assertThat(find(map, new BoxRules(8, 5, 0, ALL, 1, 1)).raw()).hasSize(1);
    assertThat(find(map, new BoxRules(8, 6, 0, ALL, 1, 1)).raw()).isEmpty();
  }

  @Test
  void trimmingLeavesTheLastBadLineInside() {
    FloatImage map =
        picture(
            "#..####", //
            "#######", "...####", "...####");
    // columns 0 (half sharp: good) .. but with a limit above one half it is bad, as are 1 and 2
    Box box = find(map, new BoxRules(8, 1, 0.6, List.of(LEFT), 1, 1)).refined().get(0);
    assertThat(box).isEqualTo(new Box(0, 2, 4, 7));
    Box untouched =
        find(map, new BoxRules(8, 1, 0.25, List.of(LEFT, RIGHT), 1, 1)).refined().get(0);
    assertThat(untouched).isEqualTo(new Box(0, 0, 4, 7));
  }

  @Test
  void everySideIsTrimmedInTheGivenOrder() {
    FloatImage map =
        picture(
            ".....#..", //
            "..###...",
            "########",
            "..###...",
            "..###...",
            "...#....",
            "...#....");
    // from the left and right down to columns 1..6 (slack of one), then rows of too few pixels
    Box box = find(map, new BoxRules(8, 1, 0.5, ALL, 1, 1)).refined().get(0);
    assertThat(box).isEqualTo(new Box(0, 1, 6, 6));
  }

  @Test
  void refinedBoxesAreLargeEnough() {
    FloatImage map = picture("####", "####");
    assertThat(find(map, new BoxRules(8, 1, 0.5, ALL, 2, 4)).refined()).hasSize(1);
    assertThat(find(map, new BoxRules(8, 1, 0.5, ALL, 3, 4)).refined()).isEmpty();
    assertThat(find(map, new BoxRules(8, 1, 0.5, ALL, 2, 5)).refined()).isEmpty();
  }

  @Test
  void notANumberIsNotSharp() {
    FloatImage map = new FloatImage(1, 1, 2, new float[] {Float.NaN, 0});
    assertThat(find(map, BoxRules.REFERENCE).sharpPixels()).isEqualTo(1);
  }

  @Property(tries = 60)
  void componentsEqualAFloodFill(
      @ForAll @IntRange(min = 1, max = 14) int height,
      @ForAll @IntRange(min = 1, max = 14) int width,
      @ForAll @IntRange(min = 0, max = 100) int percent,
      @ForAll boolean eight,
      @ForAll long seed) {
    Random random = new Random(seed);
    FloatImage map = new FloatImage(1, height, width);
    for (int i = 0; i < map.data().length; i++) {
      map.data()[i] = random.nextInt(100) < percent ? 0 : 1;
    }
    RegionFinder finder = new RegionFinder(new BoxRules(eight ? 8 : 4, 0, 0, List.of(), 1, 1));
    finder.find(new FloatImage(1, 14, 14), 0.5); // work space of an earlier frame must not matter
    assertThat(finder.find(map, 0.5).raw()).isEqualTo(flood(map, eight));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new BoxRules(6, 1, 0.5, ALL, 1, 1)).hasMessageContaining("4 or 8");
    assertThatThrownBy(() -> new BoxRules(8, 1, 1.5, ALL, 1, 1)).hasMessageContaining("0..1");
    assertThatThrownBy(() -> new BoxRules(8, 1, 0.5, ALL, 0, 1)).hasMessageContaining("at least");
    assertThatThrownBy(() -> new Box(3, 0, 2, 1)).hasMessageContaining("ends before");
  }

  private static List<Box> flood(FloatImage map, boolean eight) {
    int height = map.height();
    int width = map.width();
    boolean[] seen = new boolean[height * width];
    List<Box> boxes = new ArrayList<>();
    for (int start = 0; start < seen.length; start++) {
      if (seen[start] || map.data()[start] > 0.5) {
        continue;
      }
      int[] b = {height, width, 0, 0};
      ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
      seen[start] = true;
      while (!queue.isEmpty()) {
        int at = queue.poll();
        int y = at / width;
        int x = at % width;
        b[0] = Math.min(b[0], y);
        b[1] = Math.min(b[1], x);
        b[2] = Math.max(b[2], y + 1);
        b[3] = Math.max(b[3], x + 1);
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            int ny = y + dy;
            int nx = x + dx;
            boolean joined = eight || dy == 0 || dx == 0;
            if (joined && ny >= 0 && nx >= 0 && ny < height && nx < width) {
              int next = ny * width + nx;
              if (!seen[next] && map.data()[next] < 0.5) {
                seen[next] = true;
                queue.add(next);
              }
            }
          }
        }
      }
      boxes.add(new Box(b[0], b[1], b[2], b[3]));
    }
    return boxes;
  }

  private static RegionFinder.Found find(FloatImage map, BoxRules rules) {
    return new RegionFinder(rules).find(map, 0.5);
  }

  /** A map that is sharp (0) where the drawing has a '#' and blurred (1) elsewhere. */
  private static FloatImage picture(String... rows) {
    FloatImage map = new FloatImage(1, rows.length, rows[0].length());
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[y].length(); x++) {
        map.data()[y * map.width() + x] = rows[y].charAt(x) == '#' ? 0 : 1;
      }
    }
    return map;
  }
}
