package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSequenceTest {
  private static final ReadOptions PLAIN = ReadOptions.DEFAULTS.withLookAhead(0);

  @TempDir Path folder;

  private void gray(String name, int width, int height, int value) throws IOException {
    Files.write(folder.resolve(name), TestPng.picture(width, height, 1, 8, (c, y, x) -> value));
  }

  private static List<Frame> readAll(FrameSource source) {
    List<Frame> frames = new ArrayList<>();
    for (Frame frame = source.next(); frame != null; frame = source.next()) {
      frames.add(frame);
    }
    return frames;
  }

  @ParameterizedTest
  @CsvSource({"1,8", "2,8", "3,8", "4,8", "1,16", "2,16", "3,16", "4,16"})
  void pngOfAllKindsIsReadExactly(int channels, int depth) throws IOException {
    int max = (1 << depth) - 1;
    TestPng.Sample sample = (c, y, x) -> (c * 4001 + y * 977 + x * 313) & max;
    Path file =
        Files.write(folder.resolve("p.png"), TestPng.picture(13, 9, channels, depth, sample));
    try (FrameSource source = Sources.open(file.toString(), PLAIN)) {
      boolean alpha = channels % 2 == 0;
      assertThat(source.info().hasAlpha()).isEqualTo(alpha);
      assertThat(source.info().bitDepth()).isEqualTo(depth);
      Frame frame = source.next();
      PixelLayout layout =
          alpha ? PixelLayout.RGBA : channels == 1 ? PixelLayout.GRAY : PixelLayout.RGB;
      assertThat(frame.layout()).isEqualTo(layout);
      for (int y = 0; y < 9; y++) {
        for (int x = 0; x < 13; x++) {
          for (int c = 0; c < Math.min(3, layout.channels()); c++) {
            assertThat(frame.sample(c, y, x)).isEqualTo(sample.at(channels < 3 ? 0 : c, y, x));
          }
          if (alpha) {
            assertThat(frame.sample(3, y, x)).isEqualTo(sample.at(channels - 1, y, x));
          }
        }
      }
      assertThat(source.next()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bmp", "tif", "png"})
  void losslessKindsGiveTheSamplesOfAnotherWriter(String kind) throws IOException {
    BufferedImage image = new BufferedImage(21, 15, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 15; y++) {
      for (int x = 0; x < 21; x++) {
        image.setRGB(x, y, (x * 12) << 16 | (y * 17) << 8 | ((x * y) & 255));
      }
    }
    Path file = folder.resolve("a." + kind);
    assertThat(ImageIO.write(image, kind, file.toFile())).isTrue();
    try (FrameSource source = Sources.open(file.toString(), PLAIN)) {
      Frame frame = source.next();
      for (int y = 0; y < 15; y++) {
        for (int x = 0; x < 21; x++) {
          assertThat(frame.sample(0, y, x)).isEqualTo(x * 12);
          assertThat(frame.sample(1, y, x)).isEqualTo(y * 17);
          assertThat(frame.sample(2, y, x)).isEqualTo((x * y) & 255);
        }
      }
    }
  }

  @Test
  void jpegHasFullRangeAndBt601WhateverItsSize() throws IOException {
    BufferedImage image = new BufferedImage(1600, 960, BufferedImage.TYPE_INT_RGB);
    int[] colors = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x000000};
    for (int y = 0; y < 960; y++) {
      for (int x = 0; x < 1600; x++) {
        image.setRGB(x, y, colors[x / 320]);
      }
    }
    Path file = folder.resolve("a.jpg");
    assertThat(ImageIO.write(image, "jpg", file.toFile())).isTrue();
    try (FrameSource source = Sources.open(file.toString(), PLAIN)) {
      Frame frame = source.next();
      for (int i = 0; i < colors.length; i++) {
        for (int c = 0; c < 3; c++) {
          int expected = (colors[i] >> (16 - 8 * c)) & 0xff;
          assertThat(frame.sample(c, 400, i * 320 + 160)).isCloseTo(expected, within(3));
        }
      }
    }
  }

  @Test
  void webpIsRead() throws IOException {
    Path file =
        TestClip.of("libwebp", "bgra", 32, 24)
            .samples((frame, channel, y, x) -> channel == 0 ? 220 : channel == 3 ? 255 : 30)
            .frames(1, 1)
            .write(folder.resolve("a.webp"));
    try (FrameSource source = Sources.open(file.toString(), PLAIN)) {
      Frame frame = source.next();
      assertThat(frame.sample(0, 12, 16)).isCloseTo(220, within(4));
      assertThat(frame.sample(1, 12, 16)).isCloseTo(30, within(4));
    }
  }

  @Test
  void timesComeFromTheRate() throws IOException {
    for (int i = 0; i < 3; i++) {
      gray("f" + i + ".png", 4, 4, i);
    }
    ReadOptions options = PLAIN.withFrameRate(new Rational(30_000, 1001));
    try (FrameSource source = Sources.open(folder.toString(), options)) {
      List<Frame> frames = readAll(source);
      assertThat(frames).extracting(f -> f.time().ticks()).containsExactly(0L, 1L, 2L);
      assertThat(frames.get(1).time().timeBase()).isEqualTo(new Rational(1001, 30_000));
      assertThat(frames.get(1).duration().ticks()).isEqualTo(1);
      assertThat(source.info().estimatedFrames()).hasValue(3);
    }
  }

  @Test
  void aRangeChoosesPicturesByTheirTimes() throws IOException {
    for (int i = 0; i < 10; i++) {
      gray("f" + i + ".png", 4, 4, i);
    }
    ReadOptions options = PLAIN.withStart(Duration.ofMillis(120)).withEnd(Duration.ofMillis(240));
    try (FrameSource source = Sources.open(folder.toString(), options)) {
      assertThat(source.info().estimatedFrames()).hasValue(3);
      assertThat(readAll(source)).extracting(f -> f.sample(0, 0, 0)).containsExactly(3, 4, 5);
    }
    assertThatThrownBy(
            () -> Sources.open(folder.toString(), PLAIN.withStart(Duration.ofSeconds(9))))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("none lies in the chosen time");
  }

  @Test
  void mixedSizesAreRefusedWithTheFirstOddFile() throws IOException {
    gray("f1.png", 8, 6, 1);
    gray("f2.png", 8, 6, 1);
    gray("f10.png", 6, 8, 1);
    gray("f11.png", 5, 5, 1);
    assertThatThrownBy(() -> Sources.open(folder.toString(), PLAIN))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_INPUT))
        .hasMessageContainingAll("f10.png is 6x8", "f1.png is 8x6");
  }

  @Test
  void aDamagedPictureIsLeftOutAndTheOthersKeepTheirTimes() throws IOException {
    gray("f0.png", 40, 40, 1);
    byte[] whole = TestPng.picture(40, 40, 3, 8, (c, y, x) -> x * y * 7 + c);
    Files.write(folder.resolve("f1.png"), Arrays.copyOf(whole, whole.length / 2));
    gray("f2.png", 40, 40, 3);
    Files.createFile(folder.resolve("f3.png"));
    Files.writeString(folder.resolve("f4.png"), "no picture at all");
    gray("f5.png", 40, 40, 6);
    try (FrameSource source = Sources.open(folder.toString(), PLAIN)) {
      List<Frame> frames = readAll(source);
      assertThat(frames).extracting(f -> f.time().ticks()).containsExactly(0L, 2L, 5L);
      assertThat(frames).extracting(Frame::index).containsExactly(0L, 1L, 2L);
      SourceReport report = source.report();
      assertThat(report.damagedPackets()).isEqualTo(3);
      assertThat(report.clean()).isFalse();
      assertThat(report.notices()).hasSize(3);
      assertThat(report.notices().get(0)).contains("f1.png");
    }
  }

  @Test
  void aTruncatedJpegIsDamaged() throws IOException {
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40_000; i++) {
      image.setRGB(i % 200, i / 200, i * 7919);
    }
    Path good = folder.resolve("a1.jpg");
    ImageIO.write(image, "jpg", good.toFile());
    byte[] whole = Files.readAllBytes(good);
    Files.write(folder.resolve("a2.jpg"), Arrays.copyOf(whole, whole.length / 3));
    try (FrameSource source = Sources.open(folder.toString(), PLAIN)) {
      assertThat(readAll(source)).hasSize(2);
      assertThat(source.report().damagedFrames()).isEqualTo(1);
      assertThat(source.report().lastGoodTime().orElseThrow().ticks()).isZero();
    }
  }

  @Test
  void aPngWithAFlippedByteIsDamaged() throws IOException {
    byte[] good = TestPng.picture(64, 64, 3, 8, (c, y, x) -> x * y * 7919 + c * 31);
    for (int seed = 0; seed < 30; seed++) {
      byte[] bad = good.clone();
      bad[60 + new Random(seed).nextInt(bad.length - 100)] ^= 0x10;
      Path file = Files.write(folder.resolve("flipped" + seed + ".png"), bad);
      try (FrameSource source = Sources.open(file.toString(), PLAIN)) {
        readAll(source);
        assertThat(source.report().clean()).as("seed %d", seed).isFalse();
      } catch (MediaException e) {
        assertThat(e.kind()).isEqualTo(Kind.BAD_INPUT);
      }
    }
  }

  @Test
  void laterPicturesTakeTheFormOfTheFirstButGrayStaysGray() throws IOException {
    Files.write(folder.resolve("a1.png"), TestPng.picture(4, 4, 3, 8, (c, y, x) -> 100));
    Files.write(folder.resolve("a2.png"), TestPng.picture(4, 4, 4, 16, (c, y, x) -> 200 * 257));
    Files.write(folder.resolve("a3.png"), TestPng.picture(4, 4, 1, 8, (c, y, x) -> 50));
    try (FrameSource source = Sources.open(folder.toString(), PLAIN)) {
      List<Frame> frames = readAll(source);
      assertThat(frames)
          .extracting(Frame::layout)
          .containsExactly(PixelLayout.RGB, PixelLayout.RGB, PixelLayout.GRAY);
      assertThat(frames).allMatch(f -> f.bitDepth() == 8);
      assertThat(frames.get(0).sample(1, 2, 2)).isEqualTo(100);
      // swscale rounds from 16 to 8 bit with a little noise.
      assertThat(frames.get(1).sample(1, 2, 2)).isCloseTo(200, within(1));
      assertThat(frames.get(2).sample(0, 2, 2)).isEqualTo(50);
      assertThat(source.report().notices()).singleElement().asString().contains("frame 1");
    }
  }

  @Test
  void coloursAfterAGrayPictureAreKept() throws IOException {
    Files.write(folder.resolve("a1.png"), TestPng.picture(4, 4, 1, 8, (c, y, x) -> 50));
    Files.write(folder.resolve("a2.png"), TestPng.picture(4, 4, 3, 8, (c, y, x) -> 60 + c));
    try (FrameSource source = Sources.open(folder.toString(), PLAIN)) {
      List<Frame> frames = readAll(source);
      assertThat(frames.get(0).layout()).isEqualTo(PixelLayout.GRAY);
      assertThat(frames.get(1).sample(2, 1, 1)).isEqualTo(62);
      assertThat(source.report().notices()).isEmpty();
    }
  }
}
