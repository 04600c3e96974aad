package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.pickle.PickleMachine;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A checkpoint as PyTorch wrote it before 1.6: five pickles in a row (a magic number, the version
 * 1001, facts about the machine, the object, the keys of its storages), then for each key the
 * number of elements in eight bytes and the elements.
 */
final class TorchStream implements TorchArchive {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;
  private static final int MAX_PICKLE_BYTES = 64 << 20;

  /** Where the elements of a storage begin. */
  private record Place(long offset, long elements) {}

  private final Path path;
  private final String file;
  private final FileChannel channel;
  private final Object root;
  private final List<String> keys = new ArrayList<>();
  private final long dataStart;
  private final Map<String, Place> places = new HashMap<>();

  private TorchStream(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.file = path.toString();
    this.channel = channel;
    ByteBuffer pickles =
        channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), MAX_PICKLE_BYTES));
    StorageNotes notes = new StorageNotes(new TorchGlobals());
    PickleMachine machine = new PickleMachine(notes);
    if (!MAGIC.equals(machine.read(pickles))) {
      throw TorchProblems.damaged(file, "it does not begin with PyTorch's magic number", "");
    }
    if (!(machine.read(pickles) instanceof Long version) || version != VERSION) {
      throw TorchProblems.unsupported(
          file, "is of an unknown version of PyTorch's older format", "save it again in PyTorch");
    }
    requireLittleEndian(machine.read(pickles));
    this.root = machine.read(pickles);
    readKeys(machine.read(pickles));
    this.dataStart = pickles.position();
    place(notes.storages());
  }

  static TorchStream open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new TorchStream(path, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer storage(StorageRef storage) throws IOException {
    Place place = places.get(storage.key());
    long bytes = place.elements * storage.type().bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw TorchProblems.unsupported(
          file, "its storage '" + storage.key() + "' has more than 2 GiB", "split it");
    }
    ByteBuffer out = ByteBuffer.allocateDirect((int) bytes);
    ChannelBytes.read(path, channel, place.offset, out);
    return out.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void requireLittleEndian(Object system) {
    if (!(system instanceof Map<?, ?> facts)) {
      throw TorchProblems.damaged(file, "it lacks the facts about its machine", "");
    }
    if (Boolean.FALSE.equals(facts.get("little_endian"))) {
      throw TorchProblems.unsupported(
          file, "its numbers are big-endian", "save it again on a usual machine");
    }
  }

  private void readKeys(Object list) {
    if (!(list instanceof List<?> items)) {
      throw TorchProblems.damaged(file, "it has no list of storages", "");
    }
    Set<String> seen = new HashSet<>();
    for (Object item : items) {
      if (!(item instanceof String key) || !seen.add(key)) {
        throw TorchProblems.damaged(file, "its list of storages is no list of different names", "");
      }
      keys.add(key);
    }
  }

  /** Walks over the storages, whose sizes only the object before them tells. */
  private void place(Map<String, StorageRef> storages) throws IOException {
    long size = channel.size();
    long at = dataStart;
    for (String key : keys) {
      StorageRef storage = storages.get(key);
      if (storage == null) {
        throw TorchProblems.damaged(
            file, "nothing tells the type of its storage '" + key + "'", "");
      }
      ByteBuffer count = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      ChannelBytes.read(path, channel, at, count);
      at += 8;
      long elements = count.flip().getLong();
      if (elements != storage.elements()) {
        throw TorchProblems.damaged(
            file,
            "storage '" + key + "' has " + elements + " elements",
            String.valueOf(storage.elements()));
      }
      if (elements > (size - at) / storage.type().bytes()) {
        throw TorchProblems.damaged(
            file,
            "it ends within storage '" + key + "'",
            elements + " elements of " + storage.type());
      }
      places.put(key, new Place(at, elements));
      at += elements * storage.type().bytes();
    }
    for (String key : storages.keySet()) {
      if (!places.containsKey(key)) {
        throw TorchProblems.damaged(file, "storage '" + key + "' is not in it", "");
      }
    }
  }
}
