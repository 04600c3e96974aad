package dev.attune.deblur.resume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path file;
  private List<JsonNode> written;
  private byte[] bytes;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("journal");
    written = List.of(record(0), record(1), record(2));
    try (Journal journal = new Journal(file, 0)) {
      for (JsonNode record : written) {
        journal.append((ObjectNode) record);
      }
    }
    bytes = Files.readAllBytes(file);
  }

  private static ObjectNode record(int number) {
    return JSON.createObjectNode().put("number", number).put("text", "ä \n { \" " + number);
  }

  @Test
  void recordsComeBackAsTheyWere() throws IOException {
    Journal.Content content = Journal.read(file);
    assertThat(content.records()).isEqualTo(written);
    assertThat(content.bytes()).isEqualTo(bytes.length);
    assertThat(content.damaged()).isFalse();
    assertThat(Journal.read(folder.resolve("absent")).records()).isEmpty();
  }

  /** Wherever writing was cut off, the records before are there and no other ones. */
  @Test
  void everyTornFileHoldsTheWholeRecordsAndNoOthers() {
    for (int length = 0; length < bytes.length; length++) {
      byte[] torn = Arrays.copyOf(bytes, length);
      int whole = 0;
      for (byte b : torn) {
        whole += b == '\n' ? 1 : 0;
      }
      Journal.Content content = Journal.parse(torn);
      assertThat(content.records()).as("length %s", length).isEqualTo(written.subList(0, whole));
      assertThat(content.damaged()).isFalse();
    }
  }

  /** As a disk may leave a block that was allocated and never written. */
  @Test
  void anEndOfZerosIsTorn() {
    byte[] zeros = Arrays.copyOf(bytes, bytes.length + 100);
    assertThat(Journal.parse(zeros).records()).isEqualTo(written);
    assertThat(Journal.parse(zeros).bytes()).isEqualTo(bytes.length);
  }

  /** Whatever byte is changed to whatever value, no record is made up. */
  @Test
  void everyFlippedByteIsNoticed() {
    int last = bytes.length - 1;
    while (bytes[last - 1] != '\n') {
      last--;
    }
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[i] ^= (byte) (1 << bit);
        Journal.Content content = Journal.parse(flipped);
        assertThat(written.subList(0, content.records().size())).isEqualTo(content.records());
        assertThat(content.records()).hasSizeLessThan(3);
        // Without the end of a line the two last records are one, and that is torn.
        assertThat(content.damaged()).as("byte %s bit %s", i, bit).isEqualTo(i < last - 1);
      }
    }
  }

  @Test
  void whatIsAddedAfterATornRecordTakesItsPlace() throws IOException {
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 7));
    Journal.Content content = Journal.read(file);
    try (Journal journal = new Journal(file, content.bytes())) {
      journal.append(record(9));
    }
    assertThat(Journal.read(file).records()).isEqualTo(List.of(record(0), record(1), record(9)));
  }
}
