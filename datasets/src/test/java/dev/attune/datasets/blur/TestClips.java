package dev.attune.datasets.blur;

import dev.attune.datasets.scene.Scene;
import dev.attune.datasets.scene.SceneClip;
import dev.attune.datasets.scene.SceneSettings;
import dev.attune.datasets.scene.TextureBank;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.io.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Small sharp clips. */
final class TestClips {
  static final int WIDTH = 224;
  static final int HEIGHT = 192;
  static final int FRAMES = 6;
  static final Rational RATE = new Rational(30, 1);

  private static final TextureBank TEXTURES = new TextureBank(4, 1);
  private static final List<Frame> PICTURES =
      IntStream.range(0, FRAMES).mapToObj(TestClips::render).toList();

  private TestClips() {}

  /** Still scenes with textures, without loss, as pictures or as a video. */
  static Path write(Path target) {
    StreamInfo info =
        new StreamInfo(
            WIDTH,
            HEIGHT,
            RATE.inverse(),
            RATE,
            OptionalLong.of(FRAMES),
            Optional.empty(),
            8,
            false,
            ColorSpec.SRGB,
            Rational.ONE,
            0,
            false,
            "none",
            "rgb24");
    WriteOptions options = WriteOptions.DEFAULTS.withThreads(1);
    if (target.toString().endsWith(".mkv")) {
      options = options.withEncoder("ffv1");
    }
    try (FrameSink sink = Sinks.open(target, info, options)) {
      for (int i = 0; i < FRAMES; i++) {
        sink.write(frame(i));
      }
      sink.finish();
    }
    return target;
  }

  /** Frame number {@code i}; each shows another scene. */
  static Frame frame(int i) {
    return PICTURES.get(i);
  }

  private static Frame render(int i) {
    SceneClip clip = Scene.create(11 + i, SceneSettings.of(WIDTH, HEIGHT), TEXTURES).clip(FRAMES);
    return clip.toFrame(i, clip.pair(0).sharp());
  }
}
