package dev.attune.deblur.train;

/** Hears how training goes on. Called from the training thread; must return quickly. */
public interface TrainListener {
  /** Hears nothing. */
  TrainListener SILENT = new TrainListener() {};

  /**
   * A step was taken.
   *
   * @param step steps taken, from 1
   * @param loss of this step's batch
   * @param gradientNorm before clipping
   * @param learningRate of this step
   */
  default void step(long step, double loss, double gradientNorm, double learningRate) {}

  /**
   * The averaged weights were judged on the fixed validation set.
   *
   * @param step steps taken
   * @param inputPsnr of the blurred frames, in dB
   * @param psnr of the restored frames, in dB
   * @param best whether this is the best so far
   */
  default void validated(long step, double inputPsnr, double psnr, boolean best) {}
}
