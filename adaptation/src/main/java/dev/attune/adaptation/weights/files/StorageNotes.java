package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.pickle.PickleException;
import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import dev.attune.adaptation.weights.pickle.PickleWorld;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** A world that notes which storages a pickle refers to. */
final class StorageNotes implements PickleWorld {
  private final PickleWorld world;
  private final Map<String, StorageRef> storages = new HashMap<>();

  StorageNotes(PickleWorld world) {
    this.world = world;
  }

  /** The storages by key. */
  Map<String, StorageRef> storages() {
    return Collections.unmodifiableMap(storages);
  }

  @Override
  public Object global(String module, String name) {
    return world.global(module, name);
  }

  @Override
  public Object persistent(Object id) {
    Object found = world.persistent(id);
    if (found instanceof StorageRef storage) {
      StorageRef before = storages.putIfAbsent(storage.key(), storage);
      if (before != null
          && (before.type() != storage.type() || before.elements() != storage.elements())) {
        throw new PickleException(
            Reason.DAMAGED, "describes storage '" + storage.key() + "' in two ways");
      }
    }
    return found;
  }
}
