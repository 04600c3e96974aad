package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.LoadedNetwork;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.OpticalFlow;
import java.util.OptionalDouble;

/**
 * Restores the parts of a video one after the other, each with its weights, into one sink. Used by
 * one thread.
 */
final class Restoration implements AutoCloseable {
  private final DeblurNetwork network;
  private final ComputeSettings compute;
  private final int flowWidthPx;
  private final FrameSink sink;
  private final FrameWatcher watcher;
  private final RunListener listener;
  private final OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM);
  private final PlanePool pool = new PlanePool();
  private LoadedNetwork loaded;
  private Weights loadedWeights;
  private double networkSeconds;
  private long written;

  /**
   * A restoration of one video.
   *
   * @param flowWidthPx about the width of the pictures on which motion is measured
   * @param sink neither finished nor closed here
   * @param watcher makes and measures what is written
   */
  Restoration(
      DeblurNetwork network,
      ComputeSettings compute,
      int flowWidthPx,
      FrameSink sink,
      FrameWatcher watcher,
      RunListener listener) {
    this.network = network;
    this.compute = compute;
    this.flowWidthPx = flowWidthPx;
    this.sink = sink;
    this.watcher = watcher;
    this.listener = listener;
  }

  /**
   * Restores all frames of a part.
   *
   * @param how with which weights, and what is known of the part
   */
  void restore(FrameSource part, Adapted how) {
    OptionalDouble exposure =
        how.analysis().stream().mapToDouble(a -> a.exposure().fraction()).findFirst();
    Restorer restorer =
        new Restorer(
            load(how.weights()), new GuideMaker(flow, flowWidthPx, exposure), watcher, pool);
    written += restorer.run(part, sink, new FramesAfter(written, listener));
    networkSeconds += restorer.networkSeconds();
  }

  /** Frames written so far. */
  long written() {
    return written;
  }

  /** Time in the network alone. */
  double networkSeconds() {
    return networkSeconds;
  }

  private LoadedNetwork load(Weights weights) {
    if (weights != loadedWeights) {
      closeNetwork();
      loaded = LoadedNetwork.load(network, weights, compute);
      loadedWeights = weights;
    }
    return loaded;
  }

  private void closeNetwork() {
    if (loaded != null) {
      loaded.close();
    }
    loaded = null;
    loadedWeights = null;
  }

  @Override
  public void close() {
    closeNetwork();
    flow.close();
  }
}
