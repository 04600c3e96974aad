package dev.attune.datasets.blur;

import dev.attune.datasets.layout.PairedWriter;
import dev.attune.datasets.metric.MetricStyle;
import dev.attune.datasets.scene.SceneRandom;
import dev.attune.datasets.scene.Sensor;
import dev.attune.datasets.scene.Transfer;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import dev.attune.video.io.Quality;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Redaction;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.Sources;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.io.WriteOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes one sequence as it was planned. Used once, by one thread. */
final class SequenceMaker {
  /** Present on every platform; its own quantiser says the quality. */
  private static final String ENCODER = "openh264";

  /** Share of the noise's variance at middle grey that comes from the light itself. */
  private static final double SHOT_SHARE = 0.9;

  private final SourceFacts source;
  private final BlurRecipe recipe;
  private final SequencePlan plan;
  private final Framing framing;
  private final CameraMotion motion;
  private final Rational frameRate;
  private final Sensor sensor;
  private final List<Double> paths = new ArrayList<>();
  private final List<Double> psnr = new ArrayList<>();
  private int leastPoses = Integer.MAX_VALUE;
  private int mostPoses;

  /**
   * Places the view.
   *
   * @throws MediaException {@code UNSUPPORTED} when it does not fit into the source
   */
  SequenceMaker(SourceFacts source, BlurRecipe recipe, SequencePlan plan) {
    this.source = source;
    this.recipe = recipe;
    this.plan = plan;
    sensor = sensor(plan.noise());
    SceneRandom place = new SceneRandom(plan.seed()).split("place");
    if (recipe.mode() instanceof BlurMode.HandHeld hand) {
      motion = new HandMotion(plan.seed(), plan.amplitude(), plan.exposure(), recipe.frames());
      frameRate = source.frameRate();
      framing =
          HandShots.frame(
              source,
              recipe.size(),
              recipe.scale(),
              motion,
              plan.exposure(),
              hand.poses(),
              recipe.frames(),
              place);
    } else {
      motion = time -> Pose.CENTRED;
      int stride = ((BlurMode.FrameAverage) recipe.mode()).stride();
      frameRate = slower(source.frameRate(), stride);
      framing =
          Framing.of(
              source.width(), source.height(), recipe.size(), recipe.scale(), Reach::of, place);
    }
  }

  /** Number of pairs that there will be at most. */
  int frames() {
    return recipe.frames();
  }

  /**
   * Makes the sequence.
   *
   * @param done is told after each pair
   * @throws MediaException when the source cannot be read or the output not be written
   */
  SequenceReport make(Path target, Runnable done) {
    try (SequenceFolder folder = new SequenceFolder(target);
        PairedWriter writer = new PairedWriter(folder.growing(), true)) {
      if (plan.quality().isPresent()) {
        Path video = folder.scratch("blurred.mkv");
        compress(video, done);
        pair(video, writer);
      } else {
        pair(writer, done);
      }
      writer.finish();
      SequenceReport report = report();
      folder.publish(report.fields());
      return report;
    }
  }

  private void pair(PairedWriter writer, Runnable done) {
    try (ShotReader shots = shots()) {
      int i = 0;
      for (Shot shot = shots.next(); shot != null; shot = shots.next(), i++) {
        note(shot);
        write(writer, i, exposed(shot.blur(), 1, i), exposed(shot.sharp(), 0, i));
        done.run();
      }
      requireFrames(i);
    }
  }

  /** Blurred frames as a compressed video. */
  private void compress(Path video, Runnable done) {
    WriteOptions options =
        WriteOptions.DEFAULTS
            .withEncoder(ENCODER)
            .withThreads(1)
            .withQuality(new Quality.Constant(plan.quality().getAsInt()));
    try (ShotReader shots = shots();
        FrameSink sink = Sinks.open(video, info(), options)) {
      int i = 0;
      for (Shot shot = shots.next(); shot != null; shot = shots.next(), i++) {
        note(shot);
        sink.write(frame(i, exposed(shot.blur(), 1, i)));
        done.run();
      }
      requireFrames(i);
      sink.finish();
    }
  }

  /** The sharp frames are made again rather than kept: memory does not depend on their number. */
  private void pair(Path video, PairedWriter writer) {
    try (ShotReader shots = shots();
        FrameSource blurred = Sources.open(video.toString(), ReadOptions.DEFAULTS)) {
      for (int i = 0; i < paths.size(); i++) {
        Frame decoded = blurred.next();
        Shot shot = shots.next();
        if (decoded == null || shot == null) {
          throw new MediaException(
              Kind.BAD_INPUT,
              Redaction.text(source.input())
                  + " gave "
                  + paths.size()
                  + " frames when it was read first and "
                  + i
                  + " now: it must not change meanwhile");
        }
        write(writer, i, FloatImage.of(decoded), exposed(shot.sharp(), 0, i));
      }
    }
  }

  private ShotReader shots() {
    LightFrames frames = new LightFrames(source, framing, plan.firstFrame());
    if (recipe.mode() instanceof BlurMode.FrameAverage average) {
      return new AverageShots(frames, framing, average, recipe.frames());
    }
    return new HandShots(
        frames,
        framing,
        motion,
        plan.exposure(),
        ((BlurMode.HandHeld) recipe.mode()).poses(),
        recipe.frames());
  }

  private void note(Shot shot) {
    paths.add(shot.pathPx());
    leastPoses = Math.min(leastPoses, shot.poses());
    mostPoses = Math.max(mostPoses, shot.poses());
  }

  private FloatImage exposed(FloatImage light, double noiseShare, int frame) {
    long key = new SceneRandom(plan.seed()).split("noise").split(frame).bits();
    sensor.expose(light, noiseShare, key, 0, 0, light.width());
    return light;
  }

  private void write(PairedWriter writer, int index, FloatImage blur, FloatImage sharp) {
    psnr.add(MetricStyle.STANDARD.psnr(blur, sharp));
    writer.write(frame(index, blur), frame(index, sharp));
  }

  private Frame frame(int index, FloatImage picture) {
    Rational tick = frameRate.inverse();
    return picture.toFrame(
        Frame.allocate(
            index,
            new Timestamp(index, tick),
            new Timestamp(1, tick),
            picture.width(),
            picture.height(),
            PixelLayout.RGB,
            8,
            ColorSpec.SRGB));
  }

  private StreamInfo info() {
    return new StreamInfo(
        framing.size().width(),
        framing.size().height(),
        frameRate.inverse(),
        frameRate,
        OptionalLong.empty(),
        Optional.empty(),
        8,
        false,
        ColorSpec.SRGB,
        Rational.ONE,
        0,
        false,
        "pairs",
        "rgb24");
  }

  private void requireFrames(int made) {
    if (made == 0) {
      throw new MediaException(
          Kind.BAD_INPUT,
          Redaction.text(source.input())
              + " has too few frames for a pair from frame "
              + plan.firstFrame()
              + " on"
              + (recipe.mode() instanceof BlurMode.FrameAverage average
                  ? ": an average needs " + average.window()
                  : ""));
    }
  }

  private SequenceReport report() {
    return new SequenceReport(
        plan.name(),
        recipe.mode(),
        PairMaker.fileName(source.input()),
        plan.firstFrame(),
        paths.size(),
        framing.size(),
        framing.scaledWidth() + "x" + framing.scaledHeight(),
        frameRate.value(),
        plan.exposure(),
        plan.amplitude(),
        leastPoses,
        mostPoses,
        plan.noise(),
        plan.quality(),
        recipe.seed(),
        Spread.of(paths),
        Spread.of(psnr));
  }

  /** Noise whose deviation in a picture is this many levels where the picture is middle grey. */
  private static Sensor sensor(double levels) {
    double light = Math.pow(0.5, LinearLight.GAMMA);
    double slope = 0.5 / (LinearLight.GAMMA * light);
    double variance = Math.pow(levels / 255 / slope, 2);
    return new Sensor(
        SHOT_SHARE * variance / light,
        Math.sqrt((1 - SHOT_SHARE) * variance),
        0,
        Transfer.GAMMA_2_2,
        true);
  }

  private static Rational slower(Rational rate, int stride) {
    return new Rational(rate.numerator(), Math.multiplyExact(rate.denominator(), stride));
  }
}
