package dev.attune.datasets.blur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.datasets.layout.BsdDataset;
import dev.attune.datasets.layout.PairedSequence;
import dev.attune.datasets.metric.MetricStyle;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.io.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairMakerTest {
  private static final PictureSize SIZE = new PictureSize(64, 48);

  @TempDir static Path folder;
  @TempDir Path out;
  private static Path clip;

  @BeforeAll
  static void makeClip() {
    clip = TestClips.write(folder.resolve("still.mkv"));
  }

  private static BlurRecipe recipe(BlurMode mode, double noise, double compressed, long seed) {
    return new BlurRecipe(
        mode,
        Optional.of(SIZE),
        OptionalDouble.of(1),
        4,
        2,
        Range.of(noise),
        compressed,
        Range.of(30),
        seed);
  }

  private static BlurMode hand(double amplitude) {
    return new BlurMode.HandHeld(Range.of(0.5), Range.of(amplitude), 16);
  }

  private List<SequenceReport> make(BlurRecipe recipe, String name) {
    return new PairMaker(recipe, out.resolve(name), false, BlurListener.NONE)
        .make(List.of(clip.toString()));
  }

  private static List<String> files(Path root) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        all.add(root.relativize(file) + " " + java.util.Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return all;
  }

  @Test
  void theSameSeedMakesTheSameFilesAndAnotherOneOthers() throws IOException {
    make(recipe(hand(0.5), 1, 0.5, 7), "a");
    make(recipe(hand(0.5), 1, 0.5, 7), "b");
    make(recipe(hand(0.5), 1, 0.5, 8), "c");
    List<String> first = files(out.resolve("a"));
    assertThat(first).hasSize(2 * (4 + 4 + 1)).isEqualTo(files(out.resolve("b")));
    assertThat(files(out.resolve("c"))).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
  }

  @Test
  void theReaderOfBsdReadsThemAndTheDescriptionIsTrue() throws IOException {
    List<SequenceReport> made = make(recipe(hand(1), 0, 0.5, 3), "read");
    assertThat(made)
        .extracting(r -> r.quality().isPresent())
        .containsExactlyInAnyOrder(true, false);
    List<PairedSequence> sequences = BsdDataset.open(out.resolve("read"), TestClips.RATE);
    assertThat(sequences)
        .extracting(PairedSequence::name)
        .containsExactly("still_hand_s3_00", "still_hand_s3_01");
    for (int s = 0; s < 2; s++) {
      PairedSequence sequence = sequences.get(s);
      JsonNode meta =
          new ObjectMapper()
              .readTree(out.resolve("read").resolve(sequence.name()).resolve("meta.json").toFile());
      assertThat(sequence.frames()).isEqualTo(meta.get("frames").asInt()).isEqualTo(4);
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        PairedSequence.Pair pair = sequence.pair(i);
        assertThat(pair.blur().width()).isEqualTo(meta.get("width").asInt());
        assertThat(pair.blur().height()).isEqualTo(meta.get("height").asInt());
        sum += MetricStyle.STANDARD.compare(pair.blur(), pair.sharp()).psnr();
      }
      assertThat(meta.at("/psnr_blur_vs_sharp/mean").asDouble())
          .isEqualTo(sum / 4, Offset.offset(0.006));
      assertThat(meta.get("source").asText()).isEqualTo("still.mkv");
      assertThat(meta.get("fps").asDouble()).isEqualTo(30);
      assertThat(meta.get("h264_quantiser_of_blur").isNull())
          .isEqualTo(made.get(s).quality().isEmpty());
    }
  }

  @Test
  void withoutMotionAndNoiseBothPicturesAreTheCroppedFrame() {
    SequenceReport report = make(recipe(hand(0), 0, 0, 5), "still").get(0);
    assertThat(report.psnr().min()).isEqualTo(100);
    assertThat(report.pathPx().max()).isZero();
    PairedSequence sequence = BsdDataset.open(out.resolve("still"), TestClips.RATE).get(0);
    FloatImage first = FloatImage.of(TestClips.frame((int) report.firstFrame()));
    assertThat(isPartOf(FloatImage.of(sequence.sharp(0)), first)).isTrue();
    assertThat(FloatImage.of(sequence.blur(0)).data())
        .isEqualTo(FloatImage.of(sequence.sharp(0)).data());
  }

  private static boolean isPartOf(FloatImage part, FloatImage whole) {
    for (int top = 0; top <= whole.height() - part.height(); top++) {
      for (int left = 0; left <= whole.width() - part.width(); left++) {
        if (part.at(0, 0, 0) == whole.at(0, top, left)
            && java.util.Arrays.equals(
                part.data(), whole.crop(top, left, part.height(), part.width()).data())) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void moreMotionMeansLessLikeness() {
    double before = 100;
    for (double amplitude : new double[] {0.3, 0.8, 2}) {
      double psnr =
          make(recipe(hand(amplitude), 0, 0, 5), "amplitude" + amplitude).stream()
              .mapToDouble(r -> r.psnr().mean())
              .average()
              .orElseThrow();
      assertThat(psnr).isLessThan(before - 1);
      before = psnr;
    }
  }

  @Test
  void noiseHasTheDeviationThatWasAskedFor() {
    make(recipe(hand(0), 2, 0, 5), "noise");
    PairedSequence sequence = BsdDataset.open(out.resolve("noise"), TestClips.RATE).get(0);
    double squares = 0;
    int count = 0;
    for (int i = 0; i < 4; i++) {
      FloatImage blur = FloatImage.of(sequence.blur(i));
      FloatImage sharp = FloatImage.of(sequence.sharp(i));
      for (int k = 0; k < sharp.data().length; k++) {
        if (Math.abs(sharp.data()[k] - 0.5f) < 0.06f) {
          squares += Math.pow(255 * (blur.data()[k] - sharp.data()[k]), 2);
          count++;
        }
      }
    }
    assertThat(count).isGreaterThan(1000);
    // Rounding to levels adds a twelfth to the variance.
    assertThat(Math.sqrt(squares / count - 1.0 / 12)).isEqualTo(2, Offset.offset(0.15));
  }

  @Test
  void averagesAreMeansInLinearLightAndTheMiddleIsTheTruth() {
    BlurRecipe recipe =
        new BlurRecipe(
            new BlurMode.FrameAverage(3, 2),
            Optional.of(new PictureSize(TestClips.WIDTH, TestClips.HEIGHT)),
            OptionalDouble.empty(),
            9,
            1,
            Range.of(0),
            0,
            Range.of(30),
            1);
    SequenceReport report = make(recipe, "average").get(0);
    // Windows at 0 and 2; that at 4 would need frame 6.
    assertThat(report.frames()).isEqualTo(2);
    assertThat(report.framesPerSecond()).isEqualTo(15);
    PairedSequence sequence = BsdDataset.open(out.resolve("average"), TestClips.RATE).get(0);
    for (int i = 0; i < 2; i++) {
      FloatImage sharp = FloatImage.of(sequence.sharp(i));
      assertThat(sharp.data()).isEqualTo(FloatImage.of(TestClips.frame(2 * i + 1)).data());
      FloatImage blur = FloatImage.of(sequence.blur(i));
      FloatImage[] frames = new FloatImage[3];
      for (int k = 0; k < 3; k++) {
        frames[k] = FloatImage.of(TestClips.frame(2 * i + k));
      }
      for (int p = 0; p < blur.data().length; p += 37) {
        double light = 0;
        for (FloatImage frame : frames) {
          light += Math.pow(frame.data()[p], 2.2) / 3;
        }
        assertThat((double) blur.data()[p])
            .isEqualTo(Math.pow(light, 1 / 2.2), Offset.offset(0.6 / 255));
      }
    }
  }

  @Test
  void nothingIsLeftOfWhatFailedAndNothingOldIsTouched() throws IOException {
    BlurRecipe recipe = recipe(hand(0.5), 1, 0.5, 7);
    make(recipe, "kept");
    List<String> before = files(out.resolve("kept"));
    assertThatThrownBy(() -> make(recipe, "kept"))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.OUTPUT))
        .hasMessageContaining("still_hand_s7_00 exists");
    BlurListener interrupting =
        new BlurListener() {
          @Override
          public void progress(long done, long total) {
            assertThat(total).isEqualTo(8);
            if (done == 2) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void notice(String message) {
            throw new AssertionError(message);
          }
        };
    for (String place : new String[] {"kept", "fresh"}) {
      PairMaker maker = new PairMaker(recipe, out.resolve(place), true, interrupting);
      assertThatThrownBy(() -> maker.make(List.of(clip.toString())))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(files(out.resolve("kept"))).isEqualTo(before);
    try (Stream<Path> left = Files.list(out.resolve("fresh"))) {
      assertThat(left).isEmpty();
    }
    new PairMaker(recipe, out.resolve("kept"), true, BlurListener.NONE)
        .make(List.of(clip.toString()));
    assertThat(files(out.resolve("kept"))).isEqualTo(before);
  }

  @Test
  void aSourceThatEndsEarlyGivesFewerPairsAndANotice() {
    List<String> notices = new ArrayList<>();
    BlurListener listener =
        new BlurListener() {
          @Override
          public void progress(long done, long total) {
            assertThat(done).isLessThanOrEqualTo(total);
          }

          @Override
          public void notice(String message) {
            notices.add(message);
          }
        };
    BlurRecipe recipe =
        new BlurRecipe(
            hand(0.2),
            Optional.of(SIZE),
            OptionalDouble.empty(),
            40,
            1,
            Range.of(1),
            1,
            Range.of(25),
            2);
    List<SequenceReport> made =
        new PairMaker(recipe, out.resolve("short"), false, listener).make(List.of(clip.toString()));
    assertThat(made.get(0).frames()).isEqualTo(TestClips.FRAMES);
    assertThat(notices).singleElement().asString().contains("6 pairs instead of 40");
  }

  @Test
  void whatDoesNotFitIsToldBeforeAnythingIsMade() {
    BlurRecipe wide =
        new BlurRecipe(
            hand(1),
            Optional.of(new PictureSize(224, 192)),
            OptionalDouble.empty(),
            4,
            1,
            Range.of(1),
            0,
            Range.of(30),
            1);
    assertThatThrownBy(() -> make(wide, "wide"))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.UNSUPPORTED))
        .hasMessageContaining("do not fit into 224x192")
        .hasMessageContaining("at most");
    assertThat(out.resolve("wide")).doesNotExist();
    assertThatThrownBy(
            () ->
                new PairMaker(
                        recipe(hand(1), 0, 0, 1), out.resolve("two"), false, BlurListener.NONE)
                    .make(List.of(clip.toString(), clip.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same names");
  }
}
