package dev.attune.deblur.parity;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/**
 * Repeats the recorded cases of {@code <attune.parity.dir>/deblur}; without that property, the few
 * that are part of the test resources.
 */
@Tag("parity")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParityTest {
  private static final int PASSED = 0;
  private static final int SKIPPED = 1;
  private static final int FAILED = 2;

  private final Map<String, int[]> table = new TreeMap<>();
  private final Map<String, String> reasons = new TreeMap<>();

  @TestFactory
  List<DynamicTest> everyCase() throws IOException, URISyntaxException {
    return ParityIndex.tests(ParityIndex.folder(), this::repeat);
  }

  @AfterAll
  void printTable() {
    System.out.printf(
        "%nparity/deblur%n%-34s %6s %7s %6s%n", "kind", "passed", "skipped", "failed");
    int[] sum = new int[3];
    table.forEach(
        (kind, n) -> {
          System.out.printf(
              "%-34s %6d %7d %6d  %s%n",
              kind, n[PASSED], n[SKIPPED], n[FAILED], reasons.getOrDefault(kind, ""));
          for (int i = 0; i < sum.length; i++) {
            sum[i] += n[i];
          }
        });
    System.out.printf("%-34s %6d %7d %6d%n%n", "all", sum[PASSED], sum[SKIPPED], sum[FAILED]);
  }

  private void repeat(Path folder) throws Exception {
    String kind = "(unreadable)";
    int result = FAILED;
    try {
      ParityCase recorded = new ParityCase(folder);
      kind = recorded.kind();
      ParityIndex.repeat(recorded);
      result = PASSED;
    } catch (TestAbortedException e) {
      result = SKIPPED;
      reasons.put(kind, e.getMessage());
      throw e;
    } finally {
      table.computeIfAbsent(kind, k -> new int[3])[result]++;
    }
  }
}
