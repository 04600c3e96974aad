package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.NativeMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderMemoryTest {
  private static final int READS = 150;

  @TempDir Path folder;

  private static void readThrough(String input, ReadOptions options) {
    try (FrameSource source = Sources.open(input, options)) {
      while (source.next() != null) {
        // Frames go to the garbage collector at once.
      }
    } catch (MediaException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void readingManyTimesKeepsNoNativeMemory() throws Exception {
    String clip =
        TestClip.of("mpeg4", "yuv420p", 128, 96)
            .timeBase(1, 25)
            .rotatedClockwise(90)
            .frames(12, 1)
            .write(folder.resolve("m.mov"))
            .toString();
    byte[] whole = Files.readAllBytes(Path.of(clip));
    String broken =
        Files.write(folder.resolve("broken.mov"), Arrays.copyOf(whole, whole.length / 2))
            .toString();
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int i = 0; i < 3; i++) {
      Files.write(pictures.resolve(i + ".png"), TestPng.picture(64, 48, 3, 8, (c, y, x) -> x ^ y));
    }
    Runnable reads =
        () -> {
          for (int i = 0; i < READS; i++) {
            readThrough(clip, ReadOptions.DEFAULTS.withLookAhead(i % 2));
            readThrough(pictures.toString(), ReadOptions.DEFAULTS.withLookAhead(0));
            readThrough(broken, ReadOptions.DEFAULTS);
          }
        };
    reads.run();
    long pointers = Pointer.totalCount();
    // Small pictures and many reads: the frames themselves, which only a collection frees, hardly
    // count, and a context or one picture of each read that stayed would be 25 MiB and more.
    assertThat(NativeMemory.growth(reads)).isLessThan(12L << 20);
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers + READS / 10);
  }
}
