package dev.attune.video.motion;

import dev.attune.video.natives.NativeLibraries;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_video;

/** The OpenCV libraries of this process; loaded once, on one thread until told otherwise. */
final class OpenCv {
  static {
    NativeLibraries.load("OpenCV", opencv_video.class);
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Makes sure that the libraries are there. */
  static void load() {
    // Entering the class did it.
  }
}
