package dev.attune.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.deblur.run.Evidence;
import dev.attune.deblur.run.RunResult;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class RunReportTest {
  private static final String EVIL = "</script><img src=x onerror=alert(1)>&\"'";
  private static final Provenance PROVENANCE =
      new Provenance(
          List.of("attune", "deblur", EVIL), "2026-01-02 03:04 UTC", Map.of("Java " + EVIL, EVIL));

  @Test
  void showsTheNumbersOfTheRun() {
    String text = page(result("improved", ""), evidence()).getDocumentElement().getTextContent();
    assertThat(text)
        .contains("improved", "+41.3\u2009%", "0.2130 \u2192 0.3010", "-62.8\u2009%")
        .contains("280", "of 281 read", "44", "and 11 held out, 75 steps")
        .contains("3 min 45 s", "1834 MiB")
        .contains("network alone", "1 min 51 s")
        .contains("adapted-digest", "source-digest", "2026-01-02 03:04 UTC")
        .contains("frame 7, 0.28 s", "the input ends before its own end");
  }

  @Test
  void showsEveryPieceOfEvidence() {
    Document page = page(result("improved", ""), evidence());
    assertThat(PageReader.ofClass(page, "pane")).hasSize(2);
    assertThat(PageReader.ofClass(page, "plot")).hasSize(2);
    assertThat(PageReader.ofClass(page, "pair")).hasSize(1);
    List<Element> boxes = PageReader.ofClass(page, "box");
    assertThat(boxes).hasSize(2);
    assertThat(boxes.get(0).getAttribute("style"))
        .isEqualTo("left:25.00%;top:10.00%;width:50.00%;height:40.00%");
    // Both regions lie in the same frame.
    assertThat(PageReader.ofClass(page, "map")).hasSize(1);
  }

  @Test
  void leavesOutWhatTheRunHasNot() {
    RunResult skipped =
        new RunResult(
            "in.mp4",
            "out.mp4",
            new RunResult.Frames(2, 2),
            "skipped",
            "Adapting was switched off.",
            new RunResult.Pairs(0, 0),
            0,
            Map.of("total", 1.0),
            -1,
            new RunResult.Change(0.2, 0.3),
            new RunResult.Change(Double.NaN, Double.NaN),
            null,
            new RunResult.WeightsUsed("w", "n", "a", "a"),
            List.of(),
            Map.of(),
            "",
            List.of());
    Document page = page(skipped, Evidence.NONE);
    String text = page.getDocumentElement().getTextContent();
    assertThat(text)
        .contains("skipped", "Adapting was switched off.")
        .doesNotContain(
            "Re-blur", "Held-out", "Peak memory", "NaN", "null", "Please note", "Scenes");
    assertThat(page.getElementsByTagName("img").getLength()).isZero();
    assertThat(PageReader.ofClass(page, "plot")).isEmpty();
  }

  @Test
  void tellsOfEveryScene() {
    Document page = page(result("improved", "of 3 scenes 1 improved"), Evidence.NONE);
    assertThat(page.getDocumentElement().getTextContent())
        .contains("of 3 scenes 1 improved", "0 to 99", "100 to 106", "107 to 279", "no gain")
        .contains("0.002000 \u2192 0.001000")
        .doesNotContain("NaN");
  }

  @Test
  void nothingInItIsTakenForMarkup() {
    RunResult hostile = result(EVIL, EVIL);
    Document page = page(hostile, evidence());
    assertThat(page.getElementsByTagName("script").getLength()).isEqualTo(1);
    assertThat(page.getDocumentElement().getTextContent()).contains(EVIL);
    for (int i = 0; i < page.getElementsByTagName("img").getLength(); i++) {
      Element image = (Element) page.getElementsByTagName("img").item(i);
      assertThat(image.getAttribute("src")).startsWith("data:image/jpeg;base64,");
      assertThat(image.hasAttribute("onerror")).isFalse();
    }
  }

  @Test
  void loadsNothingFromAnywhere() {
    String html = RunReport.of(result("improved", ""), evidence(), PROVENANCE);
    Matcher address = Pattern.compile("(?:https?:)?//[a-z0-9.-]+\\.[a-z]+[^\"'\\s]*").matcher(html);
    while (address.find()) {
      // Names of vocabularies, which nobody loads.
      assertThat(address.group())
          .isIn("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg");
    }
    assertThat(html).doesNotContain("@import", "url(", "<link", "<iframe", "fetch(");
  }

  private static Document page(RunResult result, Evidence evidence) {
    return PageReader.parse(RunReport.of(result, evidence, PROVENANCE));
  }

  private static RunResult result(String outcome, String reason) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("adapt", 88.0);
    seconds.put("restore", 120.0);
    seconds.put("network", 111.2);
    seconds.put("total", 224.7);
    return new RunResult(
        "clip " + EVIL,
        EVIL,
        new RunResult.Frames(281, 280),
        outcome,
        reason,
        new RunResult.Pairs(44, 11),
        75,
        seconds,
        1834,
        new RunResult.Change(0.213, 0.301),
        new RunResult.Change(14.2, 11.9),
        new RunResult.Change(0.00301, 0.00112),
        new RunResult.WeightsUsed("light " + EVIL, "ESTRNN", "source-digest", "adapted-digest"),
        List.of(
            scene(0, 100, "improved", ""),
            scene(100, 7, "skipped", EVIL),
            scene(107, 173, "unchanged", "no gain")),
        Map.of("preset", "fast", EVIL, EVIL),
        "the input ends before its own end",
        List.of(EVIL));
  }

  private static RunResult.Scene scene(long first, long frames, String outcome, String reason) {
    boolean skipped = outcome.equals("skipped");
    return new RunResult.Scene(
        first,
        frames,
        outcome,
        reason,
        new RunResult.Pairs(skipped ? 0 : 10, skipped ? 0 : 3),
        skipped ? 0 : 40,
        RunResult.Change.UNKNOWN,
        skipped ? RunResult.Change.UNKNOWN : new RunResult.Change(0.002, 0.001),
        "digest");
  }

  private static Evidence evidence() {
    Frame frame = frame(7);
    return new Evidence(
        List.of(new Evidence.Comparison(frame, frame), new Evidence.Comparison(frame(9), frame(9))),
        List.of(
            new Evidence.Region(frame, 7, 25, 5, 50, 20, 100, 50, 0.9),
            new Evidence.Region(frame, 7, 0, 0, 50, 20, 100, 50, 0.8)),
        List.of(new Evidence.PairSample(frame, frame, true)),
        List.of(new Evidence.SharpnessPoint(0, 0.2, 0.3), new Evidence.SharpnessPoint(1, 0.3, 0.4)),
        List.of(
            new Evidence.LossPoint(0, 3, 4),
            new Evidence.LossPoint(1, 2, Double.NaN),
            new Evidence.LossPoint(2, 1, 2)));
  }

  private static Frame frame(long index) {
    Rational rate = new Rational(1, 25);
    return Frame.allocate(
        index,
        new Timestamp(index, rate),
        new Timestamp(1, rate),
        40,
        20,
        PixelLayout.RGB,
        8,
        ColorSpec.SRGB);
  }
}
