package dev.attune.deblur.run;

import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.Tile;
import dev.attune.deblur.network.Tiling;
import java.util.List;
import java.util.Locale;

/**
 * How frames are restored within a given memory: how many are under way at a time, and into which
 * tiles they are cut. The figures behind it are measured ones, rounded up; they hold for the
 * processor, and for frames of 8 bits (with more bits the codecs take twice as much).
 *
 * @param queue frames that may wait between two threads
 * @param tiling cuts frames that are too large
 * @param allowedBytes that the process may take in all
 * @param bytes most memory that the whole process is expected to take
 */
public record MemoryPlan(int queue, Tiling tiling, long allowedBytes, long bytes) {
  private static final int USUAL_QUEUE = 3;

  /** Width over which tiles of networks with a state fade into each other. */
  private static final int FADE_PX = 32;

  /** The Java machine without its heap, libraries, and what adaptation leaves behind. */
  private static final long FIXED_BYTES = 500L << 20;

  /** Pictures that decoder and encoder hold back. */
  private static final int CODEC_BYTES_PER_PIXEL = 60;

  /** Planes of a frame, itself, and the one made of it. */
  private static final int FRAME_BYTES_PER_PIXEL = 18;

  /** Frames under way that wait in no queue. */
  private static final int WORKED_ON = 4;

  /**
   * Beyond this, larger tiles save nothing, and their planes would not fit into buffers of 2 GiB.
   */
  private static final int MOST_TILE_PX = 4096;

  /**
   * The plan for frames of a size.
   *
   * @param memoryBytes that the process may take in all
   * @throws MemoryException when that is not enough for the smallest tiles
   */
  public static MemoryPlan of(long memoryBytes, DeblurNetwork network, int width, int height) {
    for (int queue = USUAL_QUEUE; queue >= 1; queue--) {
      long rest = memoryBytes - withoutTile(queue, width, height);
      int side = side(rest / network.bytesPerPixel(), width, height);
      int least = least(network);
      // Rather fewer frames that wait than tiles that mostly overlap.
      if (side >= Math.max(width, height) || (queue == 1 && side >= least) || side >= 4 * least) {
        return planned(
            memoryBytes,
            queue,
            Math.max(least, Math.min(side, MOST_TILE_PX)),
            network,
            width,
            height);
      }
    }
    MemoryPlan smallest = planned(memoryBytes, 1, least(network), network, width, height);
    throw new MemoryException(
        String.format(
            Locale.ROOT,
            "frames of %dx%d take at least %d MiB with this network, %d MiB are allowed or free;"
                + " give more with --memory, or take smaller frames",
            width,
            height,
            smallest.bytes() >> 20,
            memoryBytes >> 20));
  }

  /** The same with other tiles. */
  MemoryPlan with(Tiling other) {
    return new MemoryPlan(queue, other, allowedBytes, bytes);
  }

  private static MemoryPlan planned(
      long memoryBytes, int queue, int side, DeblurNetwork network, int width, int height) {
    Tiling tiling = new Tiling(side, network.reachPx(), fade(network), network.sizeMultiple());
    long tile = (long) Math.min(side, width) * Math.min(side, height);
    return new MemoryPlan(
        queue,
        tiling,
        memoryBytes,
        withoutTile(queue, width, height) + tile * network.bytesPerPixel());
  }

  private static long withoutTile(int queue, int width, int height) {
    int perPixel = CODEC_BYTES_PER_PIXEL + (2 * queue + WORKED_ON) * FRAME_BYTES_PER_PIXEL;
    return FIXED_BYTES + Runtime.getRuntime().maxMemory() + (long) perPixel * width * height;
  }

  /** The side of the largest square tile of so many pixels; that of the frame where it fits. */
  private static int side(long pixels, int width, int height) {
    return pixels >= (long) width * height
        ? Math.max(width, height)
        : (int) Math.sqrt((double) Math.max(0, pixels));
  }

  private static int least(DeblurNetwork network) {
    return Tiling.least(network.reachPx(), fade(network), network.sizeMultiple());
  }

  private static int fade(DeblurNetwork network) {
    return network.guided() ? 0 : FADE_PX;
  }

  /** Tiles of a frame. */
  public int tiles(int width, int height) {
    return cut(width, height).size();
  }

  /** Pixels that the network sees of a frame: where tiles overlap they count for each. */
  long pixels(int width, int height) {
    return cut(width, height).stream().mapToLong(tile -> tile.box().area()).sum();
  }

  private List<Tile> cut(int width, int height) {
    int multiple = tiling.multiple();
    return tiling.tiles(
        (height + multiple - 1) / multiple * multiple,
        (width + multiple - 1) / multiple * multiple);
  }
}
