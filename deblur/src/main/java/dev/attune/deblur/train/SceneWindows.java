package dev.attune.deblur.train;

import dev.attune.datasets.scene.Scene;
import dev.attune.datasets.scene.SceneClip;
import dev.attune.datasets.scene.ScenePair;
import dev.attune.datasets.scene.SceneSampler;
import dev.attune.datasets.scene.SceneSplit;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Windows of procedural scenes. */
public final class SceneWindows implements WindowSource {
  /**
   * Scenes looked at for a window; most are still or flat, and rendering is cheap beside training.
   */
  private static final int CANDIDATES = 6;

  /**
   * Share of the windows that are not chosen: a network must also learn to leave pictures alone
   * that are sharp already.
   */
  private static final double AS_THEY_COME = 0.4;

  /** About 33 and 16 dB. */
  private static final double LEAST_RMS = 0.022;

  private static final double MOST_RMS = 0.16;

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
   * @param mostBlurPx about the longest blur in pixels
   */
  public SceneWindows(long seed, SceneSplit split, int frames, int size, double mostBlurPx) {
    this.sampler = new SceneSampler(seed, split, size, size, mostBlurPx, 6);
    this.frames = frames;
    this.size = size;
  }

  @Override
  public TrainingWindow window(long index) {
    if (new SplittableRandom(index).nextDouble() < AS_THEY_COME) {
      return window(index, CANDIDATES - 1);
    }
    for (int k = 0; k < CANDIDATES - 1; k++) {
      Scene scene = sampler.scene(index * CANDIDATES + k);
      ScenePair middle = clip(scene).pair(frames / 2);
      if (teaches(middle)) {
        return window(scene, middle);
      }
    }
    return window(index, CANDIDATES - 1);
  }

  private TrainingWindow window(long index, int candidate) {
    Scene scene = sampler.scene(index * CANDIDATES + candidate);
    return window(scene, clip(scene).pair(frames / 2));
  }

  private SceneClip clip(Scene scene) {
    return scene.clip(frames, 0, 0, size, size);
  }

  /** Whether blur changes a picture enough, and leaves enough of it, to learn from. */
  private static boolean teaches(ScenePair pair) {
    double sum = 0;
    float[] blurred = pair.blur().data();
    float[] sharp = pair.sharp().data();
    for (int i = 0; i < sharp.length; i++) {
      sum += (blurred[i] - sharp[i]) * (blurred[i] - sharp[i]);
    }
    double rms = Math.sqrt(sum / sharp.length);
    return rms > LEAST_RMS && rms < MOST_RMS;
  }

  private TrainingWindow window(Scene scene, ScenePair middle) {
    SceneClip clip = clip(scene);
    List<FloatImage> blurred = new ArrayList<>();
    List<FloatImage> sharp = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      ScenePair pair = i == frames / 2 ? middle : clip.pair(i);
      blurred.add(pair.blur());
      sharp.add(pair.sharp());
    }
    return new TrainingWindow(blurred, sharp, scene.settings().exposure());
  }
}
