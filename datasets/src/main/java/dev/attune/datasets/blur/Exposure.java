package dev.attune.datasets.blur;

import java.util.ArrayList;
import java.util.List;

/**
 * The poses that a picture is the mean of, symmetric in time around the middle of the exposure.
 *
 * @param poses in order of time
 * @param middle the pose of the middle
 * @param pathPx length of the way that the middle of the picture goes in the whole exposure
 */
record Exposure(List<Pose> poses, Pose middle, double pathPx) {
  /** More poses than this are never taken. */
  static final int MOST_POSES = 1024;

  /** Greatest way of any point of the picture between two poses: smooth streaks. */
  private static final double STEP_PX = 0.7;

  /** Points by which the path's length is measured. */
  private static final int MEASURED = 64;

  Exposure {
    poses = List.copyOf(poses);
  }

  /**
   * The exposure of a frame.
   *
   * @param share of the frame interval
   * @param leastPoses taken even where nothing moves
   * @param size of the picture, for what roll does at its corners
   */
  static Exposure of(
      CameraMotion motion, double frame, double share, int leastPoses, PictureSize size) {
    double path = 0;
    Pose before = motion.at(frame - share / 2);
    for (int i = 1; i <= MEASURED; i++) {
      Pose next = motion.at(frame + share * ((double) i / MEASURED - 0.5));
      path += Math.hypot(next.x() - before.x(), next.y() - before.y());
      before = next;
    }
    List<Pose> poses = poses(motion, frame, share, leastPoses);
    double step = greatestStep(poses, size);
    while (step > STEP_PX && poses.size() < MOST_POSES) {
      int more = (int) Math.ceil(poses.size() * Math.max(1.02, step / STEP_PX));
      poses = poses(motion, frame, share, Math.min(MOST_POSES, more));
      step = greatestStep(poses, size);
    }
    return new Exposure(poses, motion.at(frame), path);
  }

  private static List<Pose> poses(CameraMotion motion, double frame, double share, int count) {
    List<Pose> poses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      poses.add(motion.at(frame + share * ((i + 0.5) / count - 0.5)));
    }
    return poses;
  }

  private static double greatestStep(List<Pose> poses, PictureSize size) {
    double greatest = 0;
    for (int i = 1; i < poses.size(); i++) {
      for (int corner = 0; corner < 4; corner++) {
        double u = (corner % 2 == 0 ? -0.5 : 0.5) * size.width();
        double v = (corner < 2 ? -0.5 : 0.5) * size.height();
        Pose a = poses.get(i - 1);
        Pose b = poses.get(i);
        greatest =
            Math.max(
                greatest, Math.hypot(b.seenX(u, v) - a.seenX(u, v), b.seenY(u, v) - a.seenY(u, v)));
      }
    }
    return greatest;
  }
}
