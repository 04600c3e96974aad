package dev.attune.deblur.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.deblur.blur.LineIntegralBlur;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.network.Initialization;
import dev.attune.deblur.network.PathKernelNet;
import dev.attune.deblur.sharpness.Box;
import dev.attune.deblur.train.WindowTensors;
import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlurredWindowTest {
  private static final int SIDE = 96;
  private static final LineIntegralBlur BLUR = new LineIntegralBlur(TransferCurve.GAMMA_22);
  private static final BlurPath RIGHT = BlurPath.still(SIDE, SIDE).plus(8, 0);

  /** Squares of random colours, some of 3 px. */
  private static FloatImage squares() {
    SplittableRandom random = new SplittableRandom(4);
    FloatImage out = new FloatImage(3, SIDE, SIDE);
    for (int k = 0; k < 700; k++) {
      int size = 3 + random.nextInt(10);
      int top = random.nextInt(SIDE);
      int left = random.nextInt(SIDE);
      for (int c = 0; c < 3; c++) {
        float value = (float) (0.1 + 0.8 * random.nextDouble());
        for (int y = top; y < Math.min(SIDE, top + size); y++) {
          int row = (c * SIDE + y) * SIDE;
          Arrays.fill(out.data(), row + left, row + Math.min(SIDE, left + size), value);
        }
      }
    }
    return out;
  }

  private static FloatImage blurred(FloatImage sharp) {
    return BLUR.blur(sharp, Box.whole(SIDE, SIDE), RIGHT);
  }

  @Test
  void theTruthExplainsTheInputAndExaggerationDoesNot() {
    FloatImage sharp = squares();
    FloatImage input = blurred(sharp);
    BlurredWindow window = BlurredWindow.of(PackedPicture.of(input), RIGHT, sharp, BLUR);
    FloatImage exaggerated = new FloatImage(3, SIDE, SIDE);
    for (int i = 0; i < sharp.data().length; i++) {
      exaggerated.data()[i] = Math.min(1, Math.max(0, 2 * sharp.data()[i] - input.data()[i]));
    }
    assertThat(window.believed()).isGreaterThan(0.8);
    double truth = window.error(sharp, BLUR);
    assertThat(255 * 255 * truth).isLessThan(0.2);
    assertThat(window.error(input, BLUR)).isGreaterThan(20 * truth);
    assertThat(window.error(exaggerated, BLUR)).isGreaterThan(20 * truth);
  }

  @Test
  void whatIsNotBlurredIsNotBelieved() {
    FloatImage sharp = squares();
    FloatImage input = blurred(sharp);
    // The lower half is sharp though it moves, and the network leaves it alone.
    for (int c = 0; c < 3; c++) {
      int half = (c * SIDE + SIDE / 2) * SIDE;
      System.arraycopy(sharp.data(), half, input.data(), half, SIDE * SIDE / 2);
    }
    FloatImage trust = BlurredWindow.of(PackedPicture.of(input), RIGHT, sharp, BLUR).trust();
    double upper = 0;
    double lower = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (i < SIDE * SIDE / 2) {
        upper += trust.data()[i];
      } else {
        lower += trust.data()[i];
      }
    }
    assertThat(upper / (SIDE * SIDE / 2)).isGreaterThan(0.8);
    assertThat(lower).isZero();
  }

  @Test
  void pathsThatLeaveThePictureAreNotBelieved() {
    FloatImage sharp = squares();
    BlurPath far = BlurPath.still(SIDE, SIDE).plus(2.0 * SIDE, 0);
    FloatImage input = BLUR.blur(sharp, Box.whole(SIDE, SIDE), far);
    BlurredWindow window = BlurredWindow.of(PackedPicture.of(input), far, sharp, BLUR);
    assertThat(window.believed()).isZero();
    assertThat(window.error(sharp, BLUR)).isNaN();
  }

  @Test
  void otherSizesAreRefused() {
    PackedPicture picture = PackedPicture.of(squares());
    assertThatThrownBy(
            () ->
                new BlurredWindow(
                    picture, BlurPath.still(SIDE, SIDE + 1), new FloatImage(1, SIDE, SIDE)))
        .hasMessageContaining("do not belong to a picture of 96x96");
  }

  @ParameterizedTest
  @EnumSource(TransferCurve.class)
  void theNetworkMeasuresTheSameError(TransferCurve curve) {
    PathKernelNet net = new PathKernelNet(8, 1); // untrained it gives back its input
    LineIntegralBlur blur = new LineIntegralBlur(curve);
    FloatImage input = blur.blur(squares(), Box.whole(SIDE, SIDE), RIGHT);
    BlurredWindow window = BlurredWindow.of(PackedPicture.of(input), RIGHT, squares(), blur);
    int moments = 13;
    var networks = List.of(net.consistency(moments, curve));
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters p =
            Parameters.of(engine, Initialization.weights(net, 1), networks, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, networks);
        Scope scope = new Scope()) {
      WindowTensors tensors = new WindowTensors();
      double measured =
          model
              .executable("consistency")
              .run(
                  scope,
                  List.of(
                      tensors.picture(model, scope, window.input(), 0.5f),
                      tensors.values(
                          model,
                          scope,
                          Shape.of(1, (long) moments * SIDE, SIDE, 2),
                          window.grid(0, 0, SIDE, moments)),
                      tensors.picture(model, scope, window.weight(0, 0, SIDE), 0)))
              .get(0)
              .item();
      double expected = window.error(input, blur) * window.believed();
      assertThat(measured / expected).isCloseTo(1, within(0.2));
    }
  }
}
