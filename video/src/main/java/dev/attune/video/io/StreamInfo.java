package dev.attune.video.io;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a source tells of its pictures before they are read.
 *
 * @param width of the first frame as it is given (after rotation), in pixels; later frames of a
 *     video may have other sizes
 * @param height of the first frame as it is given, in pixels
 * @param timeBase of the frames' times
 * @param frameRate nominal frames per second as a fraction (numerator, denominator), for encoders
 *     that ask; times are exact
 * @param estimatedFrames frames to come, an estimate; empty where it is unknown
 * @param duration length of what will be read, an estimate; empty where it is unknown
 * @param bitDepth 8 or 16: depth of all frames as they are given
 * @param hasAlpha whether frames have opacity
 * @param color what the stream says of its colours
 * @param sampleAspect width to height of a pixel (after rotation); 1/1 where it is not given
 * @param rotationDegrees by how much frames were turned clockwise to be upright: 0, 90, 180 or 270
 * @param hasAudio whether the input holds sound
 * @param codec name of the codec, or "image sequence"
 * @param pixelFormat FFmpeg's name of the stored pixel format
 * @param hdr what a video of high dynamic range says of its light
 */
public record StreamInfo(
    int width,
    int height,
    Rational timeBase,
    Rational frameRate,
    OptionalLong estimatedFrames,
    Optional<Timestamp> duration,
    int bitDepth,
    boolean hasAlpha,
    ColorSpec color,
    Rational sampleAspect,
    int rotationDegrees,
    boolean hasAudio,
    String codec,
    String pixelFormat,
    Optional<HdrMetadata> hdr) {

  /** A source that says nothing of its light. */
  public StreamInfo(
      int width,
      int height,
      Rational timeBase,
      Rational frameRate,
      OptionalLong estimatedFrames,
      Optional<Timestamp> duration,
      int bitDepth,
      boolean hasAlpha,
      ColorSpec color,
      Rational sampleAspect,
      int rotationDegrees,
      boolean hasAudio,
      String codec,
      String pixelFormat) {
    this(
        width,
        height,
        timeBase,
        frameRate,
        estimatedFrames,
        duration,
        bitDepth,
        hasAlpha,
        color,
        sampleAspect,
        rotationDegrees,
        hasAudio,
        codec,
        pixelFormat,
        Optional.empty());
  }

  /** The same source with pictures of another kind. */
  public StreamInfo withPictures(
      int newWidth, int newHeight, int newBitDepth, boolean newHasAlpha, ColorSpec newColor) {
    return new StreamInfo(
        newWidth,
        newHeight,
        timeBase,
        frameRate,
        estimatedFrames,
        duration,
        newBitDepth,
        newHasAlpha,
        newColor,
        sampleAspect,
        rotationDegrees,
        hasAudio,
        codec,
        pixelFormat,
        hdr);
  }
}
