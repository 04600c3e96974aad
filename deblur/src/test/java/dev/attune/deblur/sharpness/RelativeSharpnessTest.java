package dev.attune.deblur.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.deblur.sharpness.Selection.Ending;
import dev.attune.deblur.sharpness.Selection.Region;
import dev.attune.deblur.sharpness.Selection.Round;
import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelativeSharpnessTest {
  /** Flat maps of one value per frame. */
  private record Flat(int height, int width, List<Double> values) implements MagnitudeMaps {
    @Override
    public int frames() {
      return values.size();
    }

    @Override
    public FloatImage map(int index) {
      FloatImage map = new FloatImage(1, height, width);
      Arrays.fill(map.data(), values.get(index).floatValue());
      return map;
    }
  }

  private static Flat flat(double... values) {
    return new Flat(8, 8, Arrays.stream(values).boxed().toList());
  }

  private static final BoxRules SMALL = new BoxRules(8, 63, 0.5, List.of(), 8, 8);

  @Test
  void bisectsUntilTheCountFits() {
    // 20 frames, 0.25 of them: 5 wanted, at most 0 off; frame k has magnitude 0.02 k
    double[] values = new double[20];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.02 * i;
    }
    Selection s = new RelativeSharpness(settings(0.25, 1, 0, 0, false)).select(flat(values));
    // frames 0..4 lie below 0.1, which is the fifth's magnitude
    assertThat(s.trace()).containsExactly(new Round(0.1, 5));
    assertThat(s.regions()).extracting(Region::frame).containsExactly(0, 1, 2, 3, 4);
    assertThat(s.ending()).isEqualTo(Ending.ACCEPTED);

    Selection fewer = new RelativeSharpness(settings(0.4, 1, 0, 0, false)).select(flat(values));
    assertThat(fewer.trace())
        .containsExactly(
            new Round(0.1, 5),
            new Round(0.55, 20),
            new Round(0.325, 17),
            new Round((0.1 + 0.325) / 2, 11),
            new Round(0.15625, 8));
    assertThat(fewer.finalThreshold()).isEqualTo(0.15625);
  }

  @Test
  void bordersOfTheVideoGiveNoRegion() {
    Selection s =
        new RelativeSharpness(settings(0.7, 1, 2, 1, false))
            .select(flat(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(s.regions()).extracting(Region::frame).containsExactly(2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void endsAtTheNearestCountWhereTheTargetCannotBeMet() {
    // the count jumps from 0 to 10: none of the thresholds gives 5
    double[] values = new double[10];
    Arrays.fill(values, 0.3);
    Selection s = new RelativeSharpness(settings(0.5, 1, 0, 0, true)).select(flat(values));
    assertThat(s.ending()).isEqualTo(Ending.NEAREST);
    assertThat(s.trace().size()).isLessThanOrEqualTo(40);
    assertThat(s.regions()).hasSize(5);
    assertThat(s.finalThreshold()).isGreaterThan(0.3);
  }

  @Test
  void tooManyRegionsAreRankedByTheirMeanMagnitude() {
    // all below zero, as an estimator that is not clamped may give: no threshold separates them
    Selection s =
        new RelativeSharpness(settings(0.34, 1, 0, 0, false))
            .select(flat(-0.1, -0.3, -0.2, -0.5, -0.1, -0.4));
    assertThat(s.ending()).isEqualTo(Ending.NEAREST);
    assertThat(s.regions()).extracting(Region::frame).containsExactly(3, 5);
  }

  @Test
  void takesWholeFramesWhereNothingIsFound() {
    RelativeSharpness search = new RelativeSharpness(settings(0.4, 1, 1, 1, true));
    Selection s = search.select(flat(0, 5, 2, 4, 3, 0));
    assertThat(s.ending()).isEqualTo(Ending.WHOLE_FRAMES);
    assertThat(s.regions())
        .containsExactly(new Region(2, new Box(0, 0, 8, 8)), new Region(4, new Box(0, 0, 8, 8)));
    Selection shortVideo = search.select(flat(5, 2));
    assertThat(shortVideo.regions()).extracting(Region::frame).containsExactly(1);
  }

  @Test
  void withoutFallBackNothingIsAnAnswer() {
    Selection s = new RelativeSharpness(settings(0.5, 3, 0, 0, false)).select(flat(5, 5, 5));
    assertThat(s.ending()).isEqualTo(Ending.ACCEPTED);
    assertThat(s.regions()).isEmpty();
  }

  @Test
  void smallFramesLowerTheSmallestSize() {
    assertThat(BoxRules.REFERENCE.fittedTo(720, 1280)).isSameAs(BoxRules.REFERENCE);
    BoxRules fitted = BoxRules.REFERENCE.fittedTo(144, 270);
    assertThat(fitted.minimumHeight()).isEqualTo(128);
    assertThat(fitted.minimumWidth()).isEqualTo(256);
    assertThat(fitted.areaGreaterThan()).isEqualTo(128 * 256 - 1);
    assertThat(BoxRules.REFERENCE.fittedTo(20, 500).minimumHeight()).isEqualTo(20);
    Selection s =
        new RelativeSharpness(SelectionSettings.DEFAULT)
            .select(new Flat(128, 160, Collections.nCopies(40, 0.0)));
    assertThat(s.regions()).hasSize(8);
  }

  @Test
  void refusesWhatItCannotSearch() {
    RelativeSharpness search = new RelativeSharpness(SelectionSettings.DEFAULT);
    assertThatThrownBy(() -> search.select(flat()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without frames");
    MagnitudeMaps mixed =
        new MagnitudeMaps() {
          @Override
          public int frames() {
            return 9;
          }

          @Override
          public FloatImage map(int index) {
            return new FloatImage(1, 8, index == 4 ? 9 : 8);
          }
        };
    assertThatThrownBy(() -> search.select(mixed)).hasMessageContaining("map 4 is 8x9");
    assertThatThrownBy(() -> settings(2, 1, 0, 0, true)).hasMessageContaining("0..1");
  }

  private static SelectionSettings settings(
      double ratio, int acceptIfOffByLessThan, int unusedFirst, int unusedLast, boolean fallBack) {
    return new SelectionSettings(
        ratio,
        0.1,
        0,
        1,
        acceptIfOffByLessThan,
        1e-5,
        unusedFirst,
        unusedLast,
        40,
        1e-6,
        fallBack,
        SMALL);
  }
}
