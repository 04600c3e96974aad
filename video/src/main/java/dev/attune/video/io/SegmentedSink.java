package dev.attune.video.io;

/**
 * A sink whose output grows in segments in a folder of their own, so that an interrupted run can go
 * on behind the last one that was finished. Closing it unfinished keeps the finished segments. Each
 * begins anew: what is in it does not depend on when the others were written.
 */
public interface SegmentedSink extends FrameSink {
  /**
   * Finishes the present segment, safe on the disk when this returns; the next frame begins
   * another.
   *
   * @throws MediaException when it cannot be written
   * @throws IllegalStateException when there was no frame since the last one
   */
  Segment endSegment();

  /**
   * Finishes the last segment, joins all and publishes the output. The segments stay; they are
   * removed with their folder.
   *
   * @throws MediaException when that fails; the segments stay then, too
   */
  @Override
  void finish();
}
