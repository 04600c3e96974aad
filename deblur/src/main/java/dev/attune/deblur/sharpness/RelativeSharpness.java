package dev.attune.deblur.sharpness;

import dev.attune.deblur.sharpness.Selection.Ending;
import dev.attune.deblur.sharpness.Selection.Region;
import dev.attune.deblur.sharpness.Selection.Round;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the relatively sharp regions of a video from maps of blur magnitude: bisects the
 * threshold below which a pixel counts as sharp until the number of regions fits (RSDM; He et al.,
 * "Domain-adaptive Video Deblurring via Test-time Blurring", ECCV 2024). The reference's search may
 * never end or fail; this one always ends with regions unless {@link SelectionSettings#fallBack()}
 * is off. Stateless and thread-safe.
 */
public final class RelativeSharpness {
  private final SelectionSettings settings;

  /** A search with the given settings. */
  public RelativeSharpness(SelectionSettings settings) {
    this.settings = settings;
  }

  /**
   * The relatively sharp regions of one video.
   *
   * @param maps of at least one frame
   * @throws IllegalArgumentException if there is no frame or sizes differ
   */
  public Selection select(MagnitudeMaps maps) {
    if (maps.frames() < 1) {
      throw new IllegalArgumentException("a video without frames has no sharp regions");
    }
    FloatImage first = maps.map(0);
    BoxRules rules =
        settings.fallBack()
            ? settings.boxes().fittedTo(first.height(), first.width())
            : settings.boxes();
    RegionFinder finder = new RegionFinder(rules);
    int target = settings.target(maps.frames());
    double lower = settings.lowerThreshold();
    double upper = settings.upperThreshold();
    double threshold = settings.startThreshold();
    List<Round> trace = new ArrayList<>();
    List<Region> nearest = List.of();
    double nearestThreshold = threshold;
    while (true) {
      List<Region> found = regions(maps, first, finder, threshold);
      trace.add(new Round(threshold, found.size()));
      int off = Math.abs(found.size() - target);
      if (off < settings.acceptIfOffByLessThan()) {
        return found.isEmpty() && settings.fallBack()
            ? wholeFrames(maps, target, trace, threshold)
            : new Selection(target, trace, threshold, found, Ending.ACCEPTED);
      }
      int best = Math.abs(nearest.size() - target);
      if (trace.size() == 1 || off < best || (off == best && found.size() > nearest.size())) {
        nearest = found;
        nearestThreshold = threshold;
      }
      if (threshold < settings.stopBelowThreshold()
          || trace.size() >= settings.maximumRounds()
          || upper - lower < settings.stopBelowInterval()) {
        break;
      }
      if (found.size() > target) {
        upper = threshold;
      } else {
        lower = threshold;
      }
      threshold = (upper + lower) / 2;
    }
    if (nearest.isEmpty() && settings.fallBack()) {
      return wholeFrames(maps, target, trace, nearestThreshold);
    }
    List<Region> chosen =
        nearest.size() > target ? sharpest(maps, nearest, Math.max(1, target)) : nearest;
    return new Selection(target, trace, nearestThreshold, chosen, Ending.NEAREST);
  }

  private List<Region> regions(
      MagnitudeMaps maps, FloatImage first, RegionFinder finder, double threshold) {
    List<Region> out = new ArrayList<>();
    for (int t = settings.unusedFirstFrames(); usable(t, maps.frames()); t++) {
      FloatImage map = maps.map(t);
      if (map.height() != first.height() || map.width() != first.width()) {
        throw new IllegalArgumentException(
            "magnitude map "
                + t
                + " is "
                + map.height()
                + "x"
                + map.width()
                + ", the first is "
                + first.height()
                + "x"
                + first.width());
      }
      for (Box box : finder.find(map, threshold).refined()) {
        out.add(new Region(t, box));
      }
    }
    return out;
  }

  private boolean usable(int frame, int frames) {
    return frame >= settings.unusedFirstFrames() && frame < frames - settings.unusedLastFrames();
  }

  private static List<Region> sharpest(MagnitudeMaps maps, List<Region> regions, int count) {
    Map<Region, Double> mean = new HashMap<>();
    for (Region region : regions) {
      mean.put(region, mean(maps.map(region.frame()), region.box()));
    }
    List<Region> ranked = new ArrayList<>(regions);
    ranked.sort(Comparator.comparingDouble(mean::get));
    List<Region> kept = ranked.subList(0, count);
    return regions.stream().filter(kept::contains).toList();
  }

  private Selection wholeFrames(
      MagnitudeMaps maps, int target, List<Round> trace, double threshold) {
    List<Region> all = new ArrayList<>();
    for (int t = 0; t < maps.frames(); t++) {
      FloatImage map = maps.map(t);
      if (usable(t, maps.frames())) {
        all.add(new Region(t, Box.whole(map.height(), map.width())));
      }
    }
    if (all.isEmpty()) { // shorter than the border: better a border frame than none
      for (int t = 0; t < maps.frames(); t++) {
        all.add(new Region(t, Box.whole(maps.map(t).height(), maps.map(t).width())));
      }
    }
    int count = Math.min(all.size(), Math.max(1, target));
    return new Selection(target, trace, threshold, sharpest(maps, all, count), Ending.WHOLE_FRAMES);
  }

  private static double mean(FloatImage map, Box box) {
    double sum = 0;
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        sum += map.data()[y * map.width() + x];
      }
    }
    return sum / box.area();
  }
}
