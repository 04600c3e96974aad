package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;

import dev.attune.video.io.MediaException.Kind;
import java.util.function.Predicate;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Decoded pictures with interlaced ones made whole, refused or left as they are. The first of them
 * starts the work; before it pictures go straight through. Not thread-safe.
 */
final class WholePictures implements AutoCloseable {
  private final String shown;
  private final Interlacing wanted;
  private final Predicate<AVFrame> decoded;
  private final AVRational timeBase;
  private final AVFrame pending = av_frame_alloc();
  private Deinterlacer deinterlacer;
  private boolean hasPending;
  private boolean draining;
  private boolean atEnd;
  private long made;

  /**
   * Over a decoder.
   *
   * @param shown name of the input for people
   * @param decoded fills an empty picture with the next one; false at the end
   */
  WholePictures(String shown, Interlacing wanted, Predicate<AVFrame> decoded, AVRational timeBase) {
    this.shown = shown;
    this.wanted = wanted;
    this.decoded = decoded;
    this.timeBase = timeBase;
  }

  /**
   * Puts the next picture into {@code picture}, which must be empty; false at the end.
   *
   * @throws MediaException when an interlaced picture comes and is to be refused
   */
  boolean next(AVFrame picture) {
    while (true) {
      if (deinterlacer == null) {
        if (!load()) {
          return false;
        }
        if (!begins()) {
          hasPending = false;
          av_frame_move_ref(picture, pending);
          return true;
        }
      } else if (deinterlacer.take(picture)) {
        return true;
      } else if (draining) {
        draining = false;
        deinterlacer.close();
        deinterlacer = null;
      } else if (load() && deinterlacer.takes(pending)) {
        made += isInterlaced() ? 1 : 0;
        deinterlacer.put(pending);
        hasPending = false;
      } else {
        deinterlacer.put(null);
        draining = true;
      }
    }
  }

  /** Interlaced pictures that were made whole so far. */
  long made() {
    return made;
  }

  @Override
  public void close() {
    if (deinterlacer != null) {
      deinterlacer.close();
      deinterlacer = null;
    }
    if (!pending.isNull()) {
      av_frame_free(pending);
    }
  }

  /** Decodes the next picture unless one is pending. */
  private boolean load() {
    if (!hasPending && !atEnd) {
      hasPending = decoded.test(pending);
      atEnd = !hasPending;
    }
    return hasPending;
  }

  private boolean isInterlaced() {
    return wanted.isForced() || Deinterlacer.isInterlaced(pending);
  }

  /** Whether the pending picture is one to be made whole. */
  private boolean begins() {
    if (!isInterlaced() || wanted == Interlacing.KEEP) {
      return false;
    }
    if (wanted == Interlacing.REFUSE) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          shown
              + " is interlaced: let it be made whole with --interlaced deinterlace, or be taken as"
              + " it is with --interlaced keep");
    }
    deinterlacer = new Deinterlacer(pending, wanted, timeBase);
    return true;
  }
}
