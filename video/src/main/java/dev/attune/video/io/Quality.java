package dev.attune.video.io;

/** How much of a picture an encoder keeps. */
public sealed interface Quality {
  /** The encoder's default of this project, which the eye takes for the source. */
  Quality DEFAULT = new Default();

  /** What suits the encoder: visually lossless at moderate size; ffv1 and PNG lose nothing. */
  record Default() implements Quality {}

  /**
   * The same quality from beginning to end on the encoder's own scale, lower is better: 0..51 for
   * x264 and x265 (crf), 1..51 for openh264 (it has no crf; the value is its quantiser), 0..63 for
   * AV1 and VP9 (crf), 2..31 for JPEG and ProRes (quantiser).
   *
   * @param value on the encoder's scale; checked when the output is opened
   */
  record Constant(int value) implements Quality {
    /** Checks the least value of all scales. */
    public Constant {
      if (value < 0) {
        throw new IllegalArgumentException(
            "quality " + value + ": 0 and above is allowed, lower is better");
      }
    }
  }

  /**
   * An average number of bits a second.
   *
   * @param bitsPerSecond at least 1000
   */
  record Bitrate(long bitsPerSecond) implements Quality {
    private static final long LEAST = 1000;
    private static final long GREATEST = 10_000_000_000L;

    /** Checks the range. */
    public Bitrate {
      if (bitsPerSecond < LEAST || bitsPerSecond > GREATEST) {
        throw new IllegalArgumentException(
            "bit rate "
                + bitsPerSecond
                + ": "
                + LEAST
                + " to "
                + GREATEST
                + " bits a second are allowed");
      }
    }
  }
}
