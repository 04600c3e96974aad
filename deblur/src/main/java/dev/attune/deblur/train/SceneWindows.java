package dev.attune.deblur.train;

import dev.attune.datasets.scene.SceneClip;
import dev.attune.datasets.scene.ScenePair;
import dev.attune.datasets.scene.SceneSampler;
import dev.attune.datasets.scene.SceneSplit;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;

/** Windows of procedural scenes. */
public final class SceneWindows implements WindowSource {
  private final SceneSampler sampler;
  private final int frames;
  private final int size;

  /**
   * Windows of {@code frames} square pictures.
   *
   * @param seed of the stream of scenes
   * @param split what they are for
   * @param frames of a window
   * @param size of a side in pixels
   */
  public SceneWindows(long seed, SceneSplit split, int frames, int size) {
    this.sampler = new SceneSampler(seed, split, size, size, 6);
    this.frames = frames;
    this.size = size;
  }

  @Override
  public TrainingWindow window(long index) {
    SceneClip clip = sampler.scene(index).clip(frames, 0, 0, size, size);
    List<FloatImage> blurred = new ArrayList<>();
    List<FloatImage> sharp = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      ScenePair pair = clip.pair(i);
      blurred.add(pair.blur());
      sharp.add(pair.sharp());
    }
    return new TrainingWindow(blurred, sharp);
  }
}
