package dev.attune.deblur.blur;

import dev.attune.video.frame.ColorSpec;

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
  /**
   * Perceptual quantiser, SMPTE ST 2084 (also ITU-R BT.2100): light is that of the display, 1 are
   * 10000 cd/m2.
   */
  PQ {
    @Override
    public double decode(double value) {
      double p = Math.pow(value, 1 / PQ_M2);
      return Math.pow(Math.max(p - PQ_C1, 0) / (PQ_C2 - PQ_C3 * p), 1 / PQ_M1);
    }

    @Override
    public double encode(double light) {
      double y = Math.pow(light, PQ_M1);
      return Math.pow((PQ_C1 + PQ_C2 * y) / (1 + PQ_C3 * y), PQ_M2);
    }
  },
  /**
   * Hybrid log-gamma, ARIB STD-B67, scaled as in ITU-R BT.2100: light is that of the scene, 1 is
   * the most that the curve holds.
   */
  HLG {
    @Override
    public double decode(double value) {
      return value <= 0.5 ? value * value / 3 : (Math.exp((value - HLG_C) / HLG_A) + HLG_B) / 12;
    }

    @Override
    public double encode(double light) {
      return light <= 1.0 / 12
          ? Math.sqrt(3 * light)
          : HLG_A * Math.log(12 * light - HLG_B) + HLG_C;
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

  // ST 2084, section 5.
  public static final double PQ_M1 = 2610.0 / 16384;
  public static final double PQ_M2 = 2523.0 / 4096 * 128;
  public static final double PQ_C1 = 3424.0 / 4096;
  public static final double PQ_C2 = 2413.0 / 4096 * 32;
  public static final double PQ_C3 = 2392.0 / 4096 * 32;

  // BT.2100, table 5; B and C follow from A.
  public static final double HLG_A = 0.17883277;
  public static final double HLG_B = 1 - 4 * HLG_A;
  public static final double HLG_C = 0.5 - HLG_A * Math.log(4 * HLG_A);

  // Transfer characteristics of ITU-T H.273.
  private static final int H273_LINEAR = 8;
  private static final int H273_PQ = 16;
  private static final int H273_HLG = 18;

  /**
   * The curve of a stream: PQ, HLG and linear light where it says so, otherwise the usual gamma of
   * cameras.
   */
  public static TransferCurve of(ColorSpec color) {
    return switch (color.transfer()) {
      case H273_PQ -> PQ;
      case H273_HLG -> HLG;
      case H273_LINEAR -> LINEAR;
      default -> GAMMA_22;
    };
  }

  /** The light of a value, both 0..1. */
  public abstract double decode(double value);

  /** The value of a light, both 0..1. */
  public abstract double encode(double light);
}
