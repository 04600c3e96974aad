package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes tensors of references into storages: views where elements lie in C order, copies where they
 * do not. All copies together take no more than the file, so that a tensor expanded from one number
 * cannot fill the memory.
 */
final class TensorReader {
  private static final int MAX_RANK = 32;

  /** How often tensors may share numbers: some networks use one layer a dozen times. */
  private static final long MAX_SHARING = 100;

  private final String file;
  private final TorchArchive archive;
  private final Map<String, ByteBuffer> storages = new HashMap<>();
  private final Set<String> checkedBooleans = new HashSet<>();
  private long copyBytesLeft;
  private long viewBytesLeft;

  /**
   * @param fileBytes size of the checkpoint's file
   */
  TensorReader(String file, TorchArchive archive, long fileBytes) {
    this.file = file;
    this.archive = archive;
    this.copyBytesLeft = fileBytes;
    this.viewBytesLeft = MAX_SHARING * fileBytes;
  }

  /** The tensor of that name. */
  HostTensor read(String name, TensorRef tensor) {
    ElementType type = tensor.storage().type();
    long elements = checkedElements(name, tensor);
    ByteBuffer storage = storage(tensor.storage());
    long start = tensor.storage().viewOffset() + tensor.offset();
    Shape shape = Shape.of(tensor.sizes().stream().mapToLong(Long::longValue).toArray());
    int bytes = Math.toIntExact(elements * type.bytes());
    viewBytesLeft -= bytes;
    if (viewBytesLeft < 0) {
      throw TorchProblems.damaged(
          file, "its tensors are " + MAX_SHARING + " times as large as the file", "");
    }
    ByteBuffer data =
        elements == 0
            ? ByteBuffer.allocate(0)
            : isCOrder(tensor)
                ? storage.slice(Math.toIntExact(start * type.bytes()), bytes)
                : gather(tensor, storage, Math.toIntExact(start), bytes);
    return HostTensor.wrap(type, shape, data);
  }

  private ByteBuffer storage(StorageRef storage) {
    ByteBuffer known = storages.get(storage.key());
    if (known == null) {
      known = archive.storage(storage);
      storages.put(storage.key(), known);
    }
    if (storage.type() == ElementType.BOOL && checkedBooleans.add(storage.key())) {
      Booleans.require(file, "storage '" + storage.key() + "'", known);
    }
    // Two tensors may claim the same storage with other types or sizes.
    if (storage.elements() > known.remaining() / storage.type().bytes()) {
      throw TorchProblems.damaged(
          file,
          "storage '" + storage.key() + "' has " + known.remaining() + " bytes",
          storage.elements() + " elements of " + storage.type());
    }
    return known;
  }

  private long checkedElements(String name, TensorRef t) {
    int rank = t.sizes().size();
    if (rank != t.strides().size() || rank > MAX_RANK) {
      throw bad(name, t, "one stride for each of at most " + MAX_RANK + " sizes");
    }
    long elements = 1;
    long last = t.offset();
    boolean overflows = false;
    for (int i = 0; i < rank; i++) {
      long size = t.sizes().get(i);
      long stride = t.strides().get(i);
      if (size < 0 || stride < 0) {
        throw bad(name, t, "sizes and strides from 0");
      }
      long reach = size == 0 ? 0 : size - 1;
      overflows |= Math.multiplyHigh(elements, size) != 0 || elements * size < 0;
      elements *= size;
      overflows |= Math.multiplyHigh(reach, stride) != 0 || reach * stride < 0;
      last += reach * stride;
      overflows |= last < 0;
    }
    if (elements == 0 && !overflows) {
      return 0;
    }
    if (t.offset() < 0 || overflows || last >= t.storage().viewElements()) {
      throw bad(name, t, "elements within the storage's " + t.storage().viewElements());
    }
    if (elements > Integer.MAX_VALUE / t.storage().type().bytes()) {
      throw bad(name, t, "less than 2 GiB");
    }
    return elements;
  }

  private static boolean isCOrder(TensorRef t) {
    long wanted = 1;
    for (int i = t.sizes().size() - 1; i >= 0; i--) {
      if (t.sizes().get(i) != 1 && t.strides().get(i) != wanted) {
        return false;
      }
      wanted *= t.sizes().get(i);
    }
    return true;
  }

  private ByteBuffer gather(TensorRef t, ByteBuffer storage, int start, int bytes) {
    copyBytesLeft -= bytes;
    if (copyBytesLeft < 0) {
      throw TorchProblems.damaged(
          file, "its tensors are expanded to more numbers than the file holds", "");
    }
    List<Long> sizes = t.sizes();
    int rank = sizes.size();
    int width = t.storage().type().bytes();
    ByteBuffer out = ByteBuffer.allocateDirect(bytes);
    long[] index = new long[rank];
    long at = start;
    while (out.hasRemaining()) {
      int from = (int) (at * width);
      for (int b = 0; b < width; b++) {
        out.put(storage.get(from + b));
      }
      int axis = rank - 1;
      for (; axis >= 0; axis--) {
        at += t.strides().get(axis);
        if (++index[axis] < sizes.get(axis)) {
          break;
        }
        at -= index[axis] * t.strides().get(axis);
        index[axis] = 0;
      }
    }
    return out.flip();
  }

  private RuntimeException bad(String name, TensorRef t, String expected) {
    return TorchProblems.damaged(
        file,
        "tensor '%s' at %d of sizes %s and strides %s does not fit its storage"
            .formatted(name, t.offset(), t.sizes(), t.strides()),
        expected);
  }
}
