package dev.attune.adaptation.online;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.List;

/** Random choices as they were recorded. */
final class RecordedDraws implements Draws {
  private final List<List<Pictures>> views;
  private final Weights masks;
  private final Weights permutations;
  private long batch;
  private int row;

  /** Masks and permutations may be null where there are none. */
  RecordedDraws(List<List<Pictures>> views, Weights masks, Weights permutations) {
    this.views = views;
    this.masks = masks;
    this.permutations = permutations;
  }

  @Override
  public void begin(long now) {
    batch = now;
    row = 0;
  }

  @Override
  public int[] permutation(int size) {
    double[] all = permutations.get("step" + batch + "/perm0").toDoubles();
    int[] out = new int[size];
    for (int i = 0; i < size; i++) {
      out[i] = (int) all[row * size + i];
    }
    row++;
    return out;
  }

  @Override
  public HostTensor mask(String name, Shape shape, double probability) {
    return masks.get("step" + batch + "/" + name);
  }

  @Override
  public Pictures view(Pictures of, int index, Augmentation how) {
    return views.get((int) batch).get(index);
  }
}
