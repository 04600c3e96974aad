package dev.attune.pipelines.report;

import dev.attune.deblur.run.Evidence.PairSample;
import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import dev.attune.video.frame.Frame;
import java.util.List;

/** Some of the pairs that the model was tuned on. */
final class PairGallery {
  private static final int LARGEST_SIDE = 320;

  private PairGallery() {}

  static Node of(List<PairSample> pairs) {
    Tag grid = Html.tag("div").styled("grid pairs");
    for (PairSample pair : pairs) {
      grid.add(
          Html.tag("figure")
              .add(
                  Html.tag("div")
                      .styled("pair")
                      .add(picture(pair.blurred(), "The region, blurred as the video is"))
                      .add(picture(pair.sharp(), "A relatively sharp region")))
              .add(
                  Html.tag("figcaption")
                      .add(Html.text("blurred, and as it was"))
                      .add(
                          Html.tag("span", pair.heldOut() ? "held out" : "training")
                              .styled(pair.heldOut() ? "tag second" : "tag first"))));
    }
    return Page.section(
            "What the model learned from",
            "Each sharp region was blurred as this video is blurred; the model learned to undo it."
                + " Held-out pairs were not learned from: they decide whether the result is kept.")
        .add(grid);
  }

  private static Tag picture(Frame frame, String description) {
    return Html.tag("img")
        .attribute("src", Pictures.jpeg(frame, LARGEST_SIDE))
        .attribute("alt", description);
  }
}
