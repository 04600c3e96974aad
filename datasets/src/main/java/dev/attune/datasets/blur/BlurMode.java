package dev.attune.datasets.blur;

import java.util.OptionalInt;

/** Where the blur comes from. */
public sealed interface BlurMode {
  /** The word for it, as it stands in names of sequences. */
  String word();

  /**
   * A camera held by hand looks at each frame: blur of the camera only, at full frame rate, sharp
   * and blurred frames side by side.
   *
   * @param exposure share of the frame interval during which the shutter is open, 0.05..1; drawn
   *     once a sequence
   * @param amplitude scale of the motion, 0..10; at 1 most frames see 2 to 5 pixels of path, some
   *     half a pixel, some 25; drawn once a sequence
   * @param poses least number of poses that an exposure is made of, 1..1024
   */
  record HandHeld(Range exposure, Range amplitude, int poses) implements BlurMode {
    /** Exposures of 0.3 to 0.9, amplitudes of 0.7 to 1.4, 32 poses. */
    public static final HandHeld DEFAULTS =
        new HandHeld(new Range(0.3, 0.9), new Range(0.7, 1.4), 32);

    /** Checks the ranges. */
    public HandHeld {
      exposure.require("exposure", 0.05, 1);
      amplitude.require("amplitude", 0, 10);
      if (poses < 1 || poses > Exposure.MOST_POSES) {
        throw new IllegalArgumentException(
            "poses " + poses + ": 1 to " + Exposure.MOST_POSES + " is allowed");
      }
    }

    @Override
    public String word() {
      return "hand";
    }
  }

  /**
   * Real frames averaged: blur of everything that moves, at a fraction of the frame rate.
   *
   * @param window frames of an average, odd, 3..99; the sharp picture is the middle one
   * @param stride frames from one average to the next, 1..1000
   */
  record FrameAverage(int window, int stride) implements BlurMode {
    /** Seven frames that share none with the next seven. */
    public static final int DEFAULT_WINDOW = 7;

    private static final int MOST_WINDOW = 99;
    private static final int MOST_STRIDE = 1000;

    /** Checks the ranges. */
    public FrameAverage {
      if (window < 3 || window > MOST_WINDOW || window % 2 == 0) {
        throw new IllegalArgumentException(
            "window "
                + window
                + ": odd numbers from 3 to "
                + MOST_WINDOW
                + " are allowed, so that there is a middle frame");
      }
      if (stride < 1 || stride > MOST_STRIDE) {
        throw new IllegalArgumentException(
            "stride " + stride + ": 1 to " + MOST_STRIDE + " is allowed");
      }
    }

    /** Windows of this many frames; without a stride they lie side by side. */
    public static FrameAverage of(int window, OptionalInt stride) {
      return new FrameAverage(window, stride.orElse(window));
    }

    @Override
    public String word() {
      return "average";
    }
  }
}
