package dev.attune.datasets.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.datasets.scene.Scene;
import dev.attune.datasets.scene.SceneClip;
import dev.attune.datasets.scene.ScenePair;
import dev.attune.datasets.scene.SceneSettings;
import dev.attune.datasets.scene.TextureBank;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairedWriterTest {
  @TempDir Path root;

  private static SceneClip clip(int width) {
    return Scene.create(4, SceneSettings.of(width, 32), new TextureBank(4, 1)).clip(3);
  }

  private static void write(PairedWriter writer, SceneClip clip) {
    for (int i = 0; i < clip.frames(); i++) {
      ScenePair pair = clip.pair(i);
      writer.write(clip.toFrame(i, pair.blur()), clip.toFrame(i, pair.sharp()));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.noneMatch(Files::isRegularFile);
    }
  }

  @Test
  void whatIsWrittenIsReadWithoutLoss() {
    SceneClip clip = clip(48);
    try (PairedWriter writer = new PairedWriter(root.resolve("test/scene"), false)) {
      write(writer, clip);
      writer.finish();
    }
    assertThat(root.resolve("test/scene/Sharp/RGB/00000002.png")).isRegularFile();
    PairedSequence read = BsdDataset.open(root, BsdDataset.FRAME_RATE).get(0);
    assertThat(read.name()).isEqualTo("test/scene");
    assertThat(read.frames()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      ScenePair pair = clip.pair(i);
      assertThat(FloatImage.of(read.blur(i)).data()).isEqualTo(levels(clip, i, pair.blur()));
      assertThat(FloatImage.of(read.sharp(i)).data()).isEqualTo(levels(clip, i, pair.sharp()));
    }
  }

  private static float[] levels(SceneClip clip, int frame, FloatImage image) {
    return FloatImage.of(clip.toFrame(frame, image)).data();
  }

  @Test
  void anUnfinishedSequenceLeavesNoPicture() throws IOException {
    try (PairedWriter writer = new PairedWriter(root.resolve("scene"), false)) {
      write(writer, clip(32));
    }
    assertThat(isEmpty(root)).isTrue();
  }

  @Test
  void picturesThatExistAreReplacedOnlyWhenAskedTo() {
    for (boolean again : new boolean[] {false, true}) {
      try (PairedWriter writer = new PairedWriter(root.resolve("scene"), again)) {
        write(writer, clip(32));
        writer.finish();
      }
    }
    assertThatThrownBy(
            () -> {
              try (PairedWriter writer = new PairedWriter(root.resolve("scene"), false)) {
                write(writer, clip(32));
                writer.finish();
              }
            })
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.OUTPUT));
  }

  @Test
  void aFileInTheWayIsTold() throws IOException {
    Files.writeString(root.resolve("scene"), "no folder");
    assertThatThrownBy(
            () -> {
              try (PairedWriter writer = new PairedWriter(root.resolve("scene"), false)) {
                write(writer, clip(32));
                writer.finish();
              }
            })
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.OUTPUT));
    assertThat(root.resolve("scene")).hasContent("no folder");
  }

  @Test
  void whatIsNoPairIsRefused() {
    SceneClip clip = clip(32);
    Frame first = clip.toFrame(0, clip.pair(0).blur());
    Frame second = clip.toFrame(1, clip.pair(1).sharp());
    SceneClip wide = clip(40);
    Frame wider = wide.toFrame(0, wide.pair(0).sharp());
    try (PairedWriter writer = new PairedWriter(root.resolve("scene"), false)) {
      assertThatThrownBy(() -> writer.write(first, second))
          .hasMessageContaining("frame 0 of 32x32 and frame 1 of 32x32 are no pair");
      assertThatThrownBy(() -> writer.write(first, wider)).hasMessageContaining("40x32");
      assertThatThrownBy(writer::finish).hasMessageContaining("no pair to write");
    }
  }
}
