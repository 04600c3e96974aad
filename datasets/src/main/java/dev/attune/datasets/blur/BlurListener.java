package dev.attune.datasets.blur;

/** Hears how the making of pairs goes on. Called on the thread that makes them. */
public interface BlurListener {
  /** Hears nothing. */
  BlurListener NONE =
      new BlurListener() {
        @Override
        public void progress(long done, long total) {
          // Nobody asked.
        }

        @Override
        public void notice(String message) {
          // Nobody asked.
        }
      };

  /** So many of all pairs are made. */
  void progress(long done, long total);

  /** Something that a person should know, one sentence. */
  void notice(String message);
}
