package dev.attune.deblur.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/** Direct buffers of one size at a time that are used again. Thread-safe. */
final class PlanePool {
  private final Deque<ByteBuffer> free = new ArrayDeque<>();

  synchronized ByteBuffer take(int bytes) {
    while (!free.isEmpty()) {
      ByteBuffer b = free.pop();
      if (b.capacity() == bytes) {
        return b;
      }
      // The frame size changed; smaller or larger buffers are not needed any more.
    }
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  synchronized void giveBack(ByteBuffer buffer) {
    free.push(buffer);
  }
}
