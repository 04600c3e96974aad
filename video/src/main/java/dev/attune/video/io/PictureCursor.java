package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The current picture of a stream and the one after it, from a key frame at or before the wanted
 * start. The second is there because a time can only be judged beside its neighbour. Not
 * thread-safe.
 */
final class PictureCursor implements AutoCloseable {
  // Where the nearest key frame is shown only after the start, one further back is tried.
  private static final Duration[] SEEK_BACK = {
    Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30)
  };

  private final Address address;
  private final ReadOptions options;
  private PictureStream pictures;
  private AVFrame current = av_frame_alloc();
  private AVFrame following = av_frame_alloc();
  private boolean hasCurrent;
  private boolean hasFollowing;
  private RuntimeException failure;

  /**
   * Opens an input and decodes its first two pictures.
   *
   * @throws MediaException when it cannot be opened
   */
  PictureCursor(Address address, ReadOptions options) {
    this.address = address;
    this.options = options;
    try {
      pictures = new PictureStream(address, options);
      goToStart();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  Demuxer demuxer() {
    return pictures.demuxer();
  }

  /** Packets that could not be read or decoded so far. */
  long damagedPackets() {
    return pictures.damagedPackets();
  }

  /** Interlaced pictures that were made whole so far. */
  long deinterlaced() {
    return pictures.deinterlaced();
  }

  /** Whether there is a current picture. */
  boolean has() {
    return hasCurrent;
  }

  /** The current picture; belongs to the cursor and changes when it advances. */
  AVFrame current() {
    return current;
  }

  /** The picture after the current one; empty at the end. */
  Optional<AVFrame> following() {
    return hasFollowing ? Optional.of(following) : Optional.empty();
  }

  /** What the file says of the current picture's time. */
  OptionalLong stamp() {
    return stamp(current);
  }

  /** What the file says of the time of the picture after it. */
  OptionalLong followingStamp() {
    return hasFollowing ? stamp(following) : OptionalLong.empty();
  }

  /** Ticks at which the input as a whole begins. */
  long originTicks() {
    return demuxer().startTicks();
  }

  /** A length of time in ticks of the stream, rounded. */
  long ticks(Duration duration) {
    double seconds = duration.getSeconds() + duration.getNano() / 1e9;
    return Math.round(seconds / demuxer().timeBase().value());
  }

  /** Makes the following picture the current one and decodes the one after it. */
  void advance() {
    AVFrame done = current;
    av_frame_unref(done);
    current = following;
    following = done;
    hasCurrent = hasFollowing;
    hasFollowing = false;
    if (hasCurrent) {
      decodeFollowing();
    }
  }

  /** Throws what kept the pictures after the last one from being read, if anything did. */
  void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    if (!current.isNull()) {
      av_frame_free(current);
      av_frame_free(following);
    }
    hasCurrent = false;
    if (pictures != null) {
      pictures.close();
    }
  }

  private void goToStart() {
    for (Duration back : SEEK_BACK) {
      Duration goal = options.start().minus(back);
      if (goal.isNegative() || goal.isZero()) {
        break;
      }
      long origin = originTicks();
      if (demuxer().seek(origin + ticks(goal))) {
        load();
        if (hasCurrent && stamp().orElse(Long.MAX_VALUE) <= origin + ticks(options.start())) {
          return;
        }
      }
      reopen();
    }
    load();
  }

  private void load() {
    hasCurrent = pictures.next(current);
    if (hasCurrent) {
      decodeFollowing();
    }
  }

  private void reopen() {
    av_frame_unref(current);
    av_frame_unref(following);
    hasCurrent = false;
    hasFollowing = false;
    failure = null;
    pictures.close();
    pictures = new PictureStream(address, options);
  }

  /** A failure must not take away the picture that is already there, so it waits for its turn. */
  private void decodeFollowing() {
    try {
      hasFollowing = pictures.next(following);
    } catch (MediaException | CancellationException e) {
      failure = e;
    }
  }

  private static OptionalLong stamp(AVFrame picture) {
    long ticks = picture.best_effort_timestamp();
    return ticks == AV_NOPTS_VALUE ? OptionalLong.empty() : OptionalLong.of(ticks);
  }
}
