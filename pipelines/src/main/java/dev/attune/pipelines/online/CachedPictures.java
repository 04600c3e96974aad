package dev.attune.pipelines.online;

import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.datasets.stream.StreamIndex;
import dev.attune.datasets.stream.StreamPictures;
import dev.attune.video.frame.FloatImage;
import java.util.HashMap;
import java.util.Map;

/**
 * Corrupted pictures that are made once and kept as bytes, as published sets store them, so that
 * every method sees the same and none waits. Not thread-safe.
 */
final class CachedPictures implements StreamPictures {
  private final StreamPictures from;
  private final long mostBytes;
  private final Map<Key, byte[]> made = new HashMap<>();
  private long bytes;

  /** Which picture. */
  private record Key(int index, CorruptionType type, int severity) {}

  CachedPictures(StreamPictures from, long mostBytes) {
    this.from = from;
    this.mostBytes = mostBytes;
  }

  @Override
  public StreamIndex index() {
    return from.index();
  }

  @Override
  public FloatImage clean(int index) {
    return from.clean(index);
  }

  @Override
  public FloatImage corrupted(int index, CorruptionType type, int severity) {
    Key key = new Key(index, type, severity);
    byte[] kept = made.get(key);
    if (kept != null) {
      return unpacked(kept, from.hasClean() ? from.clean(index) : null);
    }
    FloatImage x = from.corrupted(index, type, severity);
    if (from.hasClean() && bytes + x.data().length <= mostBytes) {
      made.put(key, packed(x));
      bytes += x.data().length;
    }
    return x;
  }

  private static byte[] packed(FloatImage x) {
    byte[] out = new byte[x.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) Math.round(x.data()[i] * 255);
    }
    return out;
  }

  private static FloatImage unpacked(byte[] bytes, FloatImage like) {
    FloatImage out = new FloatImage(3, like.height(), like.width());
    for (int i = 0; i < bytes.length; i++) {
      out.data()[i] = (bytes[i] & 0xff) / 255f;
    }
    return out;
  }

  @Override
  public String title() {
    return from.title();
  }
}
