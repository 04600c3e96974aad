package dev.attune.pipelines.progress;

/**
 * How far one task has come.
 *
 * @param task what is being done, a word or two
 * @param unit what is counted, in the plural, such as "frames"
 * @param done how many are done
 * @param total how many there will be, or -1 where it is unknown
 * @param seconds since the task began
 * @param perSecond recent speed; NaN where it is unknown
 * @param secondsLeft expected time to the end; NaN where it is unknown
 */
public record Progress(
    String task,
    String unit,
    long done,
    long total,
    double seconds,
    double perSecond,
    double secondsLeft) {

  /** Whether all is done. */
  public boolean isComplete() {
    return total >= 0 && done >= total;
  }
}
