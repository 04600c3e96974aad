package dev.attune.pipelines.progress;

/** Shows progress somewhere. Used by one thread at a time. */
public interface ProgressView {
  /** Shows nothing. */
  ProgressView NONE =
      new ProgressView() {
        @Override
        public void show(Progress progress) {}

        @Override
        public void end(Progress last) {}

        @Override
        public void notice(String message) {}
      };

  /** The task goes on; may be called often. */
  void show(Progress progress);

  /** The task is over, complete or not; another may follow. */
  void end(Progress last);

  /** Something the user should know. */
  void notice(String message);
}
