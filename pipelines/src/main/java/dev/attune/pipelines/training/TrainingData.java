package dev.attune.pipelines.training;

import dev.attune.datasets.layout.BsdDataset;
import dev.attune.datasets.layout.PairedSequence;
import dev.attune.datasets.scene.SceneSplit;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.train.GuidedWindows;
import dev.attune.deblur.train.MixedWindows;
import dev.attune.deblur.train.PairedWindows;
import dev.attune.deblur.train.SceneWindows;
import dev.attune.deblur.train.TrainSettings;
import dev.attune.deblur.train.WindowSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Windows for a network, from procedural scenes and from folders of sequences. */
public final class TrainingData {
  /** Scenes are rendered this much larger for guided networks, which look beyond a crop. */
  private static final int MARGIN_PX = 16;

  private TrainingData() {}

  /**
   * What to train on.
   *
   * @param folders of sequences in BSD layout; may be none
   * @param share of the windows that come from folders, 0..1
   * @throws IllegalArgumentException when sequences are too short or their frames too small
   * @throws dev.attune.video.io.MediaException when a folder or a picture cannot be read
   */
  public static WindowSource training(
      DeblurNetwork network, TrainSettings settings, List<Path> folders, double share) {
    WindowSource scenes = scenes(network, settings, SceneSplit.TRAINING);
    if (folders.isEmpty()) {
      return scenes;
    }
    List<PairedSequence> sequences = new ArrayList<>();
    for (Path folder : folders) {
      sequences.addAll(BsdDataset.open(folder, BsdDataset.FRAME_RATE));
    }
    return new MixedWindows(
        scenes,
        new PairedWindows(
            sequences, settings.seed(), settings.frames(), settings.crop(), network.guided()),
        share,
        settings.seed());
  }

  /** What to judge by: scenes that are not trained on. */
  public static WindowSource validation(DeblurNetwork network, TrainSettings settings) {
    return scenes(network, settings, SceneSplit.VALIDATION);
  }

  private static WindowSource scenes(
      DeblurNetwork network, TrainSettings settings, SceneSplit split) {
    if (!network.guided()) {
      return new SceneWindows(
          settings.seed(), split, settings.frames(), settings.crop(), settings.mostBlurPx());
    }
    return new GuidedWindows(
        new SceneWindows(
            settings.seed(),
            split,
            settings.frames() + 2,
            settings.crop() + 2 * MARGIN_PX,
            settings.mostBlurPx()),
        settings.crop(),
        settings.seed());
  }
}
