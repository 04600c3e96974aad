package dev.attune.datasets.metric;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import java.util.Set;

/**
 * The ways in which deblurring programs measure, so that figures can be set beside published ones.
 * All take RGB pictures of values 0..1 and compare them as the program did. Thread-safe.
 */
public enum MetricStyle {
  /** Ours: 8-bit pictures, rounded; PSNR of the whole picture; SSIM 11x11 per channel. */
  STANDARD {
    @Override
    public double psnr(FloatImage prediction, FloatImage target) {
      return EIGHT_BIT_PSNR.of(
          EightBit.UNIT_ROUNDED.of(prediction), EightBit.UNIT_ROUNDED.of(target));
    }

    @Override
    public double ssim(FloatImage prediction, FloatImage target) {
      return EIGHT_BIT_SSIM.of(
          EightBit.UNIT_ROUNDED.of(prediction), EightBit.UNIT_ROUNDED.of(target));
    }
  },

  /**
   * DADeblur: values as they are; the mean of the PSNR of every column, which is at least that of
   * the whole; SSIM with a window that reaches across colours.
   */
  DADEBLUR {
    @Override
    public double psnr(FloatImage prediction, FloatImage target) {
      return COLUMN_PSNR.of(prediction, target);
    }

    @Override
    public double ssim(FloatImage prediction, FloatImage target) {
      return COLOUR_SSIM.of(prediction, target);
    }
  },

  /**
   * ESTRNN: as {@link #STANDARD}, but values are cut off to 8 bits, not rounded. Values closer than
   * a thousandth of a level to one that 8 bits hold count as that.
   */
  ESTRNN {
    @Override
    public double psnr(FloatImage prediction, FloatImage target) {
      return EIGHT_BIT_PSNR.of(TRUNCATED.of(prediction), TRUNCATED.of(target));
    }

    @Override
    public double ssim(FloatImage prediction, FloatImage target) {
      return EIGHT_BIT_SSIM.of(TRUNCATED.of(prediction), TRUNCATED.of(target));
    }
  },

  /**
   * RealBlur: 8-bit pictures, rounded; the prediction is scaled in brightness and laid over the
   * target by a homography first, as its camera stood elsewhere; both figures over the part that is
   * covered. Where no homography is found the pictures are compared as they lie.
   */
  REALBLUR {
    @Override
    public double psnr(FloatImage prediction, FloatImage target) {
      return AlignedComparison.of(prediction, target).psnr();
    }

    @Override
    public double ssim(FloatImage prediction, FloatImage target) {
      return AlignedComparison.of(prediction, target).ssim();
    }

    @Override
    public Quality compare(FloatImage prediction, FloatImage target) {
      AlignedComparison aligned = AlignedComparison.of(prediction, target);
      return new Quality(aligned.psnr(), aligned.ssim());
    }
  };

  private static final Psnr EIGHT_BIT_PSNR = Psnr.wholeImage(255);
  private static final Ssim EIGHT_BIT_SSIM = Ssim.gaussian11(255);
  private static final EightBit TRUNCATED = new EightBit(255, 1e-3f, EightBit.Rounding.TRUNCATE);
  private static final Values CENTRED = new Values(1, 1, 0.5);
  private static final Psnr COLUMN_PSNR =
      new Psnr(CENTRED, 1, 1e-8, Set.of(Axis.CHANNEL, Axis.HEIGHT), Psnr.CAP_DB);
  private static final Ssim COLOUR_SSIM =
      new Ssim(CENTRED, Set.of(Axis.values()), 1.5, 4, 1e-4, 9e-4, 0);

  /**
   * PSNR in decibels, at most {@link Psnr#CAP_DB}.
   *
   * @param prediction RGB 0..1
   * @param target of the same shape
   */
  public abstract double psnr(FloatImage prediction, FloatImage target);

  /**
   * SSIM, at most 1.
   *
   * @param prediction RGB 0..1, at least 11 pixels a side
   * @param target of the same shape
   */
  public abstract double ssim(FloatImage prediction, FloatImage target);

  /** Both figures of two pictures of values 0..1. */
  public Quality compare(FloatImage prediction, FloatImage target) {
    return new Quality(psnr(prediction, target), ssim(prediction, target));
  }

  /** Both figures of two frames of any depth; opacity is left out. */
  public Quality compare(Frame prediction, Frame target) {
    return compare(Values.colours(prediction), Values.colours(target));
  }
}
