package dev.attune.adaptation.runtime.onnx;

import ai.onnxruntime.OrtException;

/**
 * Runs on a thread with a large stack. ONNX Runtime matches the process's command line against an
 * expression by recursion when it starts, and walks graphs by recursion when it opens them; a long
 * class path or a network unrolled over many frames overflows the megabyte that Java gives a
 * thread, which ends the process.
 */
final class DeepStack {
  private static final long BYTES = 256L << 20;

  private DeepStack() {}

  /** Something that asks ONNX Runtime. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws OrtException;
  }

  /** The result of a call, or what it threw. An interrupt is kept for after it. */
  static <T> T call(Call<T> call) throws OrtException {
    Ended<T> ended = new Ended<>(call);
    // Reserved, not used: only the pages that are reached take memory.
    Thread thread = new Thread(null, ended, "attune-onnxruntime", BYTES);
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended.get();
  }

  private static final class Ended<T> implements Runnable {
    private final Call<T> call;
    private T result;
    private OrtException refusal;
    private RuntimeException failure;

    Ended(Call<T> call) {
      this.call = call;
    }

    @Override
    public void run() {
      try {
        result = call.run();
      } catch (OrtException e) {
        refusal = e;
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    T get() throws OrtException {
      if (refusal != null) {
        throw refusal;
      }
      if (failure != null) {
        throw failure;
      }
      return result;
    }
  }
}
