package dev.attune.deblur.run;

/**
 * Counts frames of a part of a video as frames of the whole.
 *
 * @param before frames that came before the part
 * @param listener hears of the whole
 */
record FramesAfter(long before, RunListener listener) implements RunListener {
  @Override
  public void progress(Stage stage, long done, long total) {
    listener.progress(stage, before + done, total);
  }

  @Override
  public void notice(String message) {
    listener.notice(message);
  }
}
