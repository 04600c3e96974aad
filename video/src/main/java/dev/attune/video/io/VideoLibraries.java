package dev.attune.video.io;

import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_video;

/** The native libraries of this module, for those who want to know whether they load. */
public final class VideoLibraries {
  private VideoLibraries() {}

  /**
   * Loads FFmpeg and gives its version.
   *
   * @throws MediaException when this build holds none for this platform
   */
  public static String ffmpegVersion() {
    Ffmpeg.load();
    return avutil.av_version_info().getString();
  }

  /**
   * Loads OpenCV and gives its version.
   *
   * @throws MediaException when this build holds none for this platform
   */
  public static String openCvVersion() {
    try {
      Loader.load(opencv_video.class);
    } catch (UnsatisfiedLinkError e) {
      throw new MediaException(
          MediaException.Kind.UNSUPPORTED,
          "this build holds no OpenCV for " + Loader.getPlatform() + ": " + e.getMessage(),
          e);
    }
    // JavaCPP counts the byte that ends the text.
    return opencv_core.getVersionString().getString().replace("\0", "");
  }
}
