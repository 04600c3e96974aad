package dev.attune.datasets.blur;

import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import dev.attune.video.io.Redaction;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes sequences of pairs from sharp clips, in BSD layout: {@code
 * FOLDER/SEQUENCE/{Blur,Sharp}/RGB/%08d.png} and {@code meta.json}. Each sequence appears when it
 * is whole; what was made before a failure stays. Not thread-safe.
 */
public final class PairMaker {
  private final BlurRecipe recipe;
  private final Path folder;
  private final boolean overwrite;
  private final BlurListener listener;

  /**
   * A maker for one folder.
   *
   * @param overwrite whether sequences of the same names may be replaced
   */
  public PairMaker(BlurRecipe recipe, Path folder, boolean overwrite, BlurListener listener) {
    this.recipe = recipe;
    this.folder = folder;
    this.overwrite = overwrite;
    this.listener = listener;
  }

  /**
   * Makes the sequences of all inputs. Everything is drawn and checked before the first is made.
   *
   * @param inputs videos, folders of pictures or whatever else can be opened
   * @return what was made, in the order of the inputs
   * @throws MediaException when an input cannot be read, pictures do not fit into it, or an output
   *     exists or cannot be written
   * @throws IllegalArgumentException when two inputs would make sequences of the same names
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public List<SequenceReport> make(List<String> inputs) {
    Map<String, SequenceMaker> makers = new LinkedHashMap<>();
    Map<String, String> stems = new LinkedHashMap<>();
    for (String input : inputs) {
      String other = stems.put(stem(input), input);
      if (other != null) {
        throw new IllegalArgumentException(
            Redaction.text(other)
                + " and "
                + Redaction.text(input)
                + " would make sequences of the same names ("
                + stem(input)
                + "_...); write them to different folders");
      }
      SourceFacts source = SourceFacts.of(input);
      for (SequencePlan plan : SequencePlan.of(recipe, stem(input), source.frames())) {
        requireFree(folder.resolve(plan.name()));
        makers.put(plan.name(), new SequenceMaker(source, recipe, plan));
      }
    }
    return make(makers);
  }

  private List<SequenceReport> make(Map<String, SequenceMaker> makers) {
    long total = makers.values().stream().mapToLong(SequenceMaker::frames).sum();
    long before = 0;
    List<SequenceReport> made = new ArrayList<>();
    for (Map.Entry<String, SequenceMaker> entry : makers.entrySet()) {
      long[] done = {before};
      SequenceReport report =
          entry
              .getValue()
              .make(folder.resolve(entry.getKey()), () -> listener.progress(++done[0], total));
      if (report.frames() < entry.getValue().frames()) {
        listener.notice(
            report.name()
                + " has "
                + report.frames()
                + " pairs instead of "
                + entry.getValue().frames()
                + ": its source has no more frames");
      }
      before += entry.getValue().frames();
      made.add(report);
    }
    return made;
  }

  private void requireFree(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && (!overwrite || !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS))) {
      throw new MediaException(
          Kind.OUTPUT,
          target
              + " exists: "
              + (overwrite
                  ? "it is no folder, so it is left"
                  : "allow to replace it (-y), or choose another folder or seed"));
    }
  }

  /** The last part of an input's name, without secrets. */
  static String fileName(String input) {
    String path = Redaction.text(input).replaceFirst("[?#].*", "").replaceFirst("/+$", "");
    return path.replaceFirst(".*/", "");
  }

  /** The name of an input without its ending, of letters that every disk takes. */
  private static String stem(String input) {
    String stem = fileName(input).replaceFirst("(?<=.)\\.[^.]*$", "");
    String plain = stem.replaceAll("[^A-Za-z0-9_-]+", "_");
    return plain.isEmpty() ? "clip" : plain;
  }
}
