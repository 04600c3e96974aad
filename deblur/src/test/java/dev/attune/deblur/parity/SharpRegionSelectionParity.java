package dev.attune.deblur.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.deblur.sharpness.Box;
import dev.attune.deblur.sharpness.BoxRules;
import dev.attune.deblur.sharpness.MagnitudeMaps;
import dev.attune.deblur.sharpness.RegionFinder;
import dev.attune.deblur.sharpness.RelativeSharpness;
import dev.attune.deblur.sharpness.Selection;
import dev.attune.deblur.sharpness.SelectionSettings;
import dev.attune.deblur.sharpness.Side;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The threshold search of the reference on given magnitude maps. */
final class SharpRegionSelectionParity implements ParityKind {
  private record Maps(NdArray stored, double divideBy) implements MagnitudeMaps {
    @Override
    public int frames() {
      return stored.shape()[0];
    }

    @Override
    public FloatImage map(int index) {
      int height = stored.shape()[1];
      int width = stored.shape()[2];
      float[] values = stored.floats(index * height * width, height * width);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] / divideBy);
      }
      return new FloatImage(1, height, width, values);
    }
  }

  @Override
  public String kind() {
    return "sharp-region-selection";
  }

  @Override
  public void repeat(ParityCase recorded) throws Exception {
    JsonNode divideBy = recorded.manifest().get("settings").path("magnitude_divide_by");
    Maps maps = new Maps(recorded.input("magnitude"), divideBy.asDouble(1));
    SelectionSettings settings = settings(recorded);
    Selection selection = new RelativeSharpness(settings).select(maps);
    recorded.checkValue("target", selection.target());
    recorded.checkValue("trace", selection.trace());
    recorded.checkValue("final_threshold", selection.finalThreshold());
    recorded.checkValue(
        "selected",
        selection.regions().stream()
            .map(r -> Map.of("frame", r.frame(), "bbox_top_left_bottom_right", list(r.box())))
            .toList());
    if (recorded.records("per_frame_at_final_threshold")) {
      RegionFinder finder = new RegionFinder(settings.boxes());
      List<Map<String, Object>> frames = new ArrayList<>();
      for (int t = 0; t < maps.frames(); t++) {
        RegionFinder.Found found = finder.find(maps.map(t), selection.finalThreshold());
        frames.add(
            Map.of(
                "frame", t,
                "raw_bboxes", found.raw().stream().map(SharpRegionSelectionParity::list).toList(),
                "refined", found.refined().stream().map(SharpRegionSelectionParity::list).toList(),
                "sharp_pixels", found.sharpPixels()));
      }
      recorded.checkValue("per_frame_at_final_threshold", frames);
    }
  }

  private static SelectionSettings settings(ParityCase recorded) {
    List<Side> order = new ArrayList<>();
    for (JsonNode side : recorded.setting("trim_order")) {
      order.add(Side.valueOf(side.asText().toUpperCase(Locale.ROOT)));
    }
    return new SelectionSettings(
        recorded.setting("ratio").asDouble(),
        recorded.setting("start_threshold").asDouble(),
        recorded.setting("lower_threshold").asDouble(),
        recorded.setting("upper_threshold").asDouble(),
        recorded.setting("accept_if_off_by_less_than").asInt(),
        recorded.setting("stop_below_threshold").asDouble(),
        recorded.setting("unused_first_frames").asInt(),
        recorded.setting("unused_last_frames").asInt(),
        SelectionSettings.DEFAULT.maximumRounds(),
        SelectionSettings.DEFAULT.stopBelowInterval(),
        false,
        new BoxRules(
            recorded.setting("connectivity").asInt(),
            recorded.setting("box_area_greater_than").asLong(),
            recorded.setting("line_bad_if_share_below").asDouble(),
            order,
            recorded.setting("minimum_height").asInt(),
            recorded.setting("minimum_width").asInt()));
  }

  private static List<Integer> list(Box box) {
    return List.of(box.top(), box.left(), box.bottom(), box.right());
  }
}
