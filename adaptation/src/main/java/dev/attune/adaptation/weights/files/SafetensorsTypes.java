package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.ElementType;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of element types in safetensors files. */
final class SafetensorsTypes {
  private static final Map<String, ElementType> BY_NAME = new LinkedHashMap<>();
  private static final Map<ElementType, String> NAMES = new EnumMap<>(ElementType.class);

  static {
    add("F16", ElementType.FLOAT16);
    add("BF16", ElementType.BFLOAT16);
    add("F32", ElementType.FLOAT32);
    add("F64", ElementType.FLOAT64);
    add("I8", ElementType.INT8);
    add("U8", ElementType.UINT8);
    add("I16", ElementType.INT16);
    add("I32", ElementType.INT32);
    add("I64", ElementType.INT64);
    add("BOOL", ElementType.BOOL);
  }

  private SafetensorsTypes() {}

  /** The type of that name, or null. */
  static ElementType byName(String name) {
    return BY_NAME.get(name);
  }

  /** The name of a type. */
  static String name(ElementType type) {
    return NAMES.get(type);
  }

  /** All names, for messages. */
  static String all() {
    return "one of " + String.join(", ", BY_NAME.keySet());
  }

  private static void add(String name, ElementType type) {
    BY_NAME.put(name, type);
    NAMES.put(type, name);
  }
}
