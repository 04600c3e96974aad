package dev.attune.pipelines.online;

import dev.attune.datasets.stream.StreamPictures;

/** Pictures of a stream as benchmarks want them. */
public final class LabelledStream {
  private static final long MOST_BYTES = 512L << 20;

  private LabelledStream() {}

  /** The same pictures, corrupted once for all methods as far as half a gigabyte reaches. */
  public static StreamPictures cached(StreamPictures pictures) {
    return new CachedPictures(pictures, MOST_BYTES);
  }
}
