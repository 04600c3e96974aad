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
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    StreamInfo info =
        new StreamInfo(
            WIDTH,
            HEIGHT,
            RATE.inverse(),
            RATE,
            OptionalLong.of(frames),
            Optional.empty(),
            8,
            false,
            ColorSpec.SRGB,
            Rational.ONE,
            0,
            false,
            "none",
            "rgb24");
    try (FrameSink sink = Sinks.open(file, info, WriteOptions.DEFAULTS.withThreads(1))) {
      int shift = 0;
      for (int i = 0; i < frames; i++) {
        shift += 1 + i % 4;
        sink.write(frame(i, shift));
      }
      sink.finish();
    }
    return file;
  }

  private static Frame frame(int index, int shift) {
    Frame frame =
        Frame.allocate(
            index,
            new Timestamp(index, RATE.inverse()),
            new Timestamp(1, RATE.inverse()),
            WIDTH,
            HEIGHT,
            PixelLayout.RGB,
            8,
            ColorSpec.SRGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int u = x + shift;
        int value = ((u / 6 + y / 6) % 2 * 90 + (u * 7 + y * 13) % 50 + (u * u + y * y) / 64 % 80);
        for (int c = 0; c < 3; c++) {
          frame
              .data()
              .put(y * frame.strideBytes() + 3 * x + c, (byte) Math.min(255, value + 20 * c));
        }
      }
    }
    return frame;
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
