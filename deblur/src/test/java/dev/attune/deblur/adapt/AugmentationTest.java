package dev.attune.deblur.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.FloatImage;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  /** Every pixel different. */
  private static FloatImage numbered(int height, int width) {
    byte[] data = new byte[3 * height * width];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    return new PackedPicture(height, width, data).toImage();
  }

  private static int at(FloatImage image, int y, int x) {
    return Math.round(image.at(0, y, x) * 255);
  }

  @Test
  void oneQuarterTurnIsCounterClockwise() {
    FloatImage p = numbered(4, 4);
    FloatImage turned = new Augmentation(0, 0, 4, false, false, 1).apply(p);
    // The right column becomes the top row.
    assertThat(at(turned, 0, 0)).isEqualTo(3);
    assertThat(at(turned, 0, 3)).isEqualTo(15);
    assertThat(at(turned, 3, 0)).isEqualTo(0);
  }

  @Test
  void mirrorsComeBeforeTurns() {
    FloatImage p = numbered(4, 4);
    FloatImage mirrored = new Augmentation(0, 0, 4, true, false, 0).apply(p);
    assertThat(at(mirrored, 0, 0)).isEqualTo(3);
    FloatImage flipped = new Augmentation(0, 0, 4, false, true, 0).apply(p);
    assertThat(at(flipped, 0, 0)).isEqualTo(12);
    FloatImage both = new Augmentation(0, 0, 4, true, false, 1).apply(p);
    // Mirrored left-right the right column is 0, 4, 8, 12; turned it is the top row.
    assertThat(at(both, 0, 0)).isEqualTo(0);
    assertThat(at(both, 0, 3)).isEqualTo(12);
  }

  @Test
  void drawsCoverAllEightPosesAndStayInsideThePicture() {
    FloatImage p = numbered(7, 10);
    SplittableRandom random = new SplittableRandom(3);
    Set<String> poses = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      Augmentation a = Augmentation.draw(random, p.height(), p.width(), 4);
      assertThat(a.apply(p).height()).isEqualTo(4);
      FloatImage whole = a.apply(numbered(7, 10));
      poses.add(
          Integer.signum(at(whole, 0, 1) - at(whole, 0, 0))
              + " "
              + Integer.signum(at(whole, 1, 0) - at(whole, 0, 0))
              + " "
              + (Math.abs(at(whole, 0, 1) - at(whole, 0, 0)) == 1));
    }
    assertThat(poses).hasSize(8);
  }

  @Test
  void smallPicturesAreUsedWholeInMultiplesOfFour() {
    assertThat(Augmentation.middle(50, 70, 128).side()).isEqualTo(48);
    assertThat(Augmentation.middle(50, 70, 128).top()).isEqualTo(1);
    assertThat(Augmentation.middle(256, 256, 128).side()).isEqualTo(128);
  }
}
