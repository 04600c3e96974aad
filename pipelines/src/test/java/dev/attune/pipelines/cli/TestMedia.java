package dev.attune.pipelines.cli;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import dev.attune.deblur.network.Estrnn;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.Sources;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.io.WriteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Small videos and a small model for tests of commands. */
final class TestMedia {
  static final int WIDTH = 96;
  static final int HEIGHT = 80;
  private static final Rational RATE = new Rational(25, 1);

  private TestMedia() {}

  /** A textured picture that moves to the right at changing speed. */
  static Path video(Path file, int frames) {
    return video(file, new Look(WIDTH, HEIGHT, PixelLayout.RGB, 8), frames, WriteOptions.DEFAULTS);
  }

  /** The same at another rate. */
  static Path video(Path file, int frames, Rational rate) {
    Look look = new Look(WIDTH, HEIGHT, PixelLayout.RGB, 8);
    return video(file, look, frames, rate, WriteOptions.DEFAULTS);
  }

  /** What pictures are like. */
  record Look(int width, int height, PixelLayout layout, int bitDepth) {}

  /** The same with other pictures, as a video or as a folder of PNG files. */
  static Path video(Path file, Look look, int frames, WriteOptions options) {
    return video(file, look, frames, RATE, options);
  }

  private static Path video(Path file, Look look, int frames, Rational rate, WriteOptions options) {
    StreamInfo info =
        new StreamInfo(
            look.width(),
            look.height(),
            rate.inverse(),
            rate,
            OptionalLong.of(frames),
            Optional.empty(),
            look.bitDepth(),
            look.layout() == PixelLayout.RGBA,
            ColorSpec.SRGB,
            Rational.ONE,
            0,
            false,
            "none",
            "rgb24");
    try (FrameSink sink = Sinks.open(file, info, options.withThreads(1))) {
      int shift = 0;
      for (int i = 0; i < frames; i++) {
        shift += 1 + i % 4;
        sink.write(frame(look, i, rate, shift));
      }
      sink.finish();
    }
    return file;
  }

  private static Frame frame(Look look, int index, Rational rate, int shift) {
    Frame frame =
        Frame.allocate(
            index,
            new Timestamp(index, rate.inverse()),
            new Timestamp(1, rate.inverse()),
            look.width(),
            look.height(),
            look.layout(),
            look.bitDepth(),
            ColorSpec.SRGB);
    int channels = look.layout().channels();
    for (int y = 0; y < look.height(); y++) {
      for (int x = 0; x < look.width(); x++) {
        int u = x + shift;
        int value = (u / 6 + y / 6) % 2 * 90 + (u * 7 + y * 13) % 50 + (u * u + y * y) / 64 % 80;
        for (int c = 0; c < channels; c++) {
          // Opacity falls from left to right.
          int sample = c == 3 ? 255 - x : Math.min(255, value + 20 * c);
          if (look.bitDepth() == 8) {
            frame.data().put(y * frame.strideBytes() + channels * x + c, (byte) sample);
          } else {
            // Not a multiple of 257: what keeps eight bits only would be noticed.
            int deep = Math.min(65535, sample * 256 + 77);
            frame.data().putShort(y * frame.strideBytes() + 2 * (channels * x + c), (short) deep);
          }
        }
      }
    }
    return frame;
  }

  /** All frames of an input. */
  static List<Frame> read(Path input) {
    List<Frame> frames = new ArrayList<>();
    try (FrameSource source = Sources.open(input.toString(), ReadOptions.DEFAULTS)) {
      for (Frame f = source.next(); f != null; f = source.next()) {
        frames.add(f);
      }
    }
    return frames;
  }

  /** A file that lies among the test resources, copied to where the command can read it. */
  static Path resource(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = TestMedia.class.getResourceAsStream("/" + name)) {
      Files.copy(in, file);
    }
    return file;
  }

  /** Frames of a video. */
  static long count(Path file) {
    long frames = 0;
    try (FrameSource source = Sources.open(file.toString(), ReadOptions.DEFAULTS)) {
      while (source.next() != null) {
        frames++;
      }
    }
    return frames;
  }

  /** A model that gives back what it is given. */
  static Path model(Path file) {
    Estrnn network = new Estrnn(2, 1, 1, 1, Estrnn.Activation.RELU, true);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    network
        .parameterTable()
        .forEach(
            (name, shape) ->
                tensors.put(
                    name, HostTensor.of(shape, new float[Math.toIntExact(shape.elements())])));
    SafetensorsFile.write(file, Weights.of(tensors, network.metadata()));
    return file;
  }
}
