package dev.attune.datasets.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A painted world: a backdrop, things that move before it and a camera. Immutable and thread-safe;
 * all randomness comes from the seed.
 */
public final class Scene {
  /** The canvas is a little larger than the view, so that a turned view shows nothing twice. */
  private static final double MARGIN = 1.13;

  private static final double LEAST_DENSITY = 1.7;

  private final long seed;
  private final SceneSettings settings;
  private final SceneRandom random;
  private final Canvas backdrop;
  private final double backdropNearness;
  private final List<Actor> actors;

  /** A world of parts that are painted already; things from far to near. */
  Scene(
      long seed,
      SceneSettings settings,
      SceneRandom random,
      Canvas backdrop,
      double backdropNearness,
      List<Actor> actors) {
    this.seed = seed;
    this.settings = settings;
    this.random = random;
    this.backdrop = backdrop;
    this.backdropNearness = backdropNearness;
    this.actors = actors;
  }

  /** Paints the scene of this seed with the textures of this bank. */
  public static Scene create(long seed, SceneSettings settings, TextureBank bank) {
    SceneRandom random = new SceneRandom(seed);
    Materials materials = new Materials(bank);
    double needX = MARGIN * settings.width();
    double needY = MARGIN * settings.height();
    int width = powerOfTwo(LEAST_DENSITY * needX);
    int height = powerOfTwo(LEAST_DENSITY * needY);
    double density = Math.min(width / needX, height / needY);
    Canvas backdrop =
        Backdrop.paint(settings, width, height, density, materials, random.split("backdrop"));
    double backdropNearness = random.split("depth").between(0.5, 1);
    backdrop.soften(settings.lens().blurAt(backdropNearness));
    List<Actor> actors = new ArrayList<>();
    for (int i = 0; i < settings.actors(); i++) {
      SceneRandom r = random.split("actors").split(i);
      double view = Math.min(settings.height(), settings.width());
      double radius = r.logBetween(7, Math.max(15, Math.min(110, 0.25 * view + 25)));
      double nearness = r.between(backdropNearness, 1.8);
      double softPx = settings.lens().blurAt(nearness);
      Canvas canvas = Prop.paint(r.split("prop"), materials, radius, density, softPx);
      double x = r.between(-0.1, 1.1) * settings.width();
      double y = r.between(-0.1, 1.1) * settings.height();
      actors.add(new Actor(r.split("motion"), canvas, nearness, x, y, settings.actorSpeed()));
    }
    actors.sort(Comparator.comparingDouble(a -> a.nearness));
    return new Scene(seed, settings, random, backdrop, backdropNearness, List.copyOf(actors));
  }

  private static int powerOfTwo(double atLeast) {
    int n = 64;
    while (n < atLeast) {
      n *= 2;
    }
    return n;
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  /** The settings. */
  public SceneSettings settings() {
    return settings;
  }

  /** The first {@code frames} frames of the whole view. */
  public SceneClip clip(int frames) {
    return clip(frames, 0, 0, settings.width(), settings.height());
  }

  /** The first frames of a rectangle of the view; the same pixels as in the whole. */
  public SceneClip clip(int frames, int left, int top, int width, int height) {
    return new SceneClip(this, frames, left, top, width, height);
  }

  SceneRandom random() {
    return random;
  }

  Canvas backdrop() {
    return backdrop;
  }

  double backdropNearness() {
    return backdropNearness;
  }

  /** From far to near. */
  List<Actor> actors() {
    return actors;
  }
}
