package dev.attune.adaptation.weights.catalog;

/** Order of the colour channels that a network was trained with. */
public enum ColourOrder {
  /** Red first, as most programs have it. */
  RGB,
  /** Blue first, as OpenCV has it. */
  BGR,
  /** One channel of luminance. */
  GRAY,
  /** The network takes no pictures. */
  NONE
}
