package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avutil.av_content_light_metadata_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_side_data_new;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mastering_display_metadata_alloc_size;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVMasteringDisplayMetadata;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** {@link HdrMetadata} as FFmpeg carries it. */
final class HdrData {
  private static final int CHROMATICITY_UNIT = 50_000;
  private static final int LUMINANCE_UNIT = 10_000;

  private HdrData() {}

  /** What a decoded picture carries, be it from its container or its own stream. */
  static Optional<HdrMetadata> of(AVFrame picture) {
    List<Integer> primaries = new ArrayList<>();
    List<Integer> luminance = new ArrayList<>();
    List<Integer> light = new ArrayList<>();
    AVFrameSideData display =
        av_frame_get_side_data(picture, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA);
    if (display != null) {
      AVMasteringDisplayMetadata m = new AVMasteringDisplayMetadata(display.data());
      if (m.has_primaries() != 0) {
        for (int i = 0; i < 6; i++) {
          primaries.add(units(m.display_primaries(i / 2, i % 2), CHROMATICITY_UNIT));
        }
        primaries.add(units(m.white_point(0), CHROMATICITY_UNIT));
        primaries.add(units(m.white_point(1), CHROMATICITY_UNIT));
      }
      if (m.has_luminance() != 0) {
        luminance.add(units(m.max_luminance(), LUMINANCE_UNIT));
        luminance.add(units(m.min_luminance(), LUMINANCE_UNIT));
      }
    }
    AVFrameSideData content = av_frame_get_side_data(picture, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);
    if (content != null) {
      AVContentLightMetadata c = new AVContentLightMetadata(content.data());
      light.add(c.MaxCLL());
      light.add(c.MaxFALL());
    }
    return HdrMetadata.of(primaries, luminance, light);
  }

  /** Tells an encoder, before it is opened; those that can write it into their own stream. */
  static void tell(HdrMetadata metadata, AVCodecContext context) {
    // FFmpeg moves the list as it grows, and JavaCPP this pointer with it; the encoder frees it.
    PointerPointer<AVFrameSideData> list = new PointerPointer<>((Pointer) null);
    try (IntPointer count = new IntPointer(1)) {
      count.put(0);
      forEachBlock(
          metadata,
          (frameType, packetType, bytes) -> {
            AVFrameSideData added = av_frame_side_data_new(list, count, frameType, bytes.length, 0);
            requireMemory(added);
            added.data().put(bytes);
          });
      context.decoded_side_data(list);
      context.nb_decoded_side_data(count.get());
    }
  }

  /** Tells a container, before its head is written. */
  static void tell(HdrMetadata metadata, AVCodecParameters parameters) {
    try (PointerPointer<AVPacketSideData> list = new PointerPointer<>(1);
        IntPointer count = new IntPointer(1)) {
      list.put(0, parameters.coded_side_data());
      count.put(parameters.nb_coded_side_data());
      forEachBlock(
          metadata,
          (frameType, packetType, bytes) -> {
            AVPacketSideData added =
                av_packet_side_data_new(list, count, packetType, bytes.length, 0);
            requireMemory(added);
            added.data().put(bytes);
          });
      parameters.coded_side_data(new AVPacketSideData(list.get(0)));
      parameters.nb_coded_side_data(count.get());
    }
  }

  private interface BlockSink {
    void take(int frameType, int packetType, byte[] bytes);
  }

  private static void forEachBlock(HdrMetadata metadata, BlockSink sink) {
    if (!metadata.primaries().isEmpty() || !metadata.luminance().isEmpty()) {
      sink.take(
          AV_FRAME_DATA_MASTERING_DISPLAY_METADATA,
          AV_PKT_DATA_MASTERING_DISPLAY_METADATA,
          display(metadata));
    }
    if (!metadata.contentLight().isEmpty()) {
      sink.take(
          AV_FRAME_DATA_CONTENT_LIGHT_LEVEL,
          AV_PKT_DATA_CONTENT_LIGHT_LEVEL,
          light(metadata.contentLight()));
    }
  }

  private static byte[] display(HdrMetadata metadata) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      AVMasteringDisplayMetadata m = av_mastering_display_metadata_alloc_size(size);
      List<Integer> primaries = metadata.primaries();
      if (!primaries.isEmpty()) {
        for (int i = 0; i < 6; i++) {
          set(m.display_primaries(i / 2, i % 2), primaries.get(i), CHROMATICITY_UNIT);
        }
        set(m.white_point(0), primaries.get(6), CHROMATICITY_UNIT);
        set(m.white_point(1), primaries.get(7), CHROMATICITY_UNIT);
        m.has_primaries(1);
      }
      if (!metadata.luminance().isEmpty()) {
        set(m.max_luminance(), metadata.luminance().get(0), LUMINANCE_UNIT);
        set(m.min_luminance(), metadata.luminance().get(1), LUMINANCE_UNIT);
        m.has_luminance(1);
      }
      return taken(m, size.get());
    }
  }

  private static byte[] light(List<Integer> values) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      AVContentLightMetadata c = av_content_light_metadata_alloc(size);
      c.MaxCLL(values.get(0)).MaxFALL(values.get(1));
      return taken(c, size.get());
    }
  }

  /** The bytes of a structure, which is freed. */
  private static byte[] taken(Pointer structure, long size) {
    byte[] bytes = new byte[Math.toIntExact(size)];
    new BytePointer(structure).get(bytes);
    av_free(structure);
    return bytes;
  }

  private static void set(AVRational field, int units, int unit) {
    field.num(units).den(unit);
  }

  private static int units(AVRational value, int unit) {
    return value.den() == 0
        ? 0
        : Math.toIntExact(Math.round((double) value.num() / value.den() * unit));
  }

  private static void requireMemory(Pointer added) {
    if (added == null) {
      throw new OutOfMemoryError("no memory for metadata of the light");
    }
  }
}
