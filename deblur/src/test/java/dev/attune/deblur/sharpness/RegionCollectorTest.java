package dev.attune.deblur.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.deblur.Textures;
import dev.attune.deblur.blur.LineIntegralBlur;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.RegionCollector.Kept;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegionCollectorTest {
  private static final int H = 96;
  private static final int W = 128;
  private static final RegionSettings SETTINGS = new RegionSettings(64, 2, 0.1, 0.6, 4, 2);
  private static GradientEnergy sharp;
  private static GradientEnergy blurred;
  private static GradientEnergy leftSharp;
  private static GradientEnergy flat;

  @BeforeAll
  static void measure() {
    FloatImage picture = Textures.random(1, H, W, 1);
    BlurPath path = BlurPath.still(H, W);
    Arrays.fill(path.linearX(), 9);
    FloatImage soft = new LineIntegralBlur(TransferCurve.LINEAR).blur(picture, path);
    FloatImage half = new FloatImage(1, H, W, soft.data().clone());
    for (int y = 0; y < H; y++) {
      System.arraycopy(picture.data(), y * W, half.data(), y * W, W / 2);
    }
    GradientMeter meter = new GradientMeter();
    sharp = meter.measure(picture);
    blurred = meter.measure(soft);
    leftSharp = meter.measure(half);
    flat = meter.measure(new FloatImage(1, H, W, filled(0.5f)));
  }

  @Test
  void findsTheSharpFramesAndPlaces() {
    List<GradientEnergy> video = repeat(blurred, 20);
    video.set(9, leftSharp);
    List<Kept<List<Long>>> best = collect(video, Set.of()).best(1);
    assertThat(best).hasSize(1);
    SharpRegion region = best.get(0).region();
    assertThat(region.frameIndex()).isEqualTo(9);
    assertThat(region.box().right()).isLessThanOrEqualTo(W / 2 + 16);
    assertThat(region.rank()).isGreaterThan(0.95);
    assertThat(best.get(0).content()).containsExactly(7L, 8L, 9L, 10L, 11L);
  }

  @Test
  void spreadsOverTimeAndPassesBlurredStretchesOver() {
    List<GradientEnergy> video = repeat(blurred, 32);
    video.set(3, sharp);
    video.set(4, sharp);
    video.set(28, sharp);
    List<Kept<List<Long>>> best = collect(video, Set.of()).best(100);
    Set<Long> frames = new TreeSet<>();
    best.forEach(k -> frames.add(k.region().frameIndex()));
    assertThat(frames).contains(28L).containsAnyOf(3L, 4L).isSubsetOf(Set.of(3L, 4L, 28L));
    assertThat(best.get(0).region().frameIndex() / 8)
        .isNotEqualTo(best.get(1).region().frameIndex() / 8);
  }

  @Test
  void windowsDoNotCrossCutsNorTheEnds() {
    List<GradientEnergy> video = repeat(sharp, 12);
    List<Kept<List<Long>>> best = collect(video, Set.of(6)).best(100);
    assertThat(best).isNotEmpty();
    for (Kept<List<Long>> kept : best) {
      long t = kept.region().frameIndex();
      assertThat(t).isIn(2L, 3L, 8L, 9L);
      assertThat(kept.region().scene()).isEqualTo(t < 6 ? 0 : 1);
      for (long k : kept.content()) {
        assertThat(k < 6).isEqualTo(t < 6);
      }
    }
  }

  @Test
  void shortScenesGiveNothing() {
    assertThat(collect(repeat(sharp, 4), Set.of()).best(10)).isEmpty();
    assertThat(collect(repeat(sharp, 12), Set.of(4, 8)).best(10)).isEmpty();
  }

  @Test
  void everySceneCountsByItsOwnMeasure() {
    // the second scene is blurred throughout but for one frame that is less so
    List<GradientEnergy> video = repeat(sharp, 16);
    video.addAll(repeat(blurred, 16));
    video.set(24, leftSharp);
    List<Kept<List<Long>>> best = collect(video, Set.of(16)).best(100);
    assertThat(best).anyMatch(k -> k.region().frameIndex() == 24 && k.region().rank() > 0.9);
  }

  @Test
  void skyTeachesNothing() {
    assertThat(collect(repeat(flat, 20), Set.of()).best(10)).isEmpty();
  }

  @Test
  void memoryDoesNotGrowWithTheVideo() {
    int[] cuts = {0};
    RegionCollector<Long, Long> collector =
        new RegionCollector<>(
            SETTINGS,
            new NoiseFloor(),
            (window, box) -> {
              cuts[0]++;
              return window.get(2);
            });
    for (long t = 0; t < 3000; t++) {
      collector.add(t, t % 100 == 0, t % 7 == 3 ? sharp : blurred, t);
    }
    List<Kept<Long>> best = collector.best(1000);
    assertThat(best.size()).isLessThanOrEqualTo(SETTINGS.buckets() * SETTINGS.perBucket());
    assertThat(best).allMatch(k -> k.region().frameIndex() % 7 == 3);
    long first = best.stream().mapToLong(k -> k.region().frameIndex()).min().orElseThrow();
    long last = best.stream().mapToLong(k -> k.region().frameIndex()).max().orElseThrow();
    assertThat(first).isLessThan(1000);
    assertThat(last).isGreaterThan(2000);
  }

  @Test
  void smallFramesHoldSmallerRegions() {
    assertThat(RegionSettings.DEFAULT.sideIn(720, 1280)).isEqualTo(256);
    assertThat(RegionSettings.DEFAULT.sideIn(144, 176)).isEqualTo(128);
    assertThat(RegionSettings.DEFAULT.sideIn(20, 50)).isEqualTo(20);
    assertThatThrownBy(() -> new RegionSettings(8, 2, 0, 0, 4, 1)).hasMessageContaining("at least");
    assertThatThrownBy(() -> new RegionSettings(64, 2, 2, 0, 4, 1)).hasMessageContaining("0..1");
  }

  private static RegionCollector<Long, List<Long>> collect(
      List<GradientEnergy> video, Set<Integer> cuts) {
    NoiseFloor noise = new NoiseFloor();
    RegionCollector<Long, List<Long>> collector =
        new RegionCollector<>(SETTINGS, noise, (window, box) -> window);
    for (int t = 0; t < video.size(); t++) {
      collector.add(t, cuts.contains(t), video.get(t), (long) t);
    }
    return collector;
  }

  private static List<GradientEnergy> repeat(GradientEnergy energy, int count) {
    return new ArrayList<>(java.util.Collections.nCopies(count, energy));
  }

  private static float[] filled(float value) {
    float[] out = new float[H * W];
    Arrays.fill(out, value);
    return out;
  }
}
