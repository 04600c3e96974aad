package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.pickle.PickleMachine;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  private static final int COUNT_BYTES = 8;

  /** Where the elements of a storage begin. */
  private record Place(long offset, long elements) {}

  private final FileBytes bytes;
  private final String file;
  private final Object root;
  private final List<String> keys = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();

  TorchStream(FileBytes bytes) {
    this.bytes = bytes;
    this.file = bytes.name();
    ByteBuffer pickles = bytes.view(0, Math.min(bytes.size(), MAX_PICKLE_BYTES));
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
    place(notes.storages(), pickles.position());
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer storage(StorageRef storage) {
    Place place = places.get(storage.key());
    return bytes.view(place.offset, place.elements * storage.type().bytes());
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
  private void place(Map<String, StorageRef> storages, long start) {
    long size = bytes.size();
    long at = start;
    for (String key : keys) {
      StorageRef storage = storages.get(key);
      if (storage == null) {
        throw TorchProblems.damaged(
            file, "nothing tells the type of its storage '" + key + "'", "");
      }
      long elements = bytes.view(at, COUNT_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
      at += COUNT_BYTES;
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
