package dev.attune.deblur.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.PathKernelNet;
import dev.attune.deblur.network.Tiling;
import dev.attune.deblur.resume.RunIdentity;
import dev.attune.deblur.resume.RunStore;
import dev.attune.video.io.StreamInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingOutputTest {
  private static final DeblurNetwork NET = new PathKernelNet(8, 1);
  private static final StreamInfo INFO = new TestRuns.Listed(List.of()).info();
  private static final MemoryPlan PLAN = MemoryPlan.of(Long.MAX_VALUE / 4, NET, 1920, 1080);

  @TempDir Path folder;

  private RunStore store() {
    RunIdentity identity = new RunIdentity("test", Map.of(), Map.of(), "abc");
    return RunStore.open(folder.resolve("out.mkv"), identity, f -> RunStore.Found.RESUME);
  }

  private static GrowingOutput output(Optional<RunStore> store) {
    return new GrowingOutput(new TestRuns.Collected(), store, INFO, new Stopwatch());
  }

  private static Tiling tiles(int side) {
    return PLAN.tiling().atMost(side);
  }

  @Test
  void tilesThatThereWasMemoryForAreKeptOverAResume() {
    try (RunStore store = store();
        GrowingOutput output = output(Optional.of(store))) {
      assertThat(output.within(PLAN)).isEqualTo(PLAN);
      output.keep(tiles(700));
      output.keep(tiles(350));
    }
    try (RunStore store = store();
        GrowingOutput output = output(Optional.of(store))) {
      MemoryPlan plan = output.within(PLAN);
      assertThat(plan.tiling()).isEqualTo(tiles(350));
      assertThat(plan.allowedBytes()).isEqualTo(PLAN.allowedBytes());
      // Not larger than the memory of this run allows.
      assertThat(output.within(PLAN.with(tiles(200))).tiling()).isEqualTo(tiles(200));
    }
  }

  @Test
  void withoutAStoreNothingIsKept() {
    try (GrowingOutput output = output(Optional.empty())) {
      output.keep(tiles(350));
      assertThat(output.within(PLAN)).isEqualTo(PLAN);
    }
  }
}
