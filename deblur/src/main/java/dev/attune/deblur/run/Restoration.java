package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.LoadedNetwork;
import dev.attune.deblur.network.Tiling;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSource;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.OpticalFlow;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Restores the parts of a video one after the other, each with its weights, into one output. Used
 * by one thread.
 */
final class Restoration implements AutoCloseable {
  /** What the time in the network alone is called in results. */
  static final String NETWORK = "network";

  private final DeblurNetwork network;
  private final ComputeSettings compute;
  private final int flowWidthPx;
  private MemoryPlan plan;
  private final GrowingOutput output;
  private final FrameWatcher watcher;
  private final RunListener listener;
  private final OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM);
  private final PlanePool pool = new PlanePool();
  private LoadedNetwork loaded;
  private Weights loadedWeights;
  private double networkSeconds;

  /**
   * A restoration of one video.
   *
   * @param flowWidthPx about the width of the pictures on which motion is measured
   * @param plan how frames are restored within the memory
   * @param output neither finished nor closed here
   * @param watcher makes and measures what is written
   */
  Restoration(
      DeblurNetwork network,
      ComputeSettings compute,
      int flowWidthPx,
      MemoryPlan plan,
      GrowingOutput output,
      FrameWatcher watcher,
      RunListener listener) {
    this.network = network;
    this.compute = compute;
    this.flowWidthPx = flowWidthPx;
    this.plan = plan;
    this.output = output;
    this.watcher = watcher;
    this.listener = listener;
  }

  /**
   * Restores the frames of a part that are not written yet.
   *
   * @param first number of the part's first frame in the video
   * @param how with which weights, and what is known of the part
   */
  void restore(FrameSource part, long first, Adapted how) {
    OptionalDouble exposure =
        how.seen().stream().mapToDouble(Adapted.Seen::exposureFraction).findFirst();
    Optional<Entry> entry = output.entry().filter(e -> e.frame() > first);
    Restorer restorer =
        new Restorer(
            load(how.weights()),
            plan,
            new GuideMaker(flow, flowWidthPx, exposure, TransferCurve.of(part.info().color())),
            compute.threads(),
            watcher,
            pool,
            new Restorer.Span(first, output.segments(), entry),
            this::memoryRanOut);
    restorer.run(part, taker(restorer), new FramesAfter(output.written(), listener));
    networkSeconds += restorer.networkSeconds();
  }

  /** Neither the next parts nor a run that goes on try larger tiles again. */
  private void memoryRanOut(Tiling smaller) {
    plan = plan.with(smaller);
    output.keep(smaller);
  }

  private Restorer.FrameTaker taker(Restorer restorer) {
    long allowedBytes = plan.allowedBytes();
    return new Restorer.FrameTaker() {
      @Override
      public void begin(Entry entry) {
        output.begin(entry, watcher, networkSeconds + restorer.networkSeconds(), allowedBytes);
      }

      @Override
      public void take(Frame frame) {
        output.write(frame);
      }
    };
  }

  /** Time in the network alone, of this sitting. */
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
