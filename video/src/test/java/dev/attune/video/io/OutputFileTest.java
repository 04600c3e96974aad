package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {
  private final StreamInfo info = TestFrames.plain(64, 48);

  @TempDir Path folder;

  @Test
  void theFileGrowsBesideItsNameAndAppearsWhole() throws IOException {
    Path out = folder.resolve("new/sub/film.mp4");
    try (FrameSink sink = Sinks.open(out, info, WriteOptions.DEFAULTS)) {
      sink.write(TestFrames.soft(info, PixelLayout.RGB, 0, 0, 0));
      assertThat(out).doesNotExist();
      assertThat(names(out.getParent()))
          .hasSize(1)
          .allMatch(n -> n.startsWith(".film.mp4.part-") && n.endsWith(".mp4"));

      sink.finish();

      assertThat(names(out.getParent())).containsExactly("film.mp4");
      assertThatIllegalStateException().isThrownBy(sink::finish);
    }
    assertThat(TestFrames.read(out)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mkv", "new/sub/a.mp4"})
  void withoutFinishNothingIsLeft(String name) {
    for (int frames = 0; frames < 3; frames++) {
      try (FrameSink sink = Sinks.open(folder.resolve(name), info, WriteOptions.DEFAULTS)) {
        TestFrames.softFrames(info, frames).forEach(sink::write);
      }
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void anInterruptedThreadCanStillFinish() {
    Path out = folder.resolve("a.mp4");
    try (FrameSink sink = Sinks.open(out, info, WriteOptions.DEFAULTS)) {
      Thread.currentThread().interrupt();
      TestFrames.softFrames(info, 3).forEach(sink::write);
      sink.finish();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(TestFrames.read(out)).hasSize(3);
  }

  @Test
  void withoutFramesThereIsNoFile() {
    try (FrameSink sink = Sinks.open(folder.resolve("a.mp4"), info, WriteOptions.DEFAULTS)) {
      assertThat(TestFrames.refusal(sink::finish)).hasMessageContaining("no frame");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anExistingFileIsReplacedOnlyWhenAllowedAndOnlyAtTheEnd() throws IOException {
    Path out = Files.writeString(folder.resolve("a.mp4"), "precious");

    MediaException e = refused(out, WriteOptions.DEFAULTS);
    assertThat(e).hasMessageContainingAll("a.mp4", "exists", "-y");

    try (FrameSink sink = Sinks.open(out, info, WriteOptions.DEFAULTS.withOverwrite(true))) {
      sink.write(TestFrames.soft(info, PixelLayout.RGB, 0, 0, 0));
      assertThat(out).hasContent("precious");
      sink.finish();
    }
    assertThat(TestFrames.read(out)).hasSize(1);
    assertThat(names(folder)).containsExactly("a.mp4");
  }

  @Test
  void aFileThatCameIntoBeingMeanwhileIsNotReplaced() throws IOException {
    Path out = folder.resolve("a.mp4");
    try (FrameSink sink = Sinks.open(out, info, WriteOptions.DEFAULTS)) {
      sink.write(TestFrames.soft(info, PixelLayout.RGB, 0, 0, 0));
      Files.writeString(out, "precious");
      assertThat(TestFrames.refusal(sink::finish).kind()).isEqualTo(Kind.OUTPUT);
    }
    assertThat(out).hasContent("precious");
    assertThat(names(folder)).containsExactly("a.mp4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"in.mp4", "link.mp4", "hard.mp4", "sub/../in.mp4"})
  void theInputIsNeverReplaced(String name) throws IOException {
    Path in = folder.resolve("in.mp4");
    TestFrames.write(in, info, TestFrames.softFrames(info, 1), WriteOptions.DEFAULTS);
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("link.mp4"), in);
    Files.createLink(folder.resolve("hard.mp4"), in);
    byte[] before = Files.readAllBytes(in);
    WriteOptions options = WriteOptions.DEFAULTS.withOverwrite(true);

    for (WriteOptions o :
        List.of(
            options.withInputs(List.of(in)),
            options.withTracks(TrackCopy.of(in.toString())),
            options.withTracks(TrackCopy.of("file:" + in)))) {
      assertThat(refused(folder.resolve(name), o)).hasMessageContaining("is the input itself");
    }
    assertThat(in).hasBinaryContent(before);
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path real = Files.writeString(folder.resolve("real.mp4"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), real);

    TestFrames.write(
        link, info, TestFrames.softFrames(info, 1), WriteOptions.DEFAULTS.withOverwrite(true));

    assertThat(link).isSymbolicLink();
    assertThat(TestFrames.read(real)).hasSize(1);
  }

  @Test
  void aFileInTheFoldersPlaceIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "text");

    MediaException e = refused(file.resolve("sub/a.mp4"), WriteOptions.DEFAULTS);

    assertThat(e).hasMessageContaining(file + " is a file");
    assertThat(file).hasContent("text");
  }

  @Test
  void aFolderInTheFilesPlaceIsNamed() throws IOException {
    // A folder that exists asks for pictures, but not under the name of a video.
    Path dir = Files.createDirectory(folder.resolve("a.mp4"));

    TestFrames.write(dir, info, TestFrames.softFrames(info, 1), WriteOptions.DEFAULTS);

    assertThat(names(dir)).containsExactly("00000000.png");
  }

  @Test
  void aFolderWithoutPermissionIsTold() throws IOException {
    Assumptions.assumeFalse("root".equals(System.getProperty("user.name")));
    Path dir = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(refused(dir.resolve("a.mp4"), WriteOptions.DEFAULTS))
        .hasMessageContaining("permission denied");
    assertThat(refused(dir.resolve("b/a.mp4"), WriteOptions.DEFAULTS))
        .hasMessageContaining("permission denied");
  }

  @Test
  void aPlaceWhereNothingCanBeMadeIsTold() {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")));

    assertThat(refused(Path.of("/proc/self/a.mp4"), WriteOptions.DEFAULTS))
        .hasMessageContaining("/proc/self/a.mp4");
    assertThat(refused(Path.of("/dev/null"), WriteOptions.DEFAULTS.withOverwrite(true)))
        .hasMessageContaining("/dev/null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gif", "a.avi", "a.txt"})
  void anUnknownEndingIsTold(String name) {
    MediaException e =
        TestFrames.refusal(() -> Sinks.open(folder.resolve(name), info, WriteOptions.DEFAULTS));

    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(e).hasMessageContainingAll(name, ".mp4", ".mkv", ".png");
  }

  @ParameterizedTest
  @CsvSource({"matroska, 0", "matroska, 100", "matroska, 3000", "nut, 0", "nut, 500", "nut, 4000"})
  void aFullDiskIsToldWhereverItHappens(String container, int room) {
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder("ffv1").withThreads(1);

    MediaException e =
        TestFrames.refusal(
            () -> {
              try (FrameSink sink = Sinks.open(new FullDisk(room), container, info, options)) {
                TestFrames.softFrames(info, 40).forEach(sink::write);
                sink.finish();
              }
            });

    assertThat(e.kind()).isEqualTo(Kind.OUTPUT);
    assertThat(e).hasMessageContaining("No space left on device");
  }

  @ParameterizedTest
  @CsvSource({"MP4, 0", "MP4, 100", "MP4, 100000", "MATROSKA, 100000"})
  void onAFullDiskTheUnfinishedFileIsRemoved(Container container, int room) {
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder("ffv1").withThreads(1);
    Path out = folder.resolve("new/a.file");
    // The whole output takes more than 100 kB.
    StreamInfo big = TestFrames.plain(320, 240);

    MediaException e =
        TestFrames.refusal(
            () -> {
              PartFile file = new FullPartFile(OutputTarget.file(out, options), room);
              try (FrameSink sink = VideoWriter.toFile(container, file, big, options)) {
                TestFrames.softFrames(big, 4).forEach(sink::write);
                sink.finish();
              }
            });

    assertThat(e.kind()).isEqualTo(Kind.OUTPUT);
    assertThat(e).hasMessageContainingAll("a.file", "No space left on device");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void manyWritersLeaveNoMemoryBehind() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/statm")));
    StreamInfo big = TestFrames.plain(320, 240);
    WriteOptions options = WriteOptions.DEFAULTS.withOverwrite(true).withThreads(1);
    List<Frame> frames = TestFrames.softFrames(big, 3);
    long before = 0;
    for (int i = 0; i < 30; i++) {
      if (i == 10) {
        before = residentKiB();
      }
      try (FrameSink sink = Sinks.open(folder.resolve("a.mp4"), big, options)) {
        frames.forEach(sink::write);
        if (i % 2 == 0) {
          sink.finish();
        }
      }
    }
    // One forgotten encoder is about 8 MiB.
    assertThat(residentKiB() - before).isLessThan(40 << 10);
  }

  private MediaException refused(Path out, WriteOptions options) {
    MediaException e = TestFrames.refusal(() -> Sinks.open(out, info, options));
    assertThat(e.kind()).isEqualTo(Kind.OUTPUT);
    return e;
  }

  private static long residentKiB() throws IOException {
    System.gc();
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", 3);
    return Long.parseLong(pages[1]) * 4;
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Takes so many bytes and no more. */
  private static final class FullDisk extends OutputStream {
    private int room;

    FullDisk(int room) {
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      room -= length;
      if (room < 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  private static final class FullPartFile extends PartFile {
    private int room;

    FullPartFile(OutputTarget target, int room) {
      super(target);
      this.room = room;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
      room -= length;
      if (room < 0) {
        throw new IOException("No space left on device");
      }
      super.write(bytes, length);
    }
  }
}
