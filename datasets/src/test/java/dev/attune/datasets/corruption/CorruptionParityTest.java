package dev.attune.datasets.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.video.frame.FloatImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The corruptions without chance, and motion blur at a fixed angle, as they were recorded. */
@Tag("parity")
class CorruptionParityTest {
  private static final Pattern NAME = Pattern.compile("([a-z_]+?)(?:_angle(-?\\d+))?_(\\d)\\.npy");

  /** Encoders round differently. */
  private static final int JPEG_LEVELS = 4;

  @TestFactory
  Stream<DynamicTest> recordedPictures() throws IOException {
    String given = System.getProperty("attune.parity.dir", "");
    assumeFalse(given.isBlank(), "attune.parity.dir is not set");
    Path folder =
        Path.of(System.getProperty("attune.root", ""))
            .resolve(given)
            .resolve("diffusion/imagenetc");
    assumeTrue(Files.isDirectory(folder), "no " + folder);
    FloatImage input = NpyPictures.open(folder.resolve("input_224_u8.npy")).picture(0);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> NAME.matcher(f.getFileName().toString()).matches()).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> compare(input, f)));
  }

  private static void compare(FloatImage input, Path file) {
    Matcher m = NAME.matcher(file.getFileName().toString());
    assertThat(m.matches()).isTrue();
    CorruptionType type = CorruptionType.of(m.group(1));
    int severity = Integer.parseInt(m.group(3));
    double[] c = CorruptionScale.IMAGENET.of(type, severity);
    FloatImage made =
        m.group(2) == null
            ? new Corruption(type, severity, CorruptionScale.IMAGENET, FrostPhotos.NONE, 1)
                .apply(input, 0, 0)
            : Blurs.motion(input, (int) c[0], c[1], Integer.parseInt(m.group(2)));
    FloatImage wanted = NpyPictures.open(file).picture(0);
    double most = type == CorruptionType.JPEG_COMPRESSION ? JPEG_LEVELS : 1;
    double worst = 0;
    for (int i = 0; i < wanted.data().length; i++) {
      double level = Math.floor(made.data()[i] * 255.0 + 1e-3);
      worst = Math.max(worst, Math.abs(level - Math.rint(wanted.data()[i] * 255.0)));
    }
    assertThat(worst).as("levels of " + file.getFileName()).isLessThanOrEqualTo(most);
  }
}
