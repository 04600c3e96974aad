package dev.attune.pipelines.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.datasets.metric.Quality;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeblurBenchmarkTest {
  private static DeblurBenchmark.Row row(String name, double psnr) {
    return new DeblurBenchmark.Row(
            name, 4, Map.of("input", psnr), Map.of("input", 0.5), Map.of(), "skipped", Map.of())
        .with(List.of(new ClassicMethods.Best("wiener", "weight 1", new Quality(psnr + 2, 0.75))));
  }

  @Test
  void filtersStandBesideTheModels() {
    DeblurBenchmark.Row row = row("a", 20);
    assertThat(row.psnr()).containsExactly(Map.entry("input", 20.0), Map.entry("wiener", 22.0));
    assertThat(row.ssim()).containsExactly(Map.entry("input", 0.5), Map.entry("wiener", 0.75));
    assertThat(row.filters()).containsExactly(Map.entry("wiener", "weight 1"));
  }

  @Test
  void everySequenceCountsOnceInTheMean() {
    DeblurBenchmark.Mean mean = DeblurBenchmark.mean(List.of(row("a", 20), row("b", 26)));
    assertThat(mean.psnr()).containsExactly(Map.entry("input", 23.0), Map.entry("wiener", 25.0));
    assertThat(mean.ssim()).containsEntry("wiener", 0.75);
  }
}
