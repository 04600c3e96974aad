package dev.attune.deblur.run;

import static dev.attune.deblur.run.TestRuns.addScene;
import static dev.attune.deblur.run.TestRuns.noise;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.deblur.run.TestRuns.Listed;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.io.FrameSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneReaderTest {
  private static List<Frame> read(FrameSource source) {
    List<Frame> out = new ArrayList<>();
    for (Frame f = source.next(); f != null; f = source.next()) {
      out.add(f);
    }
    assertThat(source.next()).isNull();
    return out;
  }

  @Test
  void scenesEndAtCutsAndChangesOfSize() {
    List<Frame> film = new ArrayList<>();
    addScene(film, 4, 5);
    addScene(film, 7, 1);
    addScene(film, 4, 3);
    film.addAll(noise(40, 24, PixelLayout.RGB, 8, 1));
    film.addAll(noise(24, 40, PixelLayout.RGB, 8, 1));
    SceneReader reader = new SceneReader(new Listed(film));
    List<Frame> all = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    while (reader.hasNext()) {
      FrameSource scene = reader.next();
      assertThat(scene.info().estimatedFrames()).hasValue(film.size());
      List<Frame> frames = read(scene);
      lengths.add(frames.size());
      all.addAll(frames);
    }
    assertThat(lengths).containsExactly(5, 1, 3, 1, 1);
    assertThat(all).containsExactlyElementsOf(film);
    assertThat(read(reader.next())).isEmpty();
  }

  @Test
  void aSourceWithoutFramesHasNoScene() {
    assertThat(new SceneReader(new Listed(List.of())).hasNext()).isFalse();
  }

  @Test
  void aPartLeavesTheRest() {
    List<Frame> film = noise(8, 8, PixelLayout.GRAY, 8, 5);
    FrameSource source = new Listed(film);
    assertThat(read(SceneReader.part(source, 2))).containsExactlyElementsOf(film.subList(0, 2));
    assertThat(read(SceneReader.part(source, 0))).isEmpty();
    assertThat(read(SceneReader.part(source, 9))).containsExactlyElementsOf(film.subList(2, 5));
  }
}
