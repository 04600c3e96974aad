package dev.attune.deblur.resume;

import dev.attune.video.io.MediaException;
import dev.attune.video.io.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What is on the disk of runs that nobody has opened, or that somebody else has. */
public final class UnfinishedRuns {
  private UnfinishedRuns() {}

  /** Whether an output has an unfinished run, or one that goes on. */
  public static boolean isUnfinished(Path output) {
    try {
      Journal.Content found = Journal.read(WorkFolder.of(output).resolve(RunStore.JOURNAL));
      return found.damaged() || RunContent.isUnfinished(found.records());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Removes what a run left behind that was killed while it removed its folder, or before it had
   * anything to go on with. Does nothing where there is an unfinished run, or one that goes on.
   */
  public static void sweep(Path output) {
    Path path = WorkFolder.of(output);
    try {
      if (!Files.isDirectory(path) || isUnfinished(output)) {
        return;
      }
      try (WorkFolder folder = WorkFolder.open(output)) {
        // Another run may have begun before it was locked.
        if (!isUnfinished(output)) {
          folder.remove();
        }
      }
    } catch (MediaException e) {
      // It belongs to somebody else, or whoever opens it will tell what is wrong.
    }
  }

  /**
   * A state of a run that nobody has opened, or that somebody else has; empty where there is none
   * or it cannot be read.
   */
  public static <T extends Record> Optional<T> peek(Path output, String name, Class<T> type) {
    Path path = WorkFolder.of(output);
    try {
      Optional<StateFile> state =
          RunContent.of(Journal.read(path.resolve(RunStore.JOURNAL)).records()).state(name);
      return state.isEmpty() ? Optional.empty() : Optional.of(state.get().read(path, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
