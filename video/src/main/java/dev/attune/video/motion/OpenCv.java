package dev.attune.video.motion;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_video;

/** The OpenCV libraries of this process; loaded once, on one thread until told otherwise. */
final class OpenCv {
  static {
    try {
      Loader.load(opencv_video.class);
    } catch (UnsatisfiedLinkError e) {
      throw new IllegalStateException(
          "this build holds no OpenCV for "
              + Loader.getPlatform()
              + ": build Attune with -Dnative.platform=PLATFORM for this machine",
          e);
    }
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Makes sure that the libraries are there. */
  static void load() {
    // Entering the class did it.
  }
}
