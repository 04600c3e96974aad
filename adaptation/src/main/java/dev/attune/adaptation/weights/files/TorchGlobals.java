package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.weights.pickle.PickleException;
import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import dev.attune.adaptation.weights.pickle.PickleFunction;
import dev.attune.adaptation.weights.pickle.PickleObject;
import dev.attune.adaptation.weights.pickle.PickleTuple;
import dev.attune.adaptation.weights.pickle.PickleWorld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that the pickle of a checkpoint may import. Each entry builds data; none runs code of
 * the file or reaches outside it.
 */
final class TorchGlobals implements PickleWorld {
  /** A type of storage, such as {@code torch.FloatStorage}. */
  private record StorageType(ElementType type) {}

  /** A constant of which only the name matters, such as {@code torch.float32}. */
  record Name(String name) {}

  private static final Map<String, ElementType> STORAGES =
      Map.of(
          "HalfStorage", ElementType.FLOAT16,
          "BFloat16Storage", ElementType.BFLOAT16,
          "FloatStorage", ElementType.FLOAT32,
          "DoubleStorage", ElementType.FLOAT64,
          "CharStorage", ElementType.INT8,
          "ByteStorage", ElementType.UINT8,
          "ShortStorage", ElementType.INT16,
          "IntStorage", ElementType.INT32,
          "LongStorage", ElementType.INT64,
          "BoolStorage", ElementType.BOOL);

  private static final List<String> DTYPES =
      List.of(
          "float16",
          "bfloat16",
          "float32",
          "float64",
          "int8",
          "uint8",
          "int16",
          "int32",
          "int64",
          "bool");

  private static final Map<String, String> UNSUPPORTED =
      Map.of(
          "torch._utils._rebuild_sparse_tensor", "a sparse tensor",
          "torch._utils._rebuild_sparse_csr_tensor", "a sparse tensor",
          "torch._utils._rebuild_qtensor", "a quantised tensor",
          "torch._utils._rebuild_meta_tensor_no_storage", "a tensor without numbers",
          "torch._utils._rebuild_nested_tensor", "a nested tensor",
          "torch.ComplexFloatStorage", "complex numbers",
          "torch.ComplexDoubleStorage", "complex numbers",
          "torch.QInt8Storage", "quantised numbers",
          "torch.QUInt8Storage", "quantised numbers",
          "torch.QInt32Storage", "quantised numbers");

  private final Map<String, Object> offered = new HashMap<>();

  TorchGlobals() {
    STORAGES.forEach(
        (name, type) -> {
          offered.put("torch." + name, new StorageType(type));
          offered.put("torch.cuda." + name, new StorageType(type));
        });
    for (String dtype : DTYPES) {
      offered.put("torch." + dtype, new Name("torch." + dtype));
    }
    function("torch._utils._rebuild_tensor", arguments -> tensor(arguments, 4, 4));
    function("torch._utils._rebuild_tensor_v2", arguments -> tensor(arguments, 6, 7));
    function("torch._utils._rebuild_parameter", TorchGlobals::parameter);
    function("torch.Size", TorchGlobals::size);
    function("torch.device", TorchGlobals::device);
    function("collections.OrderedDict", TorchGlobals::orderedDictionary);
    // Learning rate schedules keep their milestones in one.
    function("collections.Counter", TorchGlobals::orderedDictionary);
    function("argparse.Namespace", TorchGlobals::namespace);
    offered.putAll(NumpyScalars.globals());
  }

  @Override
  public Object global(String module, String name) {
    String asked = module + "." + name;
    Object found = offered.get(asked);
    if (found != null) {
      return found;
    }
    String unsupported = UNSUPPORTED.get(asked);
    if (unsupported != null) {
      throw new PickleException(Reason.UNSUPPORTED, "holds " + unsupported + " (" + asked + ")");
    }
    throw new PickleException(Reason.REFUSED, "asks for " + asked);
  }

  @Override
  public Object persistent(Object id) {
    if (id instanceof PickleTuple tuple
        && !tuple.items().isEmpty()
        && "module".equals(tuple.items().get(0))) {
      throw new PickleException(Reason.REFUSED, "holds the program of a module");
    }
    if (!(id instanceof PickleTuple tuple)
        || tuple.items().size() < 5
        || tuple.items().size() > 6
        || !"storage".equals(tuple.items().get(0))
        || !(tuple.items().get(1) instanceof StorageType storage)
        || !(tuple.items().get(2) instanceof String key)
        || !(tuple.items().get(4) instanceof Long elements)
        || elements < 0) {
      throw damaged("refers to something that is no storage");
    }
    Object view = tuple.items().size() == 6 ? tuple.items().get(5) : null;
    if (view == null) {
      return new StorageRef(storage.type(), key, elements, 0, elements);
    }
    if (view instanceof PickleTuple v
        && v.items().size() == 3
        && v.items().get(1) instanceof Long offset
        && v.items().get(2) instanceof Long length
        && offset >= 0
        && length >= 0
        && offset <= elements
        && length <= elements - offset) {
      return new StorageRef(storage.type(), key, elements, offset, length);
    }
    throw damaged("refers to a view outside its storage '" + key + "'");
  }

  private void function(String name, PickleFunction function) {
    offered.put(name, function);
  }

  private static TensorRef tensor(List<Object> arguments, int least, int most) {
    if (arguments.size() < least
        || arguments.size() > most
        || !(arguments.get(0) instanceof StorageRef storage)
        || !(arguments.get(1) instanceof Long offset)
        || !(arguments.get(2) instanceof PickleTuple sizes)
        || !(arguments.get(3) instanceof PickleTuple strides)) {
      throw damaged("builds a tensor from something else than storage, offset, sizes and strides");
    }
    return new TensorRef(storage, offset, numbers(sizes), numbers(strides));
  }

  private static List<Long> numbers(PickleTuple tuple) {
    List<Long> out = new ArrayList<>(tuple.items().size());
    for (Object item : tuple.items()) {
      if (!(item instanceof Long number)) {
        throw damaged("has a size or stride that is no number");
      }
      out.add(number);
    }
    return out;
  }

  private static TensorRef parameter(List<Object> arguments) {
    if (arguments.size() == 3 && arguments.get(0) instanceof TensorRef tensor) {
      return tensor;
    }
    throw damaged("builds a parameter from something that is no tensor");
  }

  private static PickleTuple size(List<Object> arguments) {
    if (arguments.size() == 1 && arguments.get(0) instanceof PickleTuple sizes) {
      return sizes;
    }
    throw damaged("builds a size from something that is no tuple");
  }

  private static Name device(List<Object> arguments) {
    if (!arguments.isEmpty() && arguments.get(0) instanceof String kind) {
      return new Name(kind);
    }
    throw damaged("builds a device without a name");
  }

  /** Empty, from a dictionary, or, as Python 2 writes it, from a list of pairs. */
  private static Map<Object, Object> orderedDictionary(List<Object> arguments) {
    Map<Object, Object> out = new LinkedHashMap<>();
    if (arguments.isEmpty()) {
      return out;
    }
    if (arguments.size() == 1 && arguments.get(0) instanceof Map<?, ?> entries) {
      out.putAll(entries);
      return out;
    }
    if (arguments.size() == 1 && arguments.get(0) instanceof List<?> pairs) {
      for (Object pair : pairs) {
        List<?> both =
            pair instanceof PickleTuple tuple
                ? tuple.items()
                : pair instanceof List<?> l ? l : List.of();
        if (both.size() != 2 || !(both.get(0) instanceof String key)) {
          throw damaged("builds an ordered dictionary from something that is no pair");
        }
        out.put(key, both.get(1));
      }
      return out;
    }
    throw damaged("builds an ordered dictionary from something else than its entries");
  }

  private static PickleObject namespace(List<Object> arguments) {
    if (!arguments.isEmpty()) {
      throw damaged("builds a namespace with arguments");
    }
    return new PickleObject();
  }

  private static PickleException damaged(String message) {
    return new PickleException(Reason.DAMAGED, message);
  }
}
