package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatroskaLengthTest {
  @TempDir Path folder;

  private boolean isCut(byte[] content) throws IOException {
    return MatroskaLength.isCut(Files.write(folder.resolve("file"), content));
  }

  @Test
  void aByteLessThanTheSegmentHasIsNoticed() throws IOException {
    for (String name : new String[] {"a.mkv", "a.webm"}) {
      String codec = name.endsWith("webm") ? "libvpx-vp9" : "ffv1";
      Path file = TestClip.of(codec, "yuv420p", 64, 48).frames(5, 1).write(folder.resolve(name));
      byte[] whole = Files.readAllBytes(file);
      assertThat(isCut(whole)).isFalse();
      assertThat(isCut(Arrays.copyOf(whole, whole.length - 1))).isTrue();
      assertThat(isCut(Arrays.copyOf(whole, whole.length / 2))).isTrue();
      // What follows the segment belongs to nobody.
      assertThat(isCut(Arrays.copyOf(whole, whole.length + 100))).isFalse();
    }
  }

  @Test
  void anUnknownSizeAndOtherFilesAreNotCut() throws IOException {
    byte[] live = {
      0x1A,
      0x45,
      (byte) 0xDF,
      (byte) 0xA3,
      (byte) 0x81,
      0,
      0x18,
      0x53,
      (byte) 0x80,
      0x67,
      0x01,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      5
    };
    assertThat(isCut(live)).isFalse();
    live[11] = 0;
    assertThat(isCut(live)).isTrue();
    assertThat(isCut(Arrays.copyOf(live, 9))).isFalse();
    assertThat(isCut("text".getBytes(java.nio.charset.StandardCharsets.US_ASCII))).isFalse();
    assertThat(isCut(new byte[0])).isFalse();
    assertThat(isCut(new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, 0, 0, 0})).isFalse();
    assertThat(MatroskaLength.isCut(folder.resolve("none"))).isFalse();
  }
}
