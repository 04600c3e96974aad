package dev.attune.video.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an output is written. Immutable; start from {@link #DEFAULTS} and change with the {@code
 * with} methods.
 *
 * @param encoder name of the video encoder: {@code h264} (x264 where it is present, otherwise
 *     openh264), {@code openh264}, {@code x264}, {@code x265}, {@code av1}, {@code aom}, {@code
 *     vp9}, {@code ffv1}, {@code prores}, or any name of FFmpeg's; empty takes what suits the
 *     container
 * @param quality how much of the picture is kept
 * @param encoderOptions options of the encoder by FFmpeg's names, applied after all others
 * @param pixelFormat FFmpeg's name of the pixel format; empty takes the closest to the source that
 *     is common: 4:2:0 of 8 bit, of 10 bit where frames have 16 bit and the encoder can
 * @param threads of the encoder; 0 takes all cores
 * @param overwrite whether an output that exists is replaced
 * @param inputs files and folders that the output is made from, which it must not replace
 * @param tracks what else of the input goes into the output; empty writes pictures only
 */
public record WriteOptions(
    Optional<String> encoder,
    Quality quality,
    Map<String, String> encoderOptions,
    Optional<String> pixelFormat,
    int threads,
    boolean overwrite,
    List<Path> inputs,
    Optional<TrackCopy> tracks) {

  /** What suits the container, on all cores; pictures only; an existing output is an error. */
  public static final WriteOptions DEFAULTS =
      new WriteOptions(
          Optional.empty(),
          Quality.DEFAULT,
          Map.of(),
          Optional.empty(),
          0,
          false,
          List.of(),
          Optional.empty());

  private static final int MOST_THREADS = 256;

  /** Checks ranges and copies the collections. */
  public WriteOptions {
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(pixelFormat, "pixelFormat");
    Objects.requireNonNull(tracks, "tracks");
    // Their order is kept: the last of two that touch the same setting wins.
    encoderOptions =
        java.util.Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNull(encoderOptions, "encoderOptions")));
    inputs = List.copyOf(inputs);
    if (threads < 0 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads " + threads + ": 0 (all cores) to " + MOST_THREADS + " is allowed");
    }
  }

  /** Encodes with the encoder of this name. */
  public WriteOptions withEncoder(String name) {
    return new WriteOptions(
        Optional.of(name),
        quality,
        encoderOptions,
        pixelFormat,
        threads,
        overwrite,
        inputs,
        tracks);
  }

  /** Keeps this much of the picture. */
  public WriteOptions withQuality(Quality value) {
    return new WriteOptions(
        encoder, value, encoderOptions, pixelFormat, threads, overwrite, inputs, tracks);
  }

  /** Sets one more option of the encoder. */
  public WriteOptions withEncoderOption(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(encoderOptions);
    all.put(name, value);
    return new WriteOptions(encoder, quality, all, pixelFormat, threads, overwrite, inputs, tracks);
  }

  /** Stores pictures in this pixel format of FFmpeg's. */
  public WriteOptions withPixelFormat(String name) {
    return new WriteOptions(
        encoder, quality, encoderOptions, Optional.of(name), threads, overwrite, inputs, tracks);
  }

  /** Encodes with so many threads; 0 takes all cores. */
  public WriteOptions withThreads(int count) {
    return new WriteOptions(
        encoder, quality, encoderOptions, pixelFormat, count, overwrite, inputs, tracks);
  }

  /** Says whether an output that exists is replaced. */
  public WriteOptions withOverwrite(boolean allowed) {
    return new WriteOptions(
        encoder, quality, encoderOptions, pixelFormat, threads, allowed, inputs, tracks);
  }

  /** Names what the output is made from, which it must not replace. */
  public WriteOptions withInputs(List<Path> paths) {
    return new WriteOptions(
        encoder, quality, encoderOptions, pixelFormat, threads, overwrite, paths, tracks);
  }

  /** Copies tracks of the input into the output. */
  public WriteOptions withTracks(TrackCopy copy) {
    return new WriteOptions(
        encoder,
        quality,
        encoderOptions,
        pixelFormat,
        threads,
        overwrite,
        inputs,
        Optional.of(copy));
  }
}
