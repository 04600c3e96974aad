package dev.attune.deblur.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.Segment;
import dev.attune.video.io.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a run has on the disk beside its output: finished segments and states by name. A change of
 * several of them is one record of a journal, so that it is there as a whole or not at all; files
 * that it replaces stay until the next change is on the disk. One run at a time has it.
 * Thread-safe.
 */
public final class RunStore implements AutoCloseable {
  static final String JOURNAL = "journal";
  private static final String STATE_PREFIX = "state-";
  private static final String RUN = "run";
  private static final int VERSION = 1;

  private final Path output;
  private final WorkFolder folder;
  private RunContent content = new RunContent();
  private Journal journal;
  private boolean closed;

  private RunStore(Path output, WorkFolder folder) {
    this.output = output;
    this.folder = folder;
  }

  /** What to do with an unfinished run that was found. */
  public enum Found {
    /** Go on with it. */
    RESUME,
    /** Throw its work away and begin anew. */
    START_OVER
  }

  /** Decides what to do with an unfinished run, or throws to leave it as it is. */
  @FunctionalInterface
  public interface Decision {
    /**
     * What to do.
     *
     * @param frames that it has finished
     */
    Found onUnfinished(long frames);
  }

  /**
   * Opens what there is of a run to an output, or begins.
   *
   * @param identity of the run to come
   * @throws MediaException when another run has the output, or its folder cannot be used
   * @throws ResumeException when the unfinished run was of another input, program or setting
   * @throws dev.attune.adaptation.weights.WeightsException when it was of other weights
   */
  public static RunStore open(Path output, RunIdentity identity, Decision decision) {
    RunStore store = new RunStore(output, WorkFolder.open(output));
    try {
      store.begin(identity, decision);
      return store;
    } catch (IOException e) {
      throw store.unusable(e);
    } finally {
      if (store.journal == null) {
        store.folder.close();
      }
    }
  }

  private void begin(RunIdentity identity, Decision decision) throws IOException {
    Path file = folder.path().resolve(JOURNAL);
    Journal.Content found = Journal.read(file);
    List<JsonNode> records = found.records();
    boolean resumes = false;
    if (found.damaged() || RunContent.isUnfinished(records)) {
      content = RunContent.of(records);
      resumes = decision.onUnfinished(frames()) == Found.RESUME;
    }
    if (!resumes) {
      content = new RunContent();
      folder.clear();
      journal = new Journal(file, 0);
      ObjectNode run = JsonNodeFactory.instance.objectNode();
      run.set(RUN, identity.toJson().put("version", VERSION));
      journal.append(run);
      return;
    }
    if (found.damaged()) {
      throw new ResumeException(
          "the journal of the unfinished run of "
              + output
              + ", "
              + file
              + ", is damaged after "
              + records.size()
              + " good records: start over (-y without --resume)");
    }
    JsonNode run = records.get(0).path(RUN);
    if (run.path("version").asInt() != VERSION) {
      throw new ResumeException(
          "the unfinished run of "
              + output
              + " is of another version of Attune (journal "
              + run.path("version").asText("without a version")
              + ", this one writes "
              + VERSION
              + "): start over (-y without --resume)");
    }
    RunIdentity.of(run).requireSame(identity, output.toString());
    journal = new Journal(file, found.bytes());
    removeStray();
  }

  /** Removes states that no record knows. */
  private void removeStray() throws IOException {
    Set<String> known = content.files();
    try (Stream<Path> files = Files.list(folder.path())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean state = name.startsWith(STATE_PREFIX) && !known.contains(name);
        if (state || name.endsWith(".part")) {
          Files.deleteIfExists(file);
        }
      }
    }
    content.takeReplaced();
  }

  /** The locked folder, for the output that grows in it. */
  public WorkFolder folder() {
    return folder;
  }

  /** Finished segments, in order. */
  public synchronized List<Segment> segments() {
    return content.segments();
  }

  /** Frames in finished segments. */
  public synchronized long frames() {
    return content.segments().stream().mapToLong(Segment::frames).sum();
  }

  /**
   * A state.
   *
   * @param type that it was saved as
   * @throws MediaException when it cannot be read back
   */
  public synchronized <T extends Record> Optional<T> load(String name, Class<T> type) {
    Optional<StateFile> state = content.state(name);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(state.get().read(folder.path(), type));
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Kind.OUTPUT,
          "the state '"
              + name
              + "' of the unfinished run of "
              + output
              + " cannot be read back from "
              + folder.path().resolve(state.get().file())
              + " ("
              + e.getMessage()
              + "): start over (-y without --resume)",
          e);
    }
  }

  /** Begins a change. */
  public Change change() {
    return new Change();
  }

  /** Several things that become true at once. Used by one thread. */
  public final class Change {
    private final Map<String, Record> saved = new LinkedHashMap<>();
    private final List<String> dropped = new ArrayList<>();
    private Optional<Segment> segment = Optional.empty();

    private Change() {}

    /** Saves a state, in the place of what it was. */
    public Change save(String name, Record state) {
      saved.put(name, state);
      return this;
    }

    /** Forgets a state. */
    public Change drop(String name) {
      dropped.add(name);
      return this;
    }

    /** Adds a finished segment. */
    public Change add(Segment finished) {
      segment = Optional.of(finished);
      return this;
    }

    /**
     * Brings it to the disk.
     *
     * @throws MediaException when that fails
     */
    public void write() {
      RunStore.this.write(this);
    }
  }

  private synchronized void write(Change change) {
    try {
      Map<String, StateFile> files = new LinkedHashMap<>();
      for (Map.Entry<String, Record> e : change.saved.entrySet()) {
        String file = STATE_PREFIX + content.changes() + "-" + e.getKey();
        files.put(e.getKey(), StateFile.write(folder.path(), file, e.getValue()));
      }
      ObjectNode record = RunContent.record(change.dropped, files, change.segment);
      folder.sync();
      journal.append(record);
      // A journal whose last record is lost still finds what that record replaced.
      List<String> old = content.takeReplaced();
      content.apply(record);
      for (String file : old) {
        Files.deleteIfExists(folder.path().resolve(file));
      }
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Kind.OUTPUT,
          "the state of the run of "
              + output
              + " could not be written to "
              + folder.path()
              + " ("
              + e.getMessage()
              + "): make room, then add --resume to go on",
          e);
    }
  }

  /** Whether there is something to go on with. */
  public synchronized boolean hasProgress() {
    return content.changes() > 0;
  }

  /**
   * Removes everything: the output is finished. What is left where this is interrupted does not
   * count as a run.
   *
   * @throws MediaException when that fails
   */
  public synchronized void remove() {
    try {
      if (content.changes() > 0) {
        journal.append(RunContent.finished());
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    closed = true;
    closeJournal();
    folder.remove();
  }

  /** Keeps what there is to go on with; removes everything where there is nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    if (content.changes() == 0) {
      remove();
      return;
    }
    closed = true;
    closeJournal();
    folder.close();
  }

  private void closeJournal() {
    try {
      journal.close();
    } catch (IOException e) {
      // Every record is on the disk already.
    }
  }

  private MediaException unusable(IOException e) {
    return new MediaException(
        MediaException.Kind.OUTPUT,
        "the folder of the unfinished run of "
            + output
            + ", "
            + folder.path()
            + ", cannot be used ("
            + e.getMessage()
            + "): remove it or name another output",
        e);
  }
}
