package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;

import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this project knows of an encoder: how it is asked for a quality, what it is set to before
 * the user's own options, and which sizes it can store.
 *
 * @param name FFmpeg's name
 * @param aliases other names by which a person may ask for it
 * @param scale how a constant quality is asked for
 * @param best least value of that scale
 * @param worst greatest value of that scale
 * @param standard value that is taken where nothing is asked; -1 leaves that to the encoder
 * @param settings options that are always set, before the user's
 * @param evenSides whether pictures of 4:2:0 must have even sides
 * @param leastSide smallest side that it can store
 * @param mostPixels greatest width times height that it can store
 */
record EncoderProfile(
    String name,
    List<String> aliases,
    Scale scale,
    int best,
    int worst,
    int standard,
    Map<String, String> settings,
    boolean evenSides,
    int leastSide,
    long mostPixels) {

  /** How an encoder is asked for a constant quality. */
  enum Scale {
    /** Option {@code crf}. */
    CRF,
    /** Option {@code crf}, which holds only where no bit rate is set. */
    CRF_WITHOUT_BITRATE,
    /** openh264: its quality mode with the quantiser held at one value; it has no crf. */
    FIXED_QUANTIZER,
    /** FFmpeg's {@code global_quality}, a quantiser. */
    QSCALE,
    /** It loses nothing, so there is nothing to choose. */
    LOSSLESS,
    /** Not known; its own default is left as it is. */
    UNKNOWN
  }

  private static final long NO_LIMIT = Long.MAX_VALUE;
  private static final int OWN_DEFAULT = -1;
  // Seconds between two pictures from which a player can start; openh264 by itself would make one.
  private static final int KEY_FRAME_SECONDS = 4;
  private static final int LEAST_KEY_FRAME_DISTANCE = 12;

  // Measured on two clips of 1280x720 (01_dog and 02_cups of SAM 2): 45.6 and 47.2 dB of luma, 41.6
  // and 43.3 dB of R'G'B' with 3.6 and 9.1 Mbit/s.
  private static final EncoderProfile OPENH264 =
      new EncoderProfile(
          "libopenh264",
          List.of("openh264"),
          Scale.FIXED_QUANTIZER,
          1,
          51,
          16,
          Map.of("profile", "high", "coder", "cabac"),
          true,
          16,
          9_437_184);

  private static final EncoderProfile X264 =
      new EncoderProfile(
          "libx264", List.of("x264"), Scale.CRF, 0, 51, 17, Map.of(), true, 1, NO_LIMIT);

  private static final EncoderProfile X265 =
      new EncoderProfile(
          "libx265",
          List.of("x265", "hevc", "h265"),
          Scale.CRF,
          0,
          51,
          17,
          Map.of("x265-params", "log-level=none"),
          true,
          16,
          NO_LIMIT);

  // Below 32 pixels SVT-AV1 waits for ever on some widths.
  private static final EncoderProfile SVT_AV1 =
      new EncoderProfile(
          "libsvtav1",
          List.of("av1", "svtav1"),
          Scale.CRF,
          0,
          63,
          20,
          Map.of("preset", "8"),
          false,
          32,
          NO_LIMIT);

  // Slower than SVT-AV1, but it stores 4:2:2 and 4:4:4.
  private static final EncoderProfile AOM_AV1 =
      new EncoderProfile(
          "libaom-av1",
          List.of("aom"),
          Scale.CRF_WITHOUT_BITRATE,
          0,
          63,
          20,
          Map.of("cpu-used", "6", "row-mt", "1"),
          false,
          1,
          NO_LIMIT);

  private static final EncoderProfile VP9 =
      new EncoderProfile(
          "libvpx-vp9",
          List.of("vp9"),
          Scale.CRF_WITHOUT_BITRATE,
          0,
          63,
          20,
          Map.of("deadline", "good", "cpu-used", "5", "row-mt", "1"),
          false,
          1,
          NO_LIMIT);

  private static final EncoderProfile FFV1 =
      new EncoderProfile(
          "ffv1",
          List.of(),
          Scale.LOSSLESS,
          0,
          0,
          0,
          Map.of("level", "3", "slicecrc", "1", "g", "1"),
          false,
          1,
          NO_LIMIT);

  private static final EncoderProfile PRORES =
      new EncoderProfile(
          "prores_ks",
          List.of("prores"),
          Scale.QSCALE,
          2,
          31,
          OWN_DEFAULT,
          Map.of("vendor", "apl0"),
          false,
          1,
          NO_LIMIT);

  private static final EncoderProfile PNG =
      new EncoderProfile(
          "png", List.of(), Scale.LOSSLESS, 0, 0, 0, Map.of("pred", "mixed"), false, 1, NO_LIMIT);

  private static final EncoderProfile JPEG =
      new EncoderProfile(
          "mjpeg", List.of("jpeg"), Scale.QSCALE, 2, 31, 2, Map.of(), false, 1, NO_LIMIT);

  /** The encoders that are known, the preferred one of a format first. */
  static final List<EncoderProfile> KNOWN =
      List.of(X264, OPENH264, SVT_AV1, VP9, FFV1, PRORES, X265, AOM_AV1, PNG, JPEG);

  /** An encoder of which only the name is known. */
  static EncoderProfile unknown(String name) {
    return new EncoderProfile(name, List.of(), Scale.UNKNOWN, 0, 0, 0, Map.of(), true, 1, NO_LIMIT);
  }

  /** Whether a person may mean this encoder by the name. */
  boolean answersTo(String wanted) {
    return name.equals(wanted) || aliases.contains(wanted);
  }

  /**
   * The options for a quality, in the order in which they are set.
   *
   * @throws MediaException when the encoder cannot be asked for it
   */
  Map<String, String> settings(Quality quality, Rational frameRate) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (scale == Scale.FIXED_QUANTIZER) {
      long distance = Math.round(KEY_FRAME_SECONDS * frameRate.value());
      all.put("g", Long.toString(Math.max(LEAST_KEY_FRAME_DISTANCE, distance)));
    }
    if (quality instanceof Quality.Bitrate bitrate) {
      all.putAll(bitrate(bitrate.bitsPerSecond()));
    } else if (quality instanceof Quality.Constant constant) {
      all.putAll(constant(constant.value()));
    } else if (scale != Scale.UNKNOWN && scale != Scale.LOSSLESS && standard != OWN_DEFAULT) {
      all.putAll(constant(standard));
    }
    return all;
  }

  private Map<String, String> constant(int value) {
    if (scale == Scale.LOSSLESS || scale == Scale.UNKNOWN) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "quality "
              + value
              + " for "
              + name
              + ": "
              + (scale == Scale.LOSSLESS
                  ? "it loses nothing, so there is no quality to choose; leave it out"
                  : "how it takes a quality is not known here; set its own option instead"));
    }
    if (value < best || value > worst) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "quality "
              + value
              + " for "
              + name
              + ": "
              + best
              + " (best) to "
              + worst
              + " is allowed");
    }
    String text = Integer.toString(value);
    return switch (scale) {
      case CRF -> Map.of("crf", text);
      case CRF_WITHOUT_BITRATE -> Map.of("crf", text, "b", "0");
      case FIXED_QUANTIZER -> Map.of("rc_mode", "quality", "qmin", text, "qmax", text);
      case QSCALE ->
          Map.of("flags", "+qscale", "global_quality", Integer.toString(value * FF_QP2LAMBDA));
      case LOSSLESS, UNKNOWN -> Map.of();
    };
  }

  private Map<String, String> bitrate(long bitsPerSecond) {
    String text = Long.toString(bitsPerSecond);
    return switch (scale) {
      case FIXED_QUANTIZER -> Map.of("rc_mode", "bitrate", "b", text);
      case LOSSLESS, QSCALE ->
          throw new MediaException(
              Kind.UNSUPPORTED,
              "bit rate "
                  + text
                  + " for "
                  + name
                  + ": it does not work by bit rate"
                  + (scale == Scale.LOSSLESS
                      ? ", as it loses nothing; leave it out or take another encoder"
                      : "; give a quality of " + best + " (best) to " + worst));
      case CRF, CRF_WITHOUT_BITRATE, UNKNOWN -> Map.of("b", text);
    };
  }
}
