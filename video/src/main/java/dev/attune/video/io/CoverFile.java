package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_GIF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_TIFF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_DONT_OVERWRITE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Makes of a cover, which other containers have as a packet, the attached file of Matroska. */
final class CoverFile {
  private CoverFile() {}

  /** Turns a track that was described as a cover into a file with its content. */
  static void attach(AVStream cover, AVStream to) {
    AVCodecParameters parameters = to.codecpar();
    parameters.codec_type(AVMEDIA_TYPE_ATTACHMENT);
    AVPacket picture = cover.attached_pic();
    Pointer content = av_mallocz(picture.size() + (long) AV_INPUT_BUFFER_PADDING_SIZE);
    if (content == null) {
      throw new OutOfMemoryError("no memory for a cover");
    }
    Pointer.memcpy(content, picture.data(), picture.size());
    parameters.extradata(new BytePointer(content)).extradata_size(picture.size());
    String kind = kind(parameters.codec_id());
    AVDictionary metadata = to.metadata() == null ? new AVDictionary(null) : to.metadata();
    av_dict_set(metadata, "filename", "cover." + kind, AV_DICT_DONT_OVERWRITE);
    String type = kind.equals("jpg") ? "jpeg" : kind;
    av_dict_set(metadata, "mimetype", "image/" + type, AV_DICT_DONT_OVERWRITE);
    to.metadata(metadata);
    to.disposition(0);
  }

  private static String kind(int codecId) {
    return codecId == AV_CODEC_ID_PNG
        ? "png"
        : codecId == AV_CODEC_ID_BMP
            ? "bmp"
            : codecId == AV_CODEC_ID_GIF
                ? "gif"
                : codecId == AV_CODEC_ID_TIFF
                    ? "tiff"
                    : codecId == AV_CODEC_ID_WEBP ? "webp" : "jpg";
  }
}
