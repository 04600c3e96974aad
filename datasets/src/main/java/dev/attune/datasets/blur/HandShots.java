package dev.attune.datasets.blur;

import dev.attune.datasets.scene.SceneRandom;
import dev.attune.video.frame.FloatImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A camera held by hand looks at each frame of a source. */
final class HandShots implements ShotReader {
  private final LightFrames frames;
  private final Framing framing;
  private final CameraMotion motion;
  private final double exposure;
  private final int leastPoses;
  private final int count;
  private int next;

  /**
   * @param frames of the source, scaled as the framing says
   * @param framing that holds everything that the motion sees
   * @param exposure share of the frame interval
   * @param leastPoses of an exposure
   * @param count greatest number of shots
   */
  HandShots(
      LightFrames frames,
      Framing framing,
      CameraMotion motion,
      double exposure,
      int leastPoses,
      int count) {
    this.frames = frames;
    this.framing = framing;
    this.motion = motion;
    this.exposure = exposure;
    this.leastPoses = leastPoses;
    this.count = count;
  }

  /**
   * Places the view of a motion in a source.
   *
   * @throws dev.attune.video.io.MediaException when it does not fit
   */
  static Framing frame(
      SourceFacts source,
      Optional<PictureSize> size,
      OptionalDouble scale,
      CameraMotion motion,
      double exposure,
      int leastPoses,
      int count,
      SceneRandom random) {
    return Framing.of(
        source.width(),
        source.height(),
        size,
        scale,
        asked -> {
          Reach reach = Reach.of(asked);
          for (int i = 0; i < count; i++) {
            Exposure e = Exposure.of(motion, i, exposure, leastPoses, asked);
            for (Pose pose : e.poses()) {
              reach = reach.with(pose, asked);
            }
            reach = reach.with(e.middle(), asked);
          }
          return reach;
        },
        random);
  }

  @Override
  public Shot next() {
    if (next == count) {
      return null;
    }
    FloatImage light = frames.next();
    if (light == null) {
      return null;
    }
    Exposure seen = Exposure.of(motion, next++, exposure, leastPoses, framing.size());
    return new HandShot(light, framing, seen);
  }

  @Override
  public void close() {
    frames.close();
  }

  private record HandShot(FloatImage light, Framing framing, Exposure seen) implements Shot {
    @Override
    public FloatImage blur() {
      return PoseMean.of(light, framing, seen.poses());
    }

    @Override
    public FloatImage sharp() {
      return PoseMean.of(light, framing, List.of(seen.middle()));
    }

    @Override
    public double pathPx() {
      return seen.pathPx();
    }

    @Override
    public int poses() {
      return seen.poses().size();
    }
  }
}
