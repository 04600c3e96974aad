package dev.attune.pipelines.online;

import dev.attune.adaptation.backbones.Backbones;
import dev.attune.adaptation.online.Distributions;
import dev.attune.adaptation.online.Draws;
import dev.attune.adaptation.online.OnlineAdapter;
import dev.attune.adaptation.online.Prediction;
import dev.attune.adaptation.online.PresetContext;
import dev.attune.adaptation.online.Presets;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Classifies the frames of a stream with a classifier that adapts while it goes on.
 *
 * @param model the classifier
 * @param method see {@link Presets}
 * @param batch frames that are looked at together, at least 1
 * @param seed of everything random in the method
 * @param compute where and with how many threads
 */
public record FrameClassifier(
    Backbones model, String method, int batch, long seed, ComputeSettings compute) {
  /**
   * What was said of a frame.
   *
   * @param frame its index
   * @param seconds its presentation time
   * @param label class, from 0
   * @param probability of that class
   * @param adapted whether its batch led to a step
   * @param events what guards did at its batch
   */
  public record FrameClass(
      long frame,
      double seconds,
      int label,
      double probability,
      boolean adapted,
      List<String> events) {}

  /**
   * What became of a stream.
   *
   * @param frames classified
   * @param adaptedBatches batches that led to a step
   * @param events times that guards acted
   * @param secondsPerFrame of predicting and adapting
   */
  public record Summary(long frames, long adaptedBatches, long events, double secondsPerFrame) {}

  /**
   * Reads a stream to its end.
   *
   * @param sink hears of every frame in order
   */
  public Summary run(FrameSource source, Consumer<FrameClass> sink) {
    try (TorchEngine engine = TorchEngine.open(compute)) {
      PresetContext context =
          new PresetContext(
              engine, model.backbone(), model.weights(), batch, model.side() <= 64, List.of());
      try (OnlineAdapter adapter =
          OnlineAdapter.open(
              engine,
              model.backbone(),
              model.weights(),
              Presets.of(method, context),
              Draws.seeded(seed))) {
        return new Reading(adapter, sink).all(source);
      }
    }
  }

  /** One stream. */
  private final class Reading {
    private final OnlineAdapter adapter;
    private final Consumer<FrameClass> sink;
    private final List<Frame> waiting = new ArrayList<>();
    private long frames;
    private long adapted;
    private long events;
    private long nanos;

    Reading(OnlineAdapter adapter, Consumer<FrameClass> sink) {
      this.adapter = adapter;
      this.sink = sink;
    }

    Summary all(FrameSource source) {
      for (Frame f = source.next(); f != null; f = source.next()) {
        waiting.add(f);
        if (waiting.size() == batch) {
          classify();
        }
      }
      if (!waiting.isEmpty()) {
        classify();
      }
      return new Summary(frames, adapted, events, nanos / 1e9 / Math.max(1, frames));
    }

    private void classify() {
      List<FloatImage> images = waiting.stream().map(Reading::rgb).toList();
      long start = System.nanoTime();
      Prediction p = adapter.process(Batches.of(images, model.side()));
      nanos += System.nanoTime() - start;
      double[][] probabilities = p.probabilities();
      for (int i = 0; i < waiting.size(); i++) {
        Frame f = waiting.get(i);
        int label = Distributions.argmax(probabilities[i]);
        sink.accept(
            new FrameClass(
                f.index(),
                f.time().seconds(),
                label,
                probabilities[i][label],
                p.adapted(),
                p.events()));
      }
      frames += waiting.size();
      adapted += p.adapted() ? 1 : 0;
      events += p.events().size();
      waiting.clear();
    }

    /** The colours of a frame: gray three times, without transparency. */
    private static FloatImage rgb(Frame frame) {
      FloatImage x = FloatImage.of(frame);
      if (x.channels() == 3) {
        return x;
      }
      FloatImage out = new FloatImage(3, x.height(), x.width());
      int area = x.height() * x.width();
      for (int c = 0; c < 3; c++) {
        int from = x.channels() == 1 ? 0 : c;
        System.arraycopy(x.data(), from * area, out.data(), c * area, area);
      }
      return out;
    }
  }
}
