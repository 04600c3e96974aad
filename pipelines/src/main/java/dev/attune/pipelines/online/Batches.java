package dev.attune.pipelines.online;

import dev.attune.adaptation.online.Pictures;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.datasets.stream.Fitted;
import dev.attune.video.frame.FloatImage;
import java.util.List;

/** Pictures side by side as a classifier takes them. */
public final class Batches {
  private Batches() {}

  /**
   * A batch of pictures in RGB.
   *
   * @param side of the classifier's pictures; others are fitted
   */
  public static Pictures of(List<FloatImage> pictures, int side) {
    int one = 3 * side * side;
    float[] out = new float[Math.multiplyExact(one, pictures.size())];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(Fitted.to(pictures.get(i), side).data(), 0, out, i * one, one);
    }
    return Pictures.of(Shape.of(pictures.size(), 3, side, side), out);
  }
}
