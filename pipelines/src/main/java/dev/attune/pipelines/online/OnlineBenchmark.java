package dev.attune.pipelines.online;

import dev.attune.adaptation.backbones.Backbones;
import dev.attune.adaptation.online.Draws;
import dev.attune.adaptation.online.Labelled;
import dev.attune.adaptation.online.OnlineAdapter;
import dev.attune.adaptation.online.Prediction;
import dev.attune.adaptation.online.PresetContext;
import dev.attune.adaptation.online.Presets;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.datasets.metric.ClassificationScore;
import dev.attune.datasets.stream.Protocol;
import dev.attune.datasets.stream.StreamItem;
import dev.attune.datasets.stream.StreamPictures;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Methods on one stream of labelled pictures, each in one pass: a prediction is what the adapter
 * answers while it adapts. Labels are read only for scoring.
 *
 * @param model the classifier
 * @param pictures of the stream
 * @param source labelled batches of the source domain, for methods that want some; or none
 * @param plan segments of the stream
 * @param protocol that the plan was made by
 * @param batch pictures in a batch, at least 1
 * @param seed of everything random in the methods
 * @param compute where and with how many threads
 */
public record OnlineBenchmark(
    Backbones model,
    StreamPictures pictures,
    List<Labelled> source,
    List<List<StreamItem>> plan,
    Protocol protocol,
    int batch,
    long seed,
    ComputeSettings compute) {
  /** Hears how it goes on. */
  @FunctionalInterface
  public interface Listener {
    /** So many pictures of all have been seen. */
    void progress(String method, long done, long total);
  }

  /** Keeps copies of the lists. */
  public OnlineBenchmark {
    source = List.copyOf(source);
    plan = List.copyOf(plan);
  }

  /** Runs one method. */
  public OnlineResult run(String method, Listener listener) {
    try (TorchEngine engine = TorchEngine.open(compute)) {
      PresetContext context =
          new PresetContext(
              engine, model.backbone(), model.weights(), batch, model.side() <= 64, source);
      try (OnlineAdapter adapter =
          OnlineAdapter.open(
              engine,
              model.backbone(),
              model.weights(),
              Presets.of(method, context),
              Draws.seeded(seed))) {
        return run(method, adapter, listener);
      }
    }
  }

  private OnlineResult run(String method, OnlineAdapter adapter, Listener listener) {
    Tally tally = new Tally();
    long total = plan.stream().mapToLong(List::size).sum();
    for (int s = 0; s < plan.size(); s++) {
      if (protocol == Protocol.RESET && s > 0) {
        adapter.reset();
      }
      List<StreamItem> segment = plan.get(s);
      for (int from = 0; from < segment.size(); from += batch) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted");
        }
        tally.add(adapter, segment.subList(from, Math.min(segment.size(), from + batch)));
        listener.progress(method, tally.all.count(), total);
      }
    }
    return tally.result(method, adapter.composition().toString());
  }

  /** What one method has done so far. */
  private final class Tally {
    private final ClassificationScore all = new ClassificationScore();
    private final Map<String, ClassificationScore> byType = new LinkedHashMap<>();
    private long nanos;
    private long timed;
    private boolean warm;
    private long used;
    private long events;

    void add(OnlineAdapter adapter, List<StreamItem> items) {
      List<FloatImage> images = new ArrayList<>();
      items.forEach(i -> images.add(i.of(pictures)));
      var x = Batches.of(images, model.side());
      long start = System.nanoTime();
      Prediction p = adapter.process(x);
      time(System.nanoTime() - start, items.size());
      double[][] probabilities = p.probabilities();
      for (int i = 0; i < probabilities.length; i++) {
        int label = pictures.label(items.get(i).picture());
        all.add(probabilities[i], label);
        byType
            .computeIfAbsent(items.get(i).label(), l -> new ClassificationScore())
            .add(probabilities[i], label);
      }
      used += p.used();
      events += p.events().size();
    }

    /** The first batch is forgotten as soon as there is a second one. */
    private void time(long batchNanos, int pictures) {
      boolean second = !warm && timed > 0;
      nanos = batchNanos + (second ? 0 : nanos);
      timed = pictures + (second ? 0 : timed);
      warm |= second;
    }

    OnlineResult result(String method, String composition) {
      Map<String, OnlineResult.Score> scores = new LinkedHashMap<>();
      byType.forEach((type, score) -> scores.put(type, OnlineResult.Score.of(score)));
      return new OnlineResult(
          method,
          scores,
          OnlineResult.Score.mean(scores.values()),
          nanos / 1e9 / timed,
          (double) used / all.count(),
          events,
          composition);
    }
  }
}
