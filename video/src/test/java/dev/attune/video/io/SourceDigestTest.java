package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDigestTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

  @TempDir Path folder;

  private static Map<String, String> of(Path input) {
    return SourceDigest.of(input.toString()).orElseThrow();
  }

  @Test
  void aSmallFileIsKnownByEveryByteAndNotByItsTime() throws IOException {
    Path file = Files.write(folder.resolve("a.mp4"), new byte[100_000]);
    Map<String, String> before = of(file);
    Files.setLastModifiedTime(file, LONG_AGO);
    assertThat(of(file)).isEqualTo(before);
    byte[] changed = new byte[100_000];
    changed[54_321] = 1;
    Files.write(file, changed);
    assertThat(of(file)).isNotEqualTo(before).containsEntry("bytes", "100000");
  }

  @Test
  void aBigFileIsKnownByPartsAndItsTime() throws IOException {
    Path file = folder.resolve("big.mp4");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.setLength(200L << 20);
    }
    Files.setLastModifiedTime(file, LONG_AGO);
    Map<String, String> before = of(file);
    assertThat(before).containsKey("SHA-256 of parts");
    for (long at : new long[] {5, (200L << 20) - 5, (200L << 20) / 33 * 17 + 9}) {
      try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
        big.seek(at);
        big.write(1);
      }
      Files.setLastModifiedTime(file, LONG_AGO);
      Map<String, String> after = of(file);
      assertThat(after).as("byte %s", at).isNotEqualTo(before);
      before = after;
    }
    Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000));
    assertThat(of(file)).isNotEqualTo(before);
  }

  @Test
  void picturesAreKnownByNamesLengthsAndTimes() throws IOException {
    for (String name : new String[] {"1.png", "2.png"}) {
      Files.write(folder.resolve(name), new byte[10]);
      Files.setLastModifiedTime(folder.resolve(name), LONG_AGO);
    }
    Map<String, String> before = of(folder);
    assertThat(of(folder.resolve("*.png"))).isEqualTo(before);
    Files.write(folder.resolve("2.png"), new byte[11]);
    Files.setLastModifiedTime(folder.resolve("2.png"), LONG_AGO);
    assertThat(of(folder)).isNotEqualTo(before);
  }

  @Test
  void anAddressTellsNoSecretsAndACameraIsNotReadTwice() {
    String secret = "https://user:secret@host/film.mp4";
    assertThat(SourceDigest.of(secret)).isPresent();
    assertThat(SourceDigest.of(secret).toString()).doesNotContain("secret", "host");
    assertThat(SourceDigest.of("rtsp://host/live")).isEmpty();
  }
}
