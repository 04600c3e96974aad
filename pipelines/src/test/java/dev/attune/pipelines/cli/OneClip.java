package dev.attune.pipelines.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of {@code attune deblur} on a good clip need: the clip, a model and an empty folder.
 */
abstract class OneClip {
  static final int FRAMES = 12;

  @TempDir static Path shared;
  static TestDeblur runs;
  static Path clip;

  @TempDir Path folder;

  /** A place in the folder for an output. */
  Path out;

  @BeforeAll
  static void makeMedia() {
    runs = TestDeblur.in(shared);
    clip = TestMedia.video(shared.resolve("clip.mkv"), FRAMES);
  }

  @BeforeEach
  void nameOutput() {
    out = folder.resolve("out.mkv");
  }
}
