package dev.attune.pipelines.report;

import dev.attune.deblur.run.Evidence.Region;
import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where relatively sharp regions were found: boxes over small pictures of their frames. */
final class RegionMap {
  private static final int LARGEST_SIDE = 360;

  private RegionMap() {}

  static Node of(List<Region> regions) {
    Map<Long, List<Region>> byFrame = new TreeMap<>();
    for (Region region : regions) {
      byFrame.computeIfAbsent(region.frameIndex(), index -> new ArrayList<>()).add(region);
    }
    Tag grid = Html.tag("div").styled("grid");
    byFrame.values().forEach(ofFrame -> grid.add(figure(ofFrame)));
    return Page.section(
            "Where the video is sharp",
            "These regions are the sharpest of this video relative to the rest of it. The model"
                + " learned from them: they stand for what sharp looks like here. The number is the"
                + " rank of their sharpness within the video, 1 being the sharpest.")
        .add(grid);
  }

  private static Tag figure(List<Region> regions) {
    Region first = regions.get(0);
    Tag map =
        Html.tag("div")
            .styled("map")
            .add(
                Html.tag("img")
                    .attribute("src", Pictures.jpeg(first.frame(), LARGEST_SIDE))
                    .attribute("alt", "Frame " + first.frameIndex()));
    for (Region region : regions) {
      map.add(
          Html.tag("span", String.format(Locale.ROOT, "%.2f", region.score()))
              .styled("box")
              .attribute("style", place(region))
              .attribute(
                  "title",
                  region.width()
                      + "x"
                      + region.height()
                      + " pixels at column "
                      + region.left()
                      + ", row "
                      + region.top()));
    }
    return Html.tag("figure").add(map).add(Html.tag("figcaption", "frame " + first.frameIndex()));
  }

  private static String place(Region r) {
    return String.format(
        Locale.ROOT,
        "left:%.2f%%;top:%.2f%%;width:%.2f%%;height:%.2f%%",
        100.0 * r.left() / r.frameWidth(),
        100.0 * r.top() / r.frameHeight(),
        100.0 * r.width() / r.frameWidth(),
        100.0 * r.height() / r.frameHeight());
  }
}
