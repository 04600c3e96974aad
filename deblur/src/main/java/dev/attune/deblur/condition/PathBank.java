package dev.attune.deblur.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the motion of some frames of a video, evenly spread over time, at an eighth of the
 * resolution, as paths of a whole frame interval (exposure fraction 1). Memory does not grow with
 * the video: when the bank is full every other entry is dropped and only every other frame is taken
 * from then on. Not thread-safe.
 */
public final class PathBank {
  private final int capacity;
  private final List<Entry> entries = new ArrayList<>();
  private long taken;
  private long stride = 1;

  /**
   * The motion of one frame.
   *
   * @param frameIndex number of the frame
   * @param scene number of its scene
   * @param motion over a whole frame interval
   */
  public record Entry(long frameIndex, int scene, ReducedPaths motion) {}

  /**
   * What is kept.
   *
   * @param entries the frames kept, in order
   * @param taken frames offered
   * @param stride how rarely they are taken
   */
  public record State(List<Entry> entries, long taken, long stride) {}

  /** What is kept, for going on later. */
  public State state() {
    return new State(entries(), taken, stride);
  }

  /** Goes on where another bank of the same capacity was. */
  public void restore(State state) {
    entries.clear();
    entries.addAll(state.entries());
    taken = state.taken();
    stride = state.stride();
  }

  /**
   * A bank for one video.
   *
   * @param capacity frames kept at most, at least 2
   */
  public PathBank(int capacity) {
    if (capacity < 2) {
      throw new IllegalArgumentException("capacity " + capacity + ": at least 2 is needed");
    }
    this.capacity = capacity;
  }

  /**
   * Offers the next frame.
   *
   * @param motion over a whole frame interval
   */
  public void add(long frameIndex, int scene, ReducedPaths motion) {
    if (taken++ % stride != 0) {
      return;
    }
    if (entries.size() == capacity) {
      for (int i = (entries.size() - 1) / 2 * 2 + 1; i > 0; i -= 2) {
        if (i < entries.size()) {
          entries.remove(i);
        }
      }
      stride *= 2;
      if ((taken - 1) % stride != 0) {
        return;
      }
    }
    entries.add(new Entry(frameIndex, scene, motion));
  }

  /** The frames kept, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }
}
