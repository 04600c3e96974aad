package dev.attune.deblur.sharpness;

import dev.attune.deblur.sharpness.RegionScores.Scored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the relatively sharp regions of a video that is fed frame by frame, and keeps what the
 * caller wants of the window of frames around each. Regions are ranked within their scene and
 * spread over time; however long the video, no more than {@code buckets * perBucket} windows are
 * kept: when the stretches of time grow too many, neighbours are joined. A window never crosses a
 * scene cut. Not thread-safe.
 *
 * @param <T> what a frame is fed as
 * @param <C> what is kept of a window
 */
public final class RegionCollector<T, C> {
  private static final int PER_FRAME = 2;

  private final RegionSettings settings;
  private final Cutter<T, C> cutter;
  private final NoiseFloor noise;
  private final Deque<Fed<T>> window = new ArrayDeque<>();
  private List<Bucket<C>> buckets = new ArrayList<>();
  private long framesPerBucket = 2;
  private long frames;
  private int scenes;
  private Scene scene = new Scene(0);

  /**
   * Takes out of a window what is to be kept of it.
   *
   * @param <T> what a frame is fed as
   * @param <C> what is kept of a window
   */
  @FunctionalInterface
  public interface Cutter<T, C> {
    /**
     * What to keep.
     *
     * @param window the frame of the region in the middle and {@code windowRadius} frames on both
     *     sides
     * @param box the region in that frame
     */
    C cut(List<T> window, Box box);
  }

  /**
   * A region and what was kept of its window.
   *
   * @param region the region
   * @param content what the cutter returned
   * @param <C> its type
   */
  public record Kept<C>(SharpRegion region, C content) {}

  private record Fed<T>(long index, T picture, GradientEnergy energy) {}

  private record Scene(int number, LogHistogram scores) {
    Scene(int number) {
      this(number, new LogHistogram(0.02, 20));
    }
  }

  private record Candidate<C>(
      long index, Scene scene, Box box, GradientEnergy energy, double score, C content) {
    /** How far above the usual sharpness of its scene it lies; comparable between scenes. */
    double standing() {
      return score / scene.scores().quantile(0.5);
    }
  }

  private record Bucket<C>(List<Candidate<C>> best) {}

  /**
   * What was found so far.
   *
   * @param window the last frames, without their pictures
   * @param scenes those that candidates are of, and the present one last
   * @param buckets stretches of time with their candidates, the best first
   * @param framesPerBucket length of a stretch
   * @param frames fed
   * @param sceneCount number of the present scene
   * @param <C> what is kept of a window
   */
  public record State<C>(
      List<FedState> window,
      List<SceneState> scenes,
      List<List<CandidateState<C>>> buckets,
      long framesPerBucket,
      long frames,
      int sceneCount) {}

  /** A frame of the window. */
  public record FedState(long index, GradientEnergy energy) {}

  /** A scene and how sharp its frames are. */
  public record SceneState(int number, LogHistogram.State scores) {}

  /** A region that may be taken; {@code scene} is the number of its scene. */
  public record CandidateState<C>(
      long index, int scene, Box box, GradientEnergy energy, double score, C content) {}

  /** What was found so far, for going on later. */
  public State<C> state() {
    Map<Integer, Scene> known = new LinkedHashMap<>();
    buckets.forEach(b -> b.best().forEach(c -> known.put(c.scene().number(), c.scene())));
    known.remove(scene.number());
    known.put(scene.number(), scene);
    return new State<>(
        window.stream().map(f -> new FedState(f.index(), f.energy())).toList(),
        known.values().stream().map(s -> new SceneState(s.number(), s.scores().state())).toList(),
        buckets.stream()
            .map(
                b ->
                    b.best().stream()
                        .map(
                            c ->
                                new CandidateState<>(
                                    c.index(),
                                    c.scene().number(),
                                    c.box(),
                                    c.energy(),
                                    c.score(),
                                    c.content()))
                        .toList())
            .toList(),
        framesPerBucket,
        frames,
        scenes);
  }

  /**
   * Goes on where another collector of the same settings was.
   *
   * @param pictures of the frames of the window
   */
  public void restore(State<C> state, List<T> pictures) {
    for (int i = 0; i < state.window().size(); i++) {
      FedState f = state.window().get(i);
      window.addLast(new Fed<>(f.index(), pictures.get(i), f.energy()));
    }
    Map<Integer, Scene> known = new HashMap<>();
    for (SceneState s : state.scenes()) {
      scene = new Scene(s.number());
      scene.scores().restore(s.scores());
      known.put(s.number(), scene);
    }
    for (List<CandidateState<C>> best : state.buckets()) {
      List<Candidate<C>> candidates = new ArrayList<>();
      for (CandidateState<C> c : best) {
        candidates.add(
            new Candidate<>(
                c.index(), known.get(c.scene()), c.box(), c.energy(), c.score(), c.content()));
      }
      buckets.add(new Bucket<>(candidates));
    }
    framesPerBucket = state.framesPerBucket();
    frames = state.frames();
    scenes = state.sceneCount();
  }

  /**
   * A collector for one video.
   *
   * @param noise fed by the caller with the same frames, or ahead of them
   * @param cutter called for regions that are kept for now
   */
  public RegionCollector(RegionSettings settings, NoiseFloor noise, Cutter<T, C> cutter) {
    this.settings = settings;
    this.noise = noise;
    this.cutter = cutter;
  }

  /**
   * Feeds the next frame.
   *
   * @param frameIndex its number in the video
   * @param startsScene whether a cut lies before it
   * @param energy its gradients
   * @param picture held until the window has passed
   */
  public void add(long frameIndex, boolean startsScene, GradientEnergy energy, T picture) {
    if (startsScene && frames > 0) {
      window.clear();
      scene = new Scene(++scenes);
    }
    window.addLast(new Fed<>(frameIndex, picture, energy));
    if (window.size() > 2 * settings.windowRadius() + 1) {
      window.removeFirst();
    }
    if (window.size() == 2 * settings.windowRadius() + 1) {
      considerMiddle();
    }
    frames++;
  }

  /**
   * The best regions, spread over the video: one of each stretch of time in turn, sharpest first.
   * Regions below the minimum rank are only taken where no others exist at all.
   *
   * @param count how many are wanted at most
   */
  public List<Kept<C>> best(int count) {
    List<List<Kept<C>>> stretches = new ArrayList<>();
    for (Bucket<C> bucket : buckets) {
      stretches.add(
          bucket.best().stream()
              .map(this::finished)
              .sorted(Comparator.comparingDouble((Kept<C> k) -> k.region().rank()).reversed())
              .toList());
    }
    double least =
        stretches.stream()
                .flatMap(List::stream)
                .anyMatch(k -> k.region().rank() >= settings.minimumRank())
            ? settings.minimumRank()
            : 0;
    List<Kept<C>> out = new ArrayList<>();
    for (int round = 0; round < settings.perBucket() && out.size() < count; round++) {
      List<Kept<C>> turn = new ArrayList<>();
      for (List<Kept<C>> stretch : stretches) {
        if (round < stretch.size() && stretch.get(round).region().rank() >= least) {
          turn.add(stretch.get(round));
        }
      }
      turn.sort(Comparator.comparingDouble((Kept<C> k) -> k.region().rank()).reversed());
      out.addAll(turn.subList(0, Math.min(turn.size(), count - out.size())));
    }
    return out;
  }

  private void considerMiddle() {
    Fed<T> middle = null;
    List<T> pictures = new ArrayList<>();
    for (Fed<T> fed : window) {
      pictures.add(fed.picture());
      if (pictures.size() == settings.windowRadius() + 1) {
        middle = fed;
      }
    }
    GradientEnergy energy = middle.energy();
    int side = settings.sideIn(energy.frameHeight(), energy.frameWidth());
    RegionScores scores =
        new RegionScores(SharpnessMap.of(energy, noise.energy()), side, settings.minimumTexture());
    List<Scored> found = scores.apart(PER_FRAME);
    if (found.isEmpty()) {
      return;
    }
    // the best of every frame: other places of it differ by what they show, not only by blur
    scene.scores().add(found.get(0).score());
    Bucket<C> bucket = bucket(middle.index());
    for (Scored s : found) {
      double worst =
          bucket.best().size() < settings.perBucket()
              ? Double.NEGATIVE_INFINITY
              : bucket.best().get(bucket.best().size() - 1).standing();
      if (s.score() / scene.scores().quantile(0.5) > worst) {
        bucket
            .best()
            .add(
                new Candidate<>(
                    middle.index(),
                    scene,
                    s.box(),
                    energy.crop(s.box()),
                    s.score(),
                    cutter.cut(List.copyOf(pictures), s.box())));
        keepBest(bucket);
      }
    }
  }

  private Bucket<C> bucket(long frameIndex) {
    while (frameIndex / framesPerBucket >= settings.buckets()) {
      framesPerBucket *= 2;
      List<Bucket<C>> joined = new ArrayList<>();
      for (int i = 0; i < buckets.size(); i += 2) {
        List<Candidate<C>> both = new ArrayList<>(buckets.get(i).best());
        if (i + 1 < buckets.size()) {
          both.addAll(buckets.get(i + 1).best());
        }
        Bucket<C> bucket = new Bucket<>(both);
        keepBest(bucket);
        joined.add(bucket);
      }
      buckets = joined;
    }
    int at = (int) (frameIndex / framesPerBucket);
    while (buckets.size() <= at) {
      buckets.add(new Bucket<>(new ArrayList<>()));
    }
    return buckets.get(at);
  }

  private void keepBest(Bucket<C> bucket) {
    List<Candidate<C>> best = bucket.best();
    best.sort(Comparator.comparingDouble((Candidate<C> c) -> c.standing()).reversed());
    while (best.size() > settings.perBucket()) {
      best.remove(leastWanted(best));
    }
  }

  /** The worst that shows what a better one shows as well, else the worst of all. */
  private int leastWanted(List<Candidate<C>> best) {
    for (int i = best.size() - 1; i > 0; i--) {
      Candidate<C> c = best.get(i);
      for (Candidate<C> better : best.subList(0, i)) {
        if (better.scene().number() == c.scene().number()
            && Math.abs(better.index() - c.index()) <= 2L * settings.windowRadius()
            && 2 * better.box().overlap(c.box()) > c.box().area()) {
          return i;
        }
      }
    }
    return best.size() - 1;
  }

  /** Scores a region again, now that the video's noise is known. */
  private Kept<C> finished(Candidate<C> c) {
    double score = SharpnessMap.of(c.energy(), noise.energy()).score();
    return new Kept<>(
        new SharpRegion(
            c.index(), c.scene().number(), c.box(), score, c.scene().scores().rank(score)),
        c.content());
  }
}
