package dev.attune.deblur.run;

/**
 * Hears how a run goes on. Called from the run's threads, never concurrently; must return quickly.
 */
public interface RunListener {
  /** Hears nothing. */
  RunListener SILENT = new RunListener() {};

  /**
   * Something was done.
   *
   * @param stage part of the run
   * @param done frames, pairs or steps done
   * @param total how many there will be, or -1 where it is unknown
   */
  default void progress(Stage stage, long done, long total) {}

  /** Something that the user should know, as a sentence. */
  default void notice(String message) {}
}
