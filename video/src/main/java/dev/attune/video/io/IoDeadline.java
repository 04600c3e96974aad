package dev.attune.video.io;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's blocking calls when their time is over or their thread is interrupted. The moment
 * lies in native memory, where the one callback of the process finds it; so any number of readers
 * can be open. Must outlive the context that it guards.
 */
final class IoDeadline implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;
  // JavaCPP has ten native trampolines a callback class; one that keeps no state serves everybody.
  private static final Expired EXPIRED = new Expired();

  private final LongPointer expiryNanos = new LongPointer(1);

  IoDeadline() {
    clear();
  }

  /** Makes the blocking calls of this context end by this deadline. */
  void guard(AVFormatContext context) {
    context.interrupt_callback().callback(EXPIRED).opaque(expiryNanos);
  }

  /** Calls may take this long from now. */
  void set(Duration duration) {
    expiryNanos.put(0, System.nanoTime() + duration.toNanos());
  }

  /** Calls may take as long as they like. */
  void clear() {
    expiryNanos.put(0, NEVER);
  }

  /** Whether the time that was set is over. */
  boolean expired() {
    return expired(expiryNanos);
  }

  @Override
  public void close() {
    expiryNanos.close();
  }

  private static boolean expired(LongPointer expiryNanos) {
    long expiry = expiryNanos.get(0);
    return expiry != NEVER && System.nanoTime() - expiry >= 0;
  }

  private static final class Expired extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer expiryNanos) {
      boolean stop =
          Thread.currentThread().isInterrupted() || expired(new LongPointer(expiryNanos));
      return stop ? 1 : 0;
    }
  }
}
