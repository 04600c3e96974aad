package dev.attune.datasets.blur;

/** The shots of a sequence, one after the other. Used by one thread. */
interface ShotReader extends AutoCloseable {
  /** The next shot, or null when the sequence or the source has ended. */
  Shot next();

  @Override
  void close();
}
