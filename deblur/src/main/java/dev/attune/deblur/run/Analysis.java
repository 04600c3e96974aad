package dev.attune.deblur.run;

import dev.attune.deblur.adapt.RegionCut;
import dev.attune.deblur.blur.ExposureEstimate;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.PathBank;
import dev.attune.deblur.sharpness.RegionCollector.Kept;
import java.util.List;

/**
 * What one look at a whole video tells.
 *
 * @param frames read
 * @param scenes number of scenes
 * @param regions relatively sharp regions, best first, spread over the video
 * @param motion paths of some frames
 * @param curve what values mean in light
 * @param exposure how long the shutter was open
 * @param noiseEnergy of fine gradients, to be taken off when sharpness is measured
 * @param noiseSd of luma, in 0..1
 * @param blurred windows around blurred frames, to learn from
 * @param judges others, to judge by
 */
record Analysis(
    long frames,
    int scenes,
    List<Kept<RegionCut>> regions,
    PathBank motion,
    TransferCurve curve,
    ExposureEstimate exposure,
    double noiseEnergy,
    double noiseSd,
    List<JudgeWindows.Window> blurred,
    List<JudgeWindows.Window> judges) {

  /** The same for a file. */
  record State(
      long frames,
      int scenes,
      List<Kept<RegionCut>> regions,
      PathBank.State motion,
      TransferCurve curve,
      ExposureEstimate exposure,
      double noiseEnergy,
      double noiseSd,
      List<JudgeWindows.Window> blurred,
      List<JudgeWindows.Window> judges) {
    Analysis toAnalysis() {
      PathBank bank = new PathBank(Math.max(2, motion.entries().size()));
      bank.restore(motion);
      return new Analysis(
          frames, scenes, regions, bank, curve, exposure, noiseEnergy, noiseSd, blurred, judges);
    }
  }

  State state() {
    return new State(
        frames,
        scenes,
        regions,
        motion.state(),
        curve,
        exposure,
        noiseEnergy,
        noiseSd,
        blurred,
        judges);
  }
}
