package dev.attune.datasets.blur;

import dev.attune.datasets.scene.SceneRandom;
import dev.attune.datasets.scene.Wander;

/**
 * A camera held by hand. It goes along a smooth curve that stays near the middle; how fast it goes
 * changes smoothly between nearly still, slow drift and bursts; a fast tremor of a small amplitude
 * comes on top, and a little roll. Each twelve changes of speed hold one still moment and two
 * bursts, so that sequences of 40 frames have sharp and strongly blurred frames. Immutable.
 */
public final class HandMotion implements CameraMotion {
  /** Frames between changes of speed. */
  private static final double KNOT_FRAMES = 3;

  private static final int KNOTS_OF_A_BLOCK = 12;
  private static final double FIRST_LOG_SPEED = StrictMath.log(3);
  private static final int STEPS_PER_FRAME = 64;

  /** Time before the first exposure's middle that is known. */
  private static final double LEAD_FRAMES = 1;

  private static final double ROLL_PER_PX = 3e-4;
  private static final double TREMOR_PX = 0.15;

  private final double[] way;
  private final double tremorPx;
  private final double tremorX;
  private final double tremorY;
  private final double phaseX;
  private final double phaseY;
  private final UnitSpeedCurve curve;
  private final Wander roll;

  /**
   * A motion for a sequence.
   *
   * @param seed of everything that is drawn
   * @param amplitude scale of the motion, at least 0
   * @param exposure share of the frame interval that sees the light, above 0 to 1; lengths of path
   *     are those of an exposure, whatever this is
   * @param frames number of frames; afterwards the camera rests
   */
  public HandMotion(long seed, double amplitude, double exposure, int frames) {
    SceneRandom random = new SceneRandom(seed).split("hand");
    way = way(random.split("speed"), amplitude / exposure, frames);
    curve = new UnitSpeedCurve(random.split("curve"), way[way.length - 1]);
    roll = new Wander(random.split("roll"), 15, 60);
    SceneRandom r = random.split("tremor");
    tremorPx = TREMOR_PX * amplitude;
    // About 10 Hz at 30 frames a second.
    tremorX = r.between(1.7, 2.3);
    tremorY = r.between(1.7, 2.3);
    phaseX = r.angle();
    phaseY = r.angle();
  }

  @Override
  public Pose at(double time) {
    double at = Math.max(0, Math.min(way.length - 1.0, (time + LEAD_FRAMES) * STEPS_PER_FRAME));
    int step = (int) Math.min(way.length - 2.0, at);
    double s = way[step] + (at - step) * (way[step + 1] - way[step]);
    return new Pose(
        curve.x(s) + tremorPx * StrictMath.sin(tremorX * time + phaseX),
        curve.y(s) + tremorPx * StrictMath.sin(tremorY * time + phaseY),
        ROLL_PER_PX * (roll.at(s) - roll.at(0)));
  }

  /** Path gone until each step of time. */
  private static double[] way(SceneRandom random, double factor, int frames) {
    double[] way = new double[(int) ((frames + 2 * LEAD_FRAMES) * STEPS_PER_FRAME) + 1];
    double phase = random.split("phase").unit();
    Block block = new Block(random, 0);
    for (int i = 1; i < way.length; i++) {
      double at = phase + (i - 0.5) / STEPS_PER_FRAME / KNOT_FRAMES;
      int knot = (int) at;
      double part = at - knot;
      double smooth = part * part * (3 - 2 * part);
      block = block.holding(knot);
      double from = block.logSpeed(knot);
      double to = block.holding(knot + 1).logSpeed(knot + 1);
      way[i] = way[i - 1] + factor * StrictMath.exp(from + smooth * (to - from)) / STEPS_PER_FRAME;
    }
    return way;
  }

  /** Twelve speeds in the order in which they come; each block from a generator of its own. */
  private static final class Block {
    private final SceneRandom random;
    private final int number;
    private final double[] logSpeed = new double[KNOTS_OF_A_BLOCK];

    Block(SceneRandom random, int number) {
      this.random = random;
      this.number = number;
      SceneRandom r = random.split(number);
      for (int k = 0; k < KNOTS_OF_A_BLOCK; k++) {
        double pxPerExposure =
            switch (k) {
              case 0 -> r.logBetween(0.3, 0.7);
              case 1 -> r.logBetween(16, 28);
              case 2 -> r.logBetween(7, 16);
              default -> r.logBetween(1.8, 5);
            };
        // Put in at a random place: a shuffle.
        int place = r.intBetween(0, k);
        logSpeed[k] = logSpeed[place];
        logSpeed[place] = StrictMath.log(pxPerExposure);
      }
    }

    Block holding(int knot) {
      int wanted = Math.floorDiv(knot - 1, KNOTS_OF_A_BLOCK);
      return wanted == number || wanted < 0 ? this : new Block(random, wanted);
    }

    /** The first knot lies before the first frame, so it belongs to no block. */
    double logSpeed(int knot) {
      return knot == 0 ? FIRST_LOG_SPEED : logSpeed[(knot - 1) % KNOTS_OF_A_BLOCK];
    }
  }
}
