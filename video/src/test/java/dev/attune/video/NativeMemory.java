package dev.attune.video;

import org.bytedeco.javacpp.Pointer;

/** Tells whether native memory grows, which the Java heap's own growth would hide. */
public final class NativeMemory {
  private static final int CHUNK = 1 << 20;
  private static final int CHUNKS = 500;

  private NativeMemory() {}

  /**
   * Bytes of memory that become resident while {@code work} runs, after the heap's young part was
   * touched, so that what remains is native.
   */
  public static long growth(Runnable work) {
    work.run();
    touchHeap();
    long before = Pointer.physicalBytes();
    work.run();
    System.gc();
    return Pointer.physicalBytes() - before;
  }

  private static void touchHeap() {
    long bytes = 0;
    for (int i = 0; i < CHUNKS; i++) {
      bytes += new byte[CHUNK].length;
    }
    if (bytes != (long) CHUNK * CHUNKS) {
      throw new IllegalStateException("unreachable, but keeps the arrays from being left out");
    }
    System.gc();
  }
}
