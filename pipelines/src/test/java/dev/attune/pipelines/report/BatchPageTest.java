package dev.attune.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.pipelines.batch.BatchResult;
import dev.attune.pipelines.batch.ItemResult;
import dev.attune.pipelines.batch.ItemStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchPageTest {
  private static ItemResult item(String name, Optional<Path> page, ItemStatus status, String note) {
    boolean done = status == ItemStatus.DONE;
    return new ItemResult(
        name,
        Path.of("out", name),
        page,
        status,
        done ? 0 : 3,
        done ? 12 : 0,
        done ? "improved" : "",
        done ? 1.5 : Double.NaN,
        done ? 2.5 : Double.NaN,
        4,
        note);
  }

  @Test
  void tellsOfEachInputAndLeadsToItsPage() {
    BatchResult batch =
        new BatchResult(
            List.of(
                item(
                    "a.mp4",
                    Optional.of(Path.of("pages/x/javascript:a #1.mp4.html")),
                    ItemStatus.DONE,
                    ""),
                item("<b>.mp4", Optional.empty(), ItemStatus.FAILED, "no video & no sound")),
            false,
            9);
    String page =
        BatchPage.of(
            batch, Path.of("pages/index.html"), new Provenance(List.of(), "now", Map.of()));
    assertThat(page)
        .contains("<a href=\"x/javascript%3Aa%20%231.mp4.html\">a.mp4</a>")
        .contains("&lt;b&gt;.mp4", "no video &amp; no sound", "2 inputs")
        .contains("<td>12</td>", "1.500 \u2192 2.500", "failed")
        .doesNotContain("<b>.mp4", "interrupted");
    assertThat(
            BatchPage.of(
                new BatchResult(batch.items(), true, 9),
                Path.of("pages/index.html"),
                new Provenance(List.of(), "now", Map.of())))
        .contains("2 inputs, interrupted");
  }
}
