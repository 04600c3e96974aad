package dev.attune.pipelines.batch;

import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder that everything of a batch is written to. Names come from templates, trees of inputs
 * and job files; none of them leads out of the folder, be it by its parts or by links.
 */
public final class OutputFolder {
  private final Path folder;

  /** A folder, which may not exist yet. */
  public OutputFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A place in the folder.
   *
   * @param relative to the folder
   * @throws MediaException of kind {@code UNSUPPORTED} when it lies elsewhere
   */
  public Path resolve(Path relative) {
    try {
      requireBelow(relative.toString(), relative);
    } catch (IllegalArgumentException e) {
      throw new MediaException(Kind.UNSUPPORTED, e.getMessage(), e);
    }
    Path place = folder.resolve(relative);
    if (!Files.isDirectory(folder)) {
      return place;
    }
    Path there = place;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    if (!isWithin(there)) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          place
              + " would lie outside of "
              + folder
              + ", because "
              + there
              + " is a link that leads out of it: remove the link, or choose another name");
    }
    return place;
  }

  /**
   * Checks a relative name without looking at the disk.
   *
   * @param shown for people
   * @throws IllegalArgumentException when it is absolute, empty or holds {@code ..}
   */
  static void requireBelow(String shown, Path relative) {
    boolean upwards = false;
    for (Path part : relative) {
      upwards |= part.toString().equals("..") || part.toString().equals(".");
    }
    if (relative.isAbsolute() || relative.toString().isEmpty() || upwards) {
      throw new IllegalArgumentException(
          "'"
              + shown
              + "': names lie below the output folder, without '..' and '.' and no '/' at the beginning");
    }
  }

  private boolean isWithin(Path existing) {
    try {
      return existing.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      // A link to nowhere could come to lead anywhere.
      return false;
    }
  }
}
