package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.PixelBuffer;
import dev.attune.adaptation.runtime.PixelConverter;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.deblur.adapt.BlurredWindow;
import dev.attune.deblur.adapt.FineTuneSettings;
import dev.attune.deblur.adapt.FineTuner;
import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.adapt.PseudoPair;
import dev.attune.deblur.adapt.Surroundings;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.DeblurNetworks;
import dev.attune.deblur.network.Guide;
import dev.attune.deblur.network.LoadedNetwork;
import dev.attune.deblur.network.TiledStream;
import dev.attune.deblur.network.Tiling;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Does a little of everything that a run does, on the first frames of the video and on a part of
 * one, and takes the time. The first of everything, in which code and engines get ready, does not
 * count. Takes some seconds.
 */
public final class CostTrial {
  /** Frames that are looked at; fewer where they are large, since they are kept. */
  private static final int LEAST_LOOKED = 5;

  private static final int MOST_LOOKED = 16;
  private static final long LOOKED_PIXELS = 32_000_000;

  /** A part large enough that pixels cost what they do in whole frames. */
  private static final int PART_PX = 320;

  private static final int RESTORED = 4;
  private static final int STEPS = 6;
  private static final double MOTION_PX = 6;

  /** Windows that judge, each restored by the model at the beginning and twice at the end. */
  private static final int WINDOWS_RESTORED = Analyst.JUDGES * 2;

  private final DeblurJob job;
  private final RunListener listener;
  private final DeblurNetwork network;
  private final List<Frame> frames = new ArrayList<>();

  private CostTrial(DeblurJob job, RunListener listener) {
    this.job = job;
    this.listener = listener;
    this.network = DeblurNetworks.of(job.method().weights());
  }

  /**
   * Measures.
   *
   * @param listener hears what there is to know of the input
   * @throws MediaException when the input cannot be read
   */
  public static CostEstimate.Speed run(DeblurJob job, RunListener listener) {
    CostTrial trial = new CostTrial(job, listener);
    double look = trial.look();
    Frame first = trial.frames.get(0);
    double restore = trial.restore();
    return new CostEstimate.Speed(
        (long) first.width() * first.height(),
        look,
        restore,
        job.compute().threads(),
        job.adapt() == AdaptMode.OFF
            ? OptionalDouble.empty()
            : OptionalDouble.of(trial.learn(restore)));
  }

  private double look() {
    try (FrameSource source = job.input().get()) {
      List<Double> times = new ArrayList<>();
      Adapter adapter = new Adapter(job, network, listener, new Stopwatch(), new RunNotes());
      long pixels = (long) source.info().width() * source.info().height();
      long count = Math.max(LEAST_LOOKED, Math.min(MOST_LOOKED, LOOKED_PIXELS / pixels));
      FrameSource part = SceneReader.part(source, count, frames::add);
      adapter.analyse(part, 0, Optional.empty(), state -> times.add(System.nanoTime() / 1e9));
      if (frames.isEmpty()) {
        throw new MediaException(
            MediaException.Kind.BAD_INPUT, job.inputName() + " holds no frame that can be decoded");
      }
      return secondHalf(times);
    }
  }

  /** Mean distance of the later times. */
  private static double secondHalf(List<Double> times) {
    int last = times.size() - 1;
    int from = last / 2;
    return last == 0 ? 0 : (times.get(last) - times.get(from)) / (last - from);
  }

  /** Least distance: what other programs did meanwhile does not count. */
  private static double least(List<Double> times) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < times.size(); i++) {
      least = Math.min(least, times.get(i) - times.get(i - 1));
    }
    return Double.isFinite(least) ? least : 0;
  }

  private double restore() {
    Frame whole = frames.get(0);
    PixelConverter converter = new PixelConverter(false, 0.5f, network.sizeMultiple());
    Frame part = part(whole, PART_PX);
    int height = converter.padded(part.height());
    int width = converter.padded(part.width());
    ByteBuffer planes = buffer(converter.planeBytes(part.width(), part.height()));
    converter.toPlanes(
        new PixelBuffer(
            part.data(),
            part.width(),
            part.height(),
            part.layout().channels(),
            part.strideBytes(),
            part.bitDepth()),
        planes);
    ByteBuffer out = buffer(planes.capacity());
    Tiling untiled = new Tiling(1 << 14, network.reachPx(), 0, network.sizeMultiple());
    List<Double> times = new ArrayList<>();
    try (LoadedNetwork loaded = LoadedNetwork.load(network, job.method().weights(), job.compute());
        TiledStream<Integer> stream =
            loaded.stream(untiled, (label, result) -> result.copyTo(out.clear()))) {
      // A stream restores nothing until it has seen enough neighbours.
      int before = 1 + network.past() + network.future();
      for (int i = 0; i <= before + RESTORED; i++) {
        if (i >= before) {
          times.add(System.nanoTime() / 1e9);
        }
        stream.feed(i, planes.clear(), height, width, guide(planes, height, width));
      }
    }
    return least(times) / ((double) height * width);
  }

  private Guide guide(ByteBuffer planes, int height, int width) {
    return network.guided()
        ? GuideMaker.guide(
            planes, height, width, ReducedPaths.of(motion(height, width)), job.compute().threads())
        : Guide.NONE;
  }

  /** Pairs of a part of a frame, to which it matters little what they are. */
  private double learn(double restoreSeconds) {
    int side = job.method().pairs().sidePx();
    Frame whole = frames.get(0);
    PackedPicture picture = PackedPicture.of(part(whole, side));
    int height = picture.height() / 4 * 4;
    int width = picture.width() / 4 * 4;
    PackedPicture p = picture.crop(0, 0, height, width);
    BlurPath path = motion(height, width);
    PseudoPair pair =
        new PseudoPair(
            Collections.nCopies(network.past() + 1 + network.future(), p),
            new Surroundings(p, Box.whole(height, width), ReducedPaths.of(path)),
            p,
            1,
            0);
    FloatImage trust = new FloatImage(1, height, width);
    Arrays.fill(trust.data(), 1);
    BlurredWindow blurred = new BlurredWindow(p, path, trust);
    FineTuneSettings usual = job.method().fineTune();
    List<Double> times = new ArrayList<>();
    try (TorchEngine engine = TorchEngine.open(job.compute())) {
      new FineTuner(network, usual.withSteps(STEPS), TransferCurve.of(whole.color()))
          .adapt(
              engine,
              job.method().weights(),
              new FineTuner.Split(List.of(pair, pair), List.of(pair), List.of(blurred, blurred)),
              Optional.empty(),
              (step, loss, heldOut) -> times.add(System.nanoTime() / 1e9),
              state -> {});
    }
    // The last step ends with a look at what is held out: one pair, one window.
    int last = times.size() - 1;
    double step = least(times.subList(0, Math.max(1, last)));
    double look = last < 1 ? 0 : Math.max(0, times.get(last) - times.get(last - 1) - step);
    double pairs = (double) job.method().pairs().regions() * job.method().pairs().variants();
    double looks = 1 + (double) usual.steps() / usual.checkEvery();
    double restored = (job.method().pairs().regions() + WINDOWS_RESTORED) * (double) height * width;
    return usual.steps() * step
        + looks * look * pairs * usual.heldOutShare()
        + restored * restoreSeconds;
  }

  private static BlurPath motion(int height, int width) {
    float[] x = new float[height * width];
    Arrays.fill(x, (float) MOTION_PX);
    float[] none = new float[height * width];
    return new BlurPath(height, width, x, none, none, none);
  }

  /** The middle of a frame. */
  private static Frame part(Frame f, int side) {
    int height = Math.min(side, f.height());
    int width = Math.min(side, f.width());
    int at =
        (f.height() - height) / 2 * f.strideBytes()
            + (f.width() - width) / 2 * f.layout().channels() * (f.bitDepth() / 8);
    ByteBuffer data = f.data().duplicate().clear().position(at).slice().order(f.data().order());
    return new Frame(
        f.index(),
        f.time(),
        f.duration(),
        width,
        height,
        f.layout(),
        f.bitDepth(),
        f.strideBytes(),
        data,
        f.color());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
