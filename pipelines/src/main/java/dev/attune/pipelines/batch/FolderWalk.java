package dev.attune.pipelines.batch;

import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import dev.attune.video.io.MediaNames;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The files of a folder and of those in it. Links to files count as files; links to folders are not
 * followed, since they may lead out of the tree or in circles. Hidden folders are passed over, and
 * so is what cannot be read.
 */
final class FolderWalk {
  private final Path folder;
  private final Path output;
  private final List<Path> files = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  /**
   * Walks.
   *
   * @param depth 1 for the folder alone
   * @param output a folder that is not entered
   * @throws MediaException when the folder itself cannot be read
   */
  FolderWalk(Path folder, int depth, Path output) {
    this.folder = folder;
    this.output = output;
    try {
      Path real = folder.toRealPath();
      Files.walkFileTree(
          real, EnumSet.noneOf(java.nio.file.FileVisitOption.class), depth, new Visitor(real));
    } catch (IOException e) {
      throw new MediaException(
          Kind.NOT_FOUND, "folder " + folder + " cannot be listed: " + e.getMessage(), e);
    }
    files.sort(MediaNames.ORDER);
  }

  /** Relative to the folder, as people count them. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** What was passed over, one sentence each. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;

    Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
      boolean top = at.equals(root);
      return top || (!MediaNames.isHidden(at) && !isOutput(at))
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() || (attributes.isSymbolicLink() && Files.isRegularFile(at))) {
        files.add(root.relativize(at));
      } else if (attributes.isSymbolicLink() && Files.isDirectory(at) && !isOutput(at)) {
        notices.add("the link " + shown(at) + " to a folder is not followed");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path at, IOException e) throws IOException {
      if (at.equals(root)) {
        throw e;
      }
      notices.add(shown(at) + " cannot be read and is left out; check its permissions");
      return FileVisitResult.CONTINUE;
    }

    private Path shown(Path at) {
      return folder.resolve(root.relativize(at));
    }

    private boolean isOutput(Path at) {
      try {
        return Files.exists(output) && Files.isSameFile(at, output);
      } catch (IOException e) {
        return false;
      }
    }
  }
}
