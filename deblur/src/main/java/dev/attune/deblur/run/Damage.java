package dev.attune.deblur.run;

import dev.attune.video.io.SourceReport;
import java.util.Locale;

/** Says for people what is wrong with an input. */
final class Damage {
  private Damage() {}

  /** In words, or an empty text where nothing is. */
  static String of(SourceReport report) {
    if (report.clean()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    if (report.truncated()) {
      out.append("the input ends before its own end");
    }
    if (report.damagedPackets() + report.damagedFrames() > 0) {
      out.append(out.length() == 0 ? "" : "; ")
          .append(counted(report.damagedPackets(), "packet"))
          .append(" could not be decoded and ")
          .append(counted(report.damagedFrames(), "frame"))
          .append(report.damagedFrames() == 1 ? " was damaged" : " were damaged");
    }
    report
        .lastGoodTime()
        .ifPresent(
            t ->
                out.append(
                    String.format(Locale.ROOT, "; the last good frame is at %.3f s", t.seconds())));
    return out.toString();
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
