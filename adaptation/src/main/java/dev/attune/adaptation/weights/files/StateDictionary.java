package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightNames;
import dev.attune.adaptation.weights.pickle.PickleObject;
import dev.attune.adaptation.weights.pickle.PickleTuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The part of a checkpoint that holds a network's tensors, and what else it tells.
 *
 * @param tensors by name, in the order of the checkpoint
 * @param metadata {@code checkpoint.key}: where the tensors lay, when not at the top; {@code
 *     checkpoint.NAME}: plain values such as the epoch; {@code checkpoint.ignored}: names of what
 *     was left out
 */
record StateDictionary(Map<String, TensorRef> tensors, Map<String, String> metadata) {
  /** Names under which programs store the tensors of a network, the likeliest first. */
  private static final List<String> KEYS = List.of("state_dict", "model_state", "model", "params");

  private static final String PREFIX = "checkpoint.";
  private static final int MAX_VALUES = 100;
  private static final int MAX_TEXT = 200;
  private static final int LISTED = 20;

  /**
   * Finds the dictionary of tensors: the top level when it has tensors, otherwise under one of the
   * usual names, otherwise the only dictionary with tensors.
   */
  static StateDictionary find(String file, Object root) {
    Map<?, ?> top = dictionary(file, root);
    if (hasTensors(top)) {
      return of(file, "", top, top);
    }
    for (String key : KEYS) {
      if (top.get(key) instanceof Map<?, ?> inner && hasTensors(inner)) {
        return of(file, key, inner, top);
      }
    }
    List<String> candidates =
        top.entrySet().stream()
            .filter(e -> e.getKey() instanceof String)
            .filter(e -> e.getValue() instanceof Map<?, ?> inner && hasTensors(inner))
            .map(e -> (String) e.getKey())
            .toList();
    if (candidates.size() == 1) {
      String key = candidates.get(0);
      return of(file, key, (Map<?, ?>) top.get(key), top);
    }
    if (candidates.isEmpty()) {
      throw TorchProblems.unsupported(
          file,
          "this PyTorch checkpoint has no tensors at its top level or one below; it has "
              + names(top),
          "name the dictionary of tensors, with / between nested names");
    }
    throw TorchProblems.unsupported(
        file,
        "this PyTorch checkpoint has several dictionaries of tensors: " + listed(candidates),
        "name one of them");
  }

  /**
   * The dictionary of tensors under a given name.
   *
   * @param path names of nested dictionaries with {@code /} between them
   */
  static StateDictionary at(String file, Object root, String path) {
    Map<?, ?> top = dictionary(file, root);
    Map<?, ?> here = top;
    for (String key : here.containsKey(path) ? new String[] {path} : path.split("/", -1)) {
      if (!(here.get(key) instanceof Map<?, ?> inner)) {
        throw TorchProblems.unsupported(
            file,
            "this PyTorch checkpoint has no dictionary '" + path + "'; it has " + names(here),
            "name one of these");
      }
      here = inner;
    }
    if (!hasTensors(here)) {
      throw TorchProblems.unsupported(
          file, "its dictionary '" + path + "' holds no tensors but " + names(here), "");
    }
    return of(file, path, here, top);
  }

  private static StateDictionary of(String file, String key, Map<?, ?> state, Map<?, ?> top) {
    Map<String, TensorRef> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    List<String> ignored = new ArrayList<>();
    if (!key.isEmpty()) {
      metadata.put(PREFIX + "key", key);
    }
    state.forEach(
        (name, value) -> {
          if (value instanceof TensorRef tensor) {
            if (!(name instanceof String text) || !WeightNames.isSane(text)) {
              throw TorchProblems.damaged(
                  file, "a tensor's name is not usable", "1 to 1024 printable characters");
            }
            tensors.put(text, tensor);
          } else {
            note(metadata, ignored, text(name), value, 0);
          }
        });
    if (state != top) {
      top.forEach(
          (name, value) -> {
            if (value != state) {
              note(metadata, ignored, text(name), value, 0);
            }
          });
    }
    if (!ignored.isEmpty()) {
      metadata.put(PREFIX + "ignored", listed(ignored));
    }
    return new StateDictionary(tensors, metadata);
  }

  /** Plain values become metadata, settings of programs too; the rest is listed. */
  private static void note(
      Map<String, String> metadata, List<String> ignored, String name, Object value, int depth) {
    String plain = plain(value);
    if (plain != null && metadata.size() < MAX_VALUES) {
      metadata.put(PREFIX + name, plain);
    } else if (value instanceof PickleObject settings && depth == 0) {
      settings
          .attributes()
          .forEach((k, v) -> note(metadata, ignored, name + "." + text(k), v, depth + 1));
    } else {
      ignored.add(name);
    }
  }

  private static String plain(Object value) {
    if (value instanceof PickleTuple tuple) {
      return plainList(tuple.items());
    }
    if (value instanceof List<?> list) {
      return plainList(list);
    }
    return scalar(value);
  }

  private static String plainList(List<?> items) {
    if (items.isEmpty() || items.size() > LISTED) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      String text = scalar(item);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return String.join(", ", texts);
  }

  private static String scalar(Object value) {
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof String text
        && text.length() <= MAX_TEXT
        && WeightNames.isEncodable(text)) {
      return text;
    }
    return value instanceof TorchGlobals.Name constant ? constant.name() : null;
  }

  private static boolean hasTensors(Map<?, ?> map) {
    return map.values().stream().anyMatch(TensorRef.class::isInstance);
  }

  private static Map<?, ?> dictionary(String file, Object root) {
    if (root instanceof Map<?, ?> map) {
      return map;
    }
    throw TorchProblems.unsupported(
        file,
        root instanceof TensorRef
            ? "this PyTorch checkpoint is a single tensor without a name"
            : "this PyTorch checkpoint is no dictionary",
        "save model.state_dict() in PyTorch");
  }

  private static String names(Map<?, ?> map) {
    return map.isEmpty()
        ? "nothing"
        : listed(map.keySet().stream().map(StateDictionary::text).toList());
  }

  private static String listed(List<String> names) {
    return names.stream().limit(LISTED).collect(Collectors.joining(", "))
        + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
  }

  private static String text(Object key) {
    String text = String.valueOf(key);
    return WeightNames.isSane(text) && text.length() <= MAX_TEXT ? text : "(unprintable)";
  }
}
