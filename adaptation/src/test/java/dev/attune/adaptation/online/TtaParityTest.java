package dev.attune.adaptation.online;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Repeats the recorded runs of {@code <attune.parity.dir>/tta}, outputs and state. */
@Tag("parity")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TtaParityTest {
  private final Map<String, int[]> table = new TreeMap<>();

  @TestFactory
  List<DynamicTest> everyRun() throws IOException {
    String given = System.getProperty("attune.parity.dir", "");
    Assumptions.assumeFalse(given.isBlank(), "attune.parity.dir is not set");
    Path folder = Path.of(System.getProperty("attune.root", "")).resolve(given).resolve("tta");
    Assumptions.assumeTrue(Files.exists(folder.resolve("manifest.json")), "no " + folder);
    TtaRecord record = new TtaRecord(folder);
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> run : record.manifest().get("runs").properties()) {
      String method = run.getValue().get("method").asText();
      tests.add(
          DynamicTest.dynamicTest(
              run.getKey(), () -> count(method, () -> repeat(record, run.getValue()))));
    }
    for (JsonNode check : record.manifest().get("losses").get("checks")) {
      String function = check.get("function").asText();
      tests.add(
          DynamicTest.dynamicTest(
              "loss " + function, () -> count("losses", () -> TtaLosses.check(record, check))));
    }
    return tests;
  }

  /** Something that may fail with a checked exception. */
  private interface Work {
    void run() throws Exception;
  }

  private void count(String method, Work work) throws Exception {
    int[] counts = table.computeIfAbsent(method, m -> new int[2]);
    counts[1]++;
    work.run();
    counts[0]++;
  }

  /** In single precision; a run that amplifies rounding may pass in double precision instead. */
  private static void repeat(TtaRecord record, JsonNode run) throws IOException {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single())) {
      try {
        new TtaRun(record, run, engine, ElementType.FLOAT32).repeat();
      } catch (AssertionError single) {
        try {
          new TtaRun(record, run, engine, ElementType.FLOAT64).repeat();
        } catch (AssertionError both) {
          both.addSuppressed(single);
          throw both;
        }
      }
    }
  }

  @AfterAll
  void printTable() {
    System.out.printf("%nparity/tta%n%-12s %6s %6s%n", "method", "passed", "of");
    int[] sum = new int[2];
    table.forEach(
        (method, n) -> {
          System.out.printf("%-12s %6d %6d%n", method, n[0], n[1]);
          sum[0] += n[0];
          sum[1] += n[1];
        });
    System.out.printf("%-12s %6d %6d%n%n", "all", sum[0], sum[1]);
  }
}
