package dev.attune.deblur.blur;

/** How a picture's values 0..1 stand for light: a camera adds up light, not values. */
public enum TransferCurve {
  /** Values are the light to the power 1/2.2. */
  GAMMA_22 {
    @Override
    public double decode(double value) {
      return Math.pow(value, 2.2);
    }

    @Override
    public double encode(double light) {
      return Math.pow(light, 1 / 2.2);
    }
  },
  /** IEC 61966-2-1. */
  SRGB {
    @Override
    public double decode(double value) {
      return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @Override
    public double encode(double light) {
      return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }
  },
  /** Values are the light. */
  LINEAR {
    @Override
    public double decode(double value) {
      return value;
    }

    @Override
    public double encode(double light) {
      return light;
    }
  };

  /** The light of a value, both 0..1. */
  public abstract double decode(double value);

  /** The value of a light, both 0..1. */
  public abstract double encode(double light);
}
