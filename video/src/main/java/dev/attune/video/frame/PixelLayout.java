package dev.attune.video.frame;

/** Order of the samples of one pixel; samples of a pixel lie side by side. */
public enum PixelLayout {
  /** One sample, lightness. */
  GRAY(1),
  /** Red, green, blue. */
  RGB(3),
  /** Red, green, blue, opacity (not premultiplied). */
  RGBA(4);

  private final int channels;

  PixelLayout(int channels) {
    this.channels = channels;
  }

  /** Samples of a pixel. */
  public int channels() {
    return channels;
  }
}
