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
import java.util.Locale;

/**
 * Windows for a network, from procedural scenes and from folders of sequences.
 *
 * @param training what to train on
 * @param validation what to judge by; never trained on
 * @param description what they are made of, in one line; other data has another
 */
public record TrainingData(WindowSource training, WindowSource validation, String description) {
  /** Scenes are rendered this much larger for guided networks, which look beyond a crop. */
  private static final int MARGIN_PX = 16;

  /** Of so many sequences one is kept for validation. */
  private static final int ONE_OF = 8;

  /**
   * Data of scenes and of sequences in BSD layout. One of eight sequences, and at least one where
   * there are two, is not trained on.
   *
   * @param folders of sequences; may be none
   * @param share of the windows that come from folders, 0..1
   * @throws IllegalArgumentException when sequences are too short or their frames too small
   * @throws dev.attune.video.io.MediaException when a folder or a picture cannot be read
   */
  public static TrainingData of(
      DeblurNetwork network, TrainSettings settings, List<Path> folders, double share) {
    WindowSource training = scenes(network, settings, SceneSplit.TRAINING);
    WindowSource validation = scenes(network, settings, SceneSplit.VALIDATION);
    if (folders.isEmpty()) {
      return new TrainingData(training, validation, "procedural scenes");
    }
    List<PairedSequence> train = new ArrayList<>();
    List<PairedSequence> judge = new ArrayList<>();
    for (Path folder : folders) {
      for (PairedSequence sequence : BsdDataset.open(folder, BsdDataset.FRAME_RATE)) {
        ((train.size() + judge.size()) % ONE_OF == 1 ? judge : train).add(sequence);
      }
    }
    if (train.isEmpty()) {
      train.addAll(judge);
      judge.clear();
    }
    return new TrainingData(
        mixed(network, settings, training, train, share),
        judge.isEmpty() ? validation : mixed(network, settings, validation, judge, share),
        String.format(
            Locale.ROOT,
            "procedural scenes and, %.0f %% of the windows, %d frames of %d sequences (for"
                + " validation %d of %d)",
            100 * share,
            frames(train),
            train.size(),
            frames(judge),
            judge.size()));
  }

  private static int frames(List<PairedSequence> sequences) {
    return sequences.stream().mapToInt(PairedSequence::frames).sum();
  }

  private static WindowSource mixed(
      DeblurNetwork network,
      TrainSettings settings,
      WindowSource scenes,
      List<PairedSequence> sequences,
      double share) {
    return new MixedWindows(
        scenes,
        new PairedWindows(
            sequences, settings.seed(), settings.frames(), settings.crop(), network.guided()),
        share,
        settings.seed());
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
