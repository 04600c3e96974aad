package dev.attune.pipelines.bench;

import dev.attune.datasets.metric.MetricStyle;
import dev.attune.datasets.metric.Quality;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSink;
import java.util.ArrayList;
import java.util.List;

/** Compares every frame it is given with the truth and keeps only the figures. */
final class ScoringSink implements FrameSink {
  private final TruthClip clip;
  private final MetricStyle style;
  private final List<Quality> scores = new ArrayList<>();

  ScoringSink(TruthClip clip, MetricStyle style) {
    this.clip = clip;
    this.style = style;
  }

  @Override
  public void write(Frame frame) {
    scores.add(style.compare(frame, clip.sharp(scores.size())));
  }

  /** Mean over the frames given. */
  Quality mean() {
    return Quality.mean(scores);
  }

  int frames() {
    return scores.size();
  }

  @Override
  public void finish() {
    // Figures are complete with the last frame.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
