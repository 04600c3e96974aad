package dev.attune.deblur.run;

import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.condition.BlurPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a few windows around blurred frames, evenly spread over a video of any length, on which
 * source and adapted model are compared without truth. Not thread-safe.
 */
final class JudgeWindows {
  private final int capacity;
  private final List<Window> kept = new ArrayList<>();
  private long offered;
  private long stride = 1;

  /**
   * A rectangle of a blurred frame and of the frames around it.
   *
   * @param pictures in order of time, the blurred one in the middle
   * @param path of the middle one's pixels over a whole frame interval
   */
  record Window(List<PackedPicture> pictures, BlurPath path) {}

  /** What is kept, for a file. */
  record State(List<Window> kept, long offered, long stride) {}

  State state() {
    return new State(windows(), offered, stride);
  }

  /** Goes on where another one of the same capacity was. */
  void restore(State state) {
    kept.addAll(state.kept());
    offered = state.offered();
    stride = state.stride();
  }

  JudgeWindows(int capacity) {
    this.capacity = capacity;
  }

  /** Whether the next window that is offered will be kept; when not, it counts as offered. */
  boolean wantsNext() {
    return offered++ % stride == 0;
  }

  /** Keeps a window that was asked for. */
  void add(Window window) {
    if (kept.size() == capacity) {
      for (int i = kept.size() - 1; i > 0; i -= 2) {
        kept.remove(i);
      }
      stride *= 2;
    }
    kept.add(window);
  }

  List<Window> windows() {
    return List.copyOf(kept);
  }
}
