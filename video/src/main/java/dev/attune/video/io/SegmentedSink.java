package dev.attune.video.io;

import java.util.List;

/**
 * A sink whose output grows in segments in a folder of their own, so that an interrupted run can go
 * on behind the last one that was finished. Closing it unfinished keeps the finished segments. Each
 * begins anew: what is in it does not depend on when the others were written.
 */
public interface SegmentedSink extends FrameSink {
  /**
   * Goes on with an output of which segments were finished before.
   *
   * @param told notices that it gave until then
   */
  void resume(List<String> told);

  /**
   * Finishes the present segment, safe on the disk when this returns; the next frame begins
   * another.
   *
   * @throws MediaException when it cannot be written
   * @throws IllegalStateException when there was no frame since the last one
   */
  Segment endSegment();

  /**
   * Finishes the last segment and makes the output of all, safe on the disk but not under its name
   * when this returns.
   *
   * @return what it can be known by, also under its name
   * @throws MediaException when that fails; the segments stay then
   */
  FileStamp join();

  /**
   * Publishes the output, joined before or now. The segments stay; they are removed with their
   * folder.
   *
   * @throws MediaException when that fails; the segments stay then, too
   */
  @Override
  void finish();
}
