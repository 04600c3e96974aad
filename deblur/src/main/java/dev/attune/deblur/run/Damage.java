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
          .append(report.damagedPackets())
          .append(" packets could not be decoded and ")
          .append(report.damagedFrames())
          .append(" frames were damaged");
    }
    report
        .lastGoodTime()
        .ifPresent(
            t ->
                out.append(
                    String.format(Locale.ROOT, "; the last good frame is at %.3f s", t.seconds())));
    return out.toString();
  }
}
