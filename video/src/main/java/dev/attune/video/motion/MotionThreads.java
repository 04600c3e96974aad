package dev.attune.video.motion;

import org.bytedeco.opencv.global.opencv_core;

/**
 * How many threads the motion estimators of this process share; 1 until it is set. Whoever divides
 * the cores among engines calls this once at the start.
 */
public final class MotionThreads {
  private MotionThreads() {}

  /**
   * Sets the number for all estimators of the process, those at work included.
   *
   * @param threads at least 1
   */
  public static void set(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads for motion: at least 1 is allowed");
    }
    OpenCv.load();
    opencv_core.setNumThreads(threads);
  }
}
