package dev.attune.adaptation.runtime.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct buffers by size, used again: Java frees them only when it collects garbage. Thread-safe.
 */
final class BufferPool {
  /** Buffers of one size that wait at most; a stream needs a ring of features and a few frames. */
  private static final int WAITING = 8;

  private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();

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
