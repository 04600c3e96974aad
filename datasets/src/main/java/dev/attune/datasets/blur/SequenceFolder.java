package dev.attune.datasets.blur;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a sequence. It grows in a hidden folder beside its final name and appears when it
 * is whole; an old one is moved away in that moment. Used by one thread.
 */
final class SequenceFolder implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path target;
  private final Path part;

  /**
   * Makes the hidden folder.
   *
   * @throws MediaException {@code OUTPUT} when that is impossible
   */
  SequenceFolder(Path target) {
    this.target = target;
    part =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      // One level deeper, so that no reader takes what grows for a sequence.
      Files.createDirectories(growing());
    } catch (IOException e) {
      throw failure("cannot be made", e);
    }
  }

  /** Where the sequence grows. */
  Path growing() {
    return part.resolve("new");
  }

  /** A place for a file that goes when this is closed. */
  Path scratch(String name) {
    return part.resolve(name);
  }

  /**
   * Writes the description and gives the folder its name.
   *
   * @throws MediaException {@code OUTPUT} when that fails
   */
  void publish(Map<String, Object> meta) {
    try {
      Files.write(growing().resolve("meta.json"), JSON.writeValueAsBytes(meta));
      if (Files.exists(target)) {
        Files.move(target, part.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(growing(), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure("could not be finished", e);
    }
  }

  /** Removes what was not published, and what it replaced. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(part)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // There is nothing left to try; the name says that the folder is incomplete.
    }
  }

  private MediaException failure(String what, IOException e) {
    return new MediaException(
        Kind.OUTPUT,
        "the folder " + target + " " + what + " (" + e + "): make room or choose another place",
        e);
  }
}
