package dev.attune.adaptation.runtime;

import com.sun.jna.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells glibc to keep freed memory in the process. Otherwise intermediates of networks are returned
 * to the system at every operator and their pages are faulted in again, which costs up to 2.7 times
 * the convolutions themselves (measured).
 */
public final class NativeMemory {
  /** Set to {@code true} (system property) to leave the allocator as it is. */
  public static final String OPT_OUT = "attune.malloc.untuned";

  private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_MAX = -4;
  private static final int M_ARENA_MAX = -8;

  /** -1 means never; Integer.MAX_VALUE would mean 2 GiB, which a training step frees every time. */
  private static final int NEVER = -1;

  private static final int TOP_PAD_BYTES = 64 << 20;

  private NativeMemory() {}

  /**
   * Call before the first tensor. Does nothing on other systems than Linux with glibc, or when
   * opted out.
   */
  public static void tune() {
    if (!System.getProperty("os.name").equals("Linux") || Boolean.getBoolean(OPT_OUT)) {
      return;
    }
    try {
      Function mallopt = Function.getFunction("c", "mallopt");
      mallopt.invokeInt(new Object[] {M_MMAP_MAX, 0});
      mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, NEVER});
      mallopt.invokeInt(new Object[] {M_TOP_PAD, TOP_PAD_BYTES});
      // Java never runs on the first thread, and the arenas of other threads give 64 MiB heaps back
      // as a whole.
      mallopt.invokeInt(new Object[] {M_ARENA_MAX, 1});
    } catch (LinkageError e) {
      // No such function, or no place where JNA could unpack itself.
      LOG.debug("the allocator is not tuned: {}", e.toString());
    }
  }
}
