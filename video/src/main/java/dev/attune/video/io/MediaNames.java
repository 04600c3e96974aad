package dev.attune.video.io;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;

/** What file names promise: used to find inputs; opening a file looks at its content instead. */
public final class MediaNames {
  /** Endings of videos in formats that are opened; without the dot, in small letters. */
  private static final Set<String> VIDEOS =
      Set.of(
          "3g2", "3gp", "asf", "avi", "divx", "dv", "f4v", "flv", "h264", "h265", "hevc", "ivf",
          "m2t", "m2ts", "m2v", "m4v", "mjpeg", "mjpg", "mk3d", "mkv", "mov", "mp4", "mpeg", "mpg",
          "mts", "mxf", "nut", "obu", "ogm", "ogv", "qt", "rm", "rmvb", "ts", "vob", "webm", "wmv",
          "wtv", "y4m");

  /** Files and folders as people count them, folder by folder: {@code a/2.mp4, a/10.mp4, b.mp4}. */
  public static final Comparator<Path> ORDER = MediaNames::compare;

  private static final NaturalOrder NATURAL = new NaturalOrder();

  private MediaNames() {}

  /** Whether a file is called like a video. Hidden files, such as unfinished outputs, are not. */
  public static boolean isVideo(Path file) {
    return !isHidden(file) && VIDEOS.contains(Container.extension(file));
  }

  /** Whether a file is called like a picture, and not hidden. */
  public static boolean isPicture(Path file) {
    return !isHidden(file) && PictureHeader.hasPictureName(file);
  }

  /** Whether a file or folder is hidden by its name. */
  public static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  private static int compare(Path first, Path second) {
    int common = Math.min(first.getNameCount(), second.getNameCount());
    for (int i = 0; i < common; i++) {
      int order = NATURAL.compare(first.getName(i).toString(), second.getName(i).toString());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(first.getNameCount(), second.getNameCount());
  }
}
