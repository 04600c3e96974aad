package dev.attune.deblur.parity;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Turns a folder of recorded cases into tests. */
final class ParityIndex {
  private ParityIndex() {}

  /** The folder to repeat: the given one, or the one in the test resources. */
  static Path folder() throws URISyntaxException {
    String given = System.getProperty("attune.parity.dir", "");
    if (given.isBlank()) {
      URL bundled = ParityIndex.class.getResource("/parity/deblur");
      return Path.of(bundled.toURI());
    }
    return Path.of(System.getProperty("attune.root", "")).resolve(given).resolve("deblur");
  }

  /** A test per case, or one failing test where the folder has no case that we repeat. */
  static List<DynamicTest> tests(Path folder, ThrowingConsumer<Path> repeat) throws IOException {
    Path index = folder.resolve("index.json");
    if (!Files.isRegularFile(index)) {
      return List.of(failing("index", "no recorded cases: " + index + " does not exist"));
    }
    List<DynamicTest> tests = new ArrayList<>();
    boolean known = false;
    for (JsonNode entry : new ObjectMapper().readTree(index.toFile()).path("cases")) {
      String name = entry.path("name").asText();
      String kind = entry.path("kind").asText();
      known |= ParityKinds.REPEATED.stream().anyMatch(k -> k.kind().equals(kind));
      tests.add(DynamicTest.dynamicTest(name, () -> repeat.accept(folder.resolve(name))));
    }
    if (!known) {
      tests.add(failing("known cases", index + " lists no case of a kind that is repeated here"));
    }
    return tests;
  }

  /** Repeats a case by its kind; aborts for kinds of work to come, fails for unknown ones. */
  static void repeat(ParityCase recorded) throws Exception {
    String kind = recorded.kind();
    for (ParityKind repeated : ParityKinds.REPEATED) {
      if (repeated.kind().equals(kind)) {
        repeated.repeat(recorded);
        return;
      }
    }
    String reason = ParityKinds.LATER.get(kind);
    if (reason == null) {
      throw new AssertionError("unknown kind of recorded case: \"" + kind + "\"");
    }
    abort(reason);
  }

  private static DynamicTest failing(String name, String message) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          throw new AssertionError(message);
        });
  }
}
