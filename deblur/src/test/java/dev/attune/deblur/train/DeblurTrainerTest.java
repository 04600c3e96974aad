package dev.attune.deblur.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.Estrnn;
import dev.attune.video.frame.FloatImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeblurTrainerTest {
  private static final Estrnn NETWORK = new Estrnn(2, 1, 2, 2, Estrnn.Activation.RELU, true);

  @TempDir Path folder;

  /** Stripes and the same stripes smeared sideways. */
  private static TrainingWindow stripes(long index) {
    SplittableRandom random = new SplittableRandom(index);
    int phase = random.nextInt(8);
    List<FloatImage> blurred = new ArrayList<>();
    List<FloatImage> sharp = new ArrayList<>();
    for (int t = 0; t < 5; t++) {
      FloatImage s = new FloatImage(3, 32, 32);
      FloatImage b = new FloatImage(3, 32, 32);
      for (int i = 0; i < s.data().length; i++) {
        int x = i % 32;
        s.data()[i] = stripe(x + phase);
        b.data()[i] = (stripe(x + phase - 1) + stripe(x + phase) + stripe(x + phase + 1)) / 3;
      }
      blurred.add(b);
      sharp.add(s);
    }
    return new TrainingWindow(blurred, sharp, 0.5);
  }

  private static float stripe(int x) {
    return (x & 7) < 4 ? 0.2f : 0.8f;
  }

  private static TrainSettings settings(long steps, double rate) {
    return new TrainSettings(5, steps, 1, 5, 32, 8, rate, rate / 10, 20, 0.5, 4, 2, 2);
  }

  private DeblurTrainer trainer(String name, TrainSettings settings, TrainListener listener) {
    return new DeblurTrainer(
        NETWORK,
        settings,
        DeblurTrainerTest::stripes,
        i -> stripes(1000 + i),
        "stripes",
        Optional.empty(),
        folder.resolve(name),
        listener);
  }

  @Test
  void trainingThatWasStoppedGoesOnToTheSameResult() {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single())) {
      Weights whole = trainer("whole", settings(8, 1e-3), TrainListener.SILENT).train(engine);
      Thread self = Thread.currentThread();
      trainer(
              "parts",
              settings(8, 1e-3),
              new TrainListener() {
                @Override
                public void step(long step, double loss, double norm, double rate) {
                  if (step == 5) {
                    self.interrupt();
                  }
                }
              })
          .train(engine);
      assertThat(Thread.interrupted()).isTrue();
      List<Long> steps = new ArrayList<>();
      Weights resumed =
          trainer(
                  "parts",
                  settings(8, 1e-3),
                  new TrainListener() {
                    @Override
                    public void step(long step, double loss, double norm, double rate) {
                      steps.add(step);
                    }
                  })
              .train(engine);
      assertThat(steps).containsExactly(6L, 7L, 8L);
      assertThat(resumed.bitEquals(whole)).isTrue();
    }
  }

  @Test
  void aStateOfOtherSettingsIsRefused() {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single())) {
      trainer("one", settings(2, 1e-3), TrainListener.SILENT).train(engine);
      assertThatThrownBy(
              () -> trainer("one", settings(3, 1e-3), TrainListener.SILENT).train(engine))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("other settings");
    }
  }

  @Test
  void trainingLearnsAndTheBestWeightsAreGivenBack() {
    List<Double> psnr = new ArrayList<>();
    double[] input = {0};
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single())) {
      trainer(
              "learns",
              settings(160, 5e-3),
              new TrainListener() {
                @Override
                public void validated(long step, double inputPsnr, double p, boolean best) {
                  input[0] = inputPsnr;
                  psnr.add(p);
                }
              })
          .train(engine);
    }
    assertThat(psnr).hasSize(40);
    assertThat(psnr.get(psnr.size() - 1)).isGreaterThan(input[0] + 0.5);
  }

  @Test
  void aRateThatDivergesIsAnErrorNotAModel() {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single())) {
      assertThatThrownBy(
              () -> trainer("diverges", settings(60, 1e12), TrainListener.SILENT).train(engine))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("diverged");
    }
  }
}
