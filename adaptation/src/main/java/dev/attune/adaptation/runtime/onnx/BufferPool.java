package dev.attune.adaptation.runtime.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Direct buffers by size, used again: Java frees them only when it collects garbage. Thread-safe.
 */
final class BufferPool {
  /** Buffers of one size that wait at most; a stream needs a ring of features and a few frames. */
  private static final int WAITING = 8;

  /** Sizes that are remembered; tiles and batches come in few. */
  private static final int SIZES = 32;

  private final Map<Integer, Deque<ByteBuffer>> free =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Deque<ByteBuffer>> eldest) {
          return size() > SIZES;
        }
      };

  synchronized ByteBuffer take(int bytes) {
    Deque<ByteBuffer> some = free.get(bytes);
    if (some != null && !some.isEmpty()) {
      return some.pop();
    }
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  synchronized void giveBack(ByteBuffer buffer) {
    Deque<ByteBuffer> some = free.computeIfAbsent(buffer.capacity(), k -> new ArrayDeque<>());
    if (some.size() < WAITING) {
      some.push(buffer.clear());
    }
  }
}
