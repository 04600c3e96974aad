package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostPicturesTest {
  @TempDir Path folder;
  private AVPacket packet;

  @BeforeEach
  void makePacket() {
    Ffmpeg.load();
    packet = av_packet_alloc();
  }

  @AfterEach
  void freePacket() {
    av_packet_free(packet);
  }

  private void send(LostPictures lost, long... times) {
    for (long time : times) {
      lost.sent(packet.pts(time));
    }
  }

  private static void receive(LostPictures lost, long... times) {
    for (long time : times) {
      lost.received(time);
    }
  }

  @Test
  void packetsWithoutAPictureAreCounted() {
    LostPictures lost = new LostPictures(AV_CODEC_ID_HEVC, "mov,mp4");
    send(lost, 0, 40, 80);
    receive(lost, 0);
    send(lost, 120, 160);
    receive(lost, 120);
    assertThat(lost.lost()).isEqualTo(3);
  }

  @Test
  void picturesBeforeTheFirstThatCouldBeDecodedAreNotMissing() {
    LostPictures lost = new LostPictures(AV_CODEC_ID_HEVC, "matroska,webm");
    send(lost, 120, 40, 80, 160);
    receive(lost, 120, 160);
    assertThat(lost.lost()).isZero();
  }

  @Test
  void picturesThatAnEditHidesAreNotMissing() {
    LostPictures lost = new LostPictures(AV_CODEC_ID_HEVC, "mov,mp4");
    send(lost, 0);
    receive(lost, 0);
    packet.flags(AV_PKT_FLAG_DISCARD);
    send(lost, 40, 80);
    assertThat(lost.lost()).isZero();
  }

  @Test
  void whereAPacketMayHoldNoPictureNothingIsCounted() {
    LostPictures lost = new LostPictures(AV_CODEC_ID_VP9, "matroska,webm");
    send(lost, 0, 40);
    receive(lost, 0);
    assertThat(lost.lost()).isZero();
  }

  @Test
  void aHevcClipWhoseReferencesAreGoneTellsOfEveryLostPicture() throws IOException {
    Path clip =
        Path.of(System.getProperty("attune.data.dir", ""), "video/robustness/offline_h265.mp4");
    assumeThat(System.getProperty("attune.data.dir", "")).isNotEmpty();
    assumeThat(Files.exists(clip)).isTrue();
    byte[] bytes = Files.readAllBytes(clip);
    // Two bytes of this seed hit a picture that all later ones refer to; the decoder then makes no
    // picture of them and reports no error.
    Random random = new Random(17);
    for (int i = 0; i < 2; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    }
    Path damaged = Files.write(folder.resolve("damaged.mp4"), bytes);
    try (FrameSource source = Sources.open(damaged.toString(), ReadOptions.DEFAULTS)) {
      long frames = 0;
      while (source.next() != null) {
        frames++;
      }
      assertThat(frames).isLessThan(30);
      assertThat(source.report().damagedPackets()).isEqualTo(30 - frames);
    }
  }
}
