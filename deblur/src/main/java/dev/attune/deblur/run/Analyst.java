package dev.attune.deblur.run;

import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.adapt.RegionCut;
import dev.attune.deblur.blur.ExposureEstimator;
import dev.attune.deblur.blur.MotionFrame;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.MotionBlurEstimate;
import dev.attune.deblur.condition.MotionTracker;
import dev.attune.deblur.condition.MotionTracker.Moved;
import dev.attune.deblur.condition.PathBank;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.sharpness.Box;
import dev.attune.deblur.sharpness.GradientEnergy;
import dev.attune.deblur.sharpness.GradientMeter;
import dev.attune.deblur.sharpness.NoiseFloor;
import dev.attune.deblur.sharpness.RegionCollector;
import dev.attune.deblur.sharpness.RegionSettings;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.FrameConversions;
import dev.attune.video.io.FrameSource;
import dev.attune.video.motion.OpticalFlow;
import dev.attune.video.motion.SceneCuts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Looks at a whole video once, frame by frame, in memory that does not depend on its length. Used
 * for one video.
 */
final class Analyst {
  /** Windows that are kept to learn from and to judge by. */
  static final int JUDGES = 24;

  private static final int BANK = 96;
  private static final double JUDGED_LENGTH_PX = 4;

  private final int regionCount;
  private final RegionSettings settings;
  private final GradientMeter meter = new GradientMeter();
  private final NoiseFloor noise = new NoiseFloor();
  private final SceneCuts cuts = new SceneCuts();
  private final MotionTracker tracker;
  private final MotionBlurEstimate motion = new MotionBlurEstimate(true);
  private final TransferCurve curve;
  private final ExposureEstimator exposure;
  private final PathBank bank = new PathBank(BANK);
  private final JudgeWindows judges = new JudgeWindows(JUDGES);
  private final RegionCollector<Seen, RegionCut> regions;
  private final Deque<Seen> recent = new ArrayDeque<>();
  private long lastMotionFrame = Long.MIN_VALUE;
  private long frames;
  private int scene;
  private ReducedPaths judged;

  /** May keep what was seen. */
  @FunctionalInterface
  interface Keeper {
    /** A frame was seen; the state is made when it is asked for. */
    void frame(Supplier<State> state);
  }

  /** A frame of the present scene; its motion is known one frame later. */
  private static final class Seen {
    private final PackedPicture picture;
    private ReducedPaths motion;

    Seen(PackedPicture picture) {
      this.picture = picture;
    }
  }

  /**
   * An analyst for one video.
   *
   * @param flow measures motion; not closed here
   * @param flowWidthPx about the width of the pictures on which motion is measured
   * @param regionCount sharp regions wanted
   * @param windowRadius frames around a region that the network looks at
   * @param sidePx side of regions
   * @param curve what values of this video mean in light
   */
  Analyst(
      OpticalFlow flow,
      int flowWidthPx,
      int regionCount,
      int windowRadius,
      int sidePx,
      TransferCurve curve) {
    this.tracker = new MotionTracker(flow, flowWidthPx);
    this.regionCount = regionCount;
    RegionSettings d = RegionSettings.DEFAULT;
    // Two candidates for each region that will be taken.
    int buckets = Math.max(2, Math.min(d.buckets(), regionCount));
    int perBucket = Math.max(1, (2 * regionCount + buckets - 1) / buckets);
    this.settings =
        new RegionSettings(
            sidePx, windowRadius, d.minimumTexture(), d.minimumRank(), buckets, perBucket);
    this.curve = curve;
    this.exposure = new ExposureEstimator(curve);
    this.regions = new RegionCollector<>(settings, noise, Analyst::cut);
  }

  /** A frame of the present scene, for a file. */
  private record SeenState(PackedPicture picture, Optional<ReducedPaths> motion) {}

  /** What was seen so far, for a file. */
  record State(
      NoiseFloor.State noise,
      SceneCuts.State cuts,
      MotionTracker.State tracker,
      ExposureEstimator.State exposure,
      PathBank.State bank,
      JudgeWindows.State judges,
      RegionCollector.State<RegionCut> regions,
      List<SeenState> recent,
      long lastMotionFrame,
      long frames,
      int scene,
      Optional<ReducedPaths> judged) {}

  State state() {
    return new State(
        noise.state(),
        cuts.state(),
        tracker.state(),
        exposure.state(),
        bank.state(),
        judges.state(),
        regions.state(),
        recent.stream().map(s -> new SeenState(s.picture, Optional.ofNullable(s.motion))).toList(),
        lastMotionFrame,
        frames,
        scene,
        Optional.ofNullable(judged));
  }

  /** Goes on where another analyst of the same settings was. */
  void restore(State state) {
    noise.restore(state.noise());
    cuts.restore(state.cuts());
    tracker.restore(state.tracker());
    exposure.restore(state.exposure());
    bank.restore(state.bank());
    judges.restore(state.judges());
    for (SeenState s : state.recent()) {
      Seen seen = new Seen(s.picture());
      seen.motion = s.motion().orElse(null);
      recent.addLast(seen);
    }
    // Both look back equally far.
    regions.restore(state.regions(), List.copyOf(recent));
    lastMotionFrame = state.lastMotionFrame();
    frames = state.frames();
    scene = state.scene();
    judged = state.judged().orElse(null);
  }

  /**
   * Reads the source to its end; what was seen before it was restored is read and left out.
   *
   * @param keeper may keep the state after every frame
   */
  Analysis analyse(FrameSource source, RunListener listener, Keeper keeper) {
    long total = source.info().estimatedFrames().orElse(-1);
    for (long skipped = 0; skipped < frames; skipped++) {
      source.next();
    }
    for (Frame f = source.next(); f != null; f = source.next()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted");
      }
      see(f);
      keeper.frame(this::state);
      listener.progress(Stage.ANALYSE, frames, total);
    }
    return new Analysis(
        frames,
        frames == 0 ? 0 : scene + 1,
        regions.best(regionCount),
        bank,
        curve,
        exposure.estimate(),
        noise.energy(),
        noise.lumaSd(),
        everyThird(judges.windows(), false),
        everyThird(judges.windows(), true));
  }

  /** Every third, or all others. */
  private static List<JudgeWindows.Window> everyThird(
      List<JudgeWindows.Window> all, boolean third) {
    List<JudgeWindows.Window> out = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if ((i % 3 == 0) == third) {
        out.add(all.get(i));
      }
    }
    return out;
  }

  private void see(Frame frame) {
    boolean resized =
        !recent.isEmpty()
            && (recent.getLast().picture.width() != frame.width()
                || recent.getLast().picture.height() != frame.height());
    boolean starts = cuts.cutBefore(frame) || resized;
    FloatImage luma = FrameConversions.gray(frame);
    Optional<Moved> before = tracker.next(luma, starts);
    if (starts && frames > 0) {
      scene++;
      recent.clear();
    } else {
      before.ifPresent(this::moved);
    }
    GradientEnergy energy = meter.measure(luma);
    noise.add(energy);
    Seen seen = new Seen(PackedPicture.of(frame));
    regions.add(frames, starts, energy, seen);
    recent.addLast(seen);
    if (recent.size() > 2 * settings.windowRadius() + 1) {
      recent.removeFirst();
    }
    if (judged != null) {
      judge(judged);
      judged = null;
    }
    frames++;
  }

  /** The motion of the frame before the one that is being seen. */
  private void moved(Moved moved) {
    ReducedPaths paths = moved.paths(motion);
    recent.getLast().motion = paths;
    if (!moved.complete()) {
      return;
    }
    long index = frames - 1;
    exposure.add(
        new MotionFrame(moved.luma(), moved.forward(), moved.backward()),
        lastMotionFrame == index - 1);
    lastMotionFrame = index;
    bank.add(index, scene, paths);
    judged = paths;
  }

  private static RegionCut cut(List<Seen> window, Box box) {
    return RegionCut.of(
        window.stream().map(s -> s.picture).toList(), window.get(window.size() / 2).motion, box);
  }

  /**
   * Offers the window whose middle is as far back as the window reaches; its path must have come
   * with this frame.
   */
  private void judge(ReducedPaths motion) {
    // The path is that of the frame before the newest; a window around it is complete only for a
    // radius of one, so the
    // newest frames are mirrored like those at the end of a video.
    int middle = recent.size() - 2;
    if (middle < settings.windowRadius()) {
      return;
    }
    int side = settings.sideIn(motion.frameHeight(), motion.frameWidth());
    int top = (motion.frameHeight() - side) / 2;
    int left = (motion.frameWidth() - side) / 2;
    Box box = new Box(top, left, top + side, left + side);
    BlurPath inside = motion.paths(box);
    if (side % 4 != 0 || inside.meanLengthPx() < JUDGED_LENGTH_PX || !judges.wantsNext()) {
      return;
    }
    List<Seen> all = new ArrayList<>(recent);
    List<PackedPicture> window = new ArrayList<>();
    for (int k = -settings.windowRadius(); k <= settings.windowRadius(); k++) {
      int at = middle + k;
      int mirrored = at < all.size() ? at : 2 * (all.size() - 1) - at;
      window.add(all.get(mirrored).picture.crop(top, left, side, side));
    }
    judges.add(new JudgeWindows.Window(window, inside));
  }
}
