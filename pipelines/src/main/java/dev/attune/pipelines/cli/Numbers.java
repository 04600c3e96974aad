package dev.attune.pipelines.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers within ranges, checked when the command line is parsed. */
final class Numbers {
  private Numbers() {}

  /** A whole number. */
  abstract static class Whole implements ITypeConverter<Long> {
    private final long least;
    private final long greatest;

    Whole(long least, long greatest) {
      this.least = least;
      this.greatest = greatest;
    }

    @Override
    public Long convert(String text) {
      long value;
      try {
        value = Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a whole number; " + least + " to " + greatest + " is allowed");
      }
      if (value < least || value > greatest) {
        throw new TypeConversionException(
            value + " is out of range; " + least + " to " + greatest + " is allowed");
      }
      return value;
    }
  }

  /** A number with decimals. */
  abstract static class Decimal implements ITypeConverter<Double> {
    private final double least;
    private final double greatest;

    Decimal(double least, double greatest) {
      this.least = least;
      this.greatest = greatest;
    }

    @Override
    public Double convert(String text) {
      double value;
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is not a number; " + range());
      }
      // Written so that NaN is refused as well.
      if (!(value >= least && value <= greatest)) {
        throw new TypeConversionException(text + " is out of range; " + range());
      }
      return value;
    }

    private String range() {
      return String.format(Locale.ROOT, "%s to %s is allowed", plain(least), plain(greatest));
    }
  }

  /** A number without needless decimals. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  /** Threads, steps, frames and the like: at least 1. */
  static final class Count extends Whole {
    Count() {
      super(1, 1_000_000_000);
    }
  }

  /** Threads of one process. */
  static final class Threads extends Whole {
    Threads() {
      super(1, 256);
    }
  }

  /** Optimisation steps of an adaptation; none is allowed. */
  static final class Steps extends Whole {
    Steps() {
      super(0, 1_000_000);
    }
  }

  /** Regions that pairs are made of: one to train on and one to judge by at least. */
  static final class Regions extends Whole {
    Regions() {
      super(2, 4096);
    }
  }

  /** Pixels of a picture. */
  static final class Pixels extends Whole {
    Pixels() {
      super(1, Integer.MAX_VALUE / 8);
    }
  }

  /** Constant quality on the widest scale of all encoders; each checks its own. */
  static final class Crf extends Whole {
    Crf() {
      super(0, 63);
    }
  }

  /** Any whole number. */
  static final class Any extends Whole {
    Any() {
      super(Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  /** From nothing to all. */
  static final class Share extends Decimal {
    Share() {
      super(0, 1);
    }
  }

  /** Learning rates: above the smallest that changes anything, below the largest that is sane. */
  static final class Rate extends Decimal {
    Rate() {
      super(1e-9, 1);
    }
  }
}
