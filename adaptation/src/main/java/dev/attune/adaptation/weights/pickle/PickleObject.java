package dev.attune.adaptation.weights.pickle;

import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An instance of a Python class as inert data: its attributes by name. Not thread-safe. */
public final class PickleObject implements PickleState {
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  /** Its attributes in the order in which they were set; null stands for None. */
  public Map<String, Object> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  @Override
  public void setState(Object state) {
    if (!(state instanceof Map<?, ?> map)) {
      throw new PickleException(Reason.DAMAGED, "sets attributes from something else than a dict");
    }
    map.forEach(
        (name, value) -> {
          if (!(name instanceof String attribute)) {
            throw new PickleException(Reason.DAMAGED, "sets an attribute whose name is no text");
          }
          attributes.put(attribute, value);
        });
  }
}
