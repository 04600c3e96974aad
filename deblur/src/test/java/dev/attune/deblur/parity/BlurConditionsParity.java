package dev.attune.deblur.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.deblur.condition.BlurCondition;
import dev.attune.deblur.condition.BlurConditions;
import dev.attune.deblur.condition.BlurConditions.Orientation;
import dev.attune.deblur.condition.ColourWheel;
import dev.attune.deblur.condition.ConditionSettings;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.FlowField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reference's blur conditions on given flows and magnitudes. */
final class BlurConditionsParity implements ParityKind {
  @Override
  public String kind() {
    return "blur-conditions";
  }

  @Override
  public void repeat(ParityCase recorded) throws Exception {
    ConditionSettings settings = settings(recorded);
    BlurConditions conditions = new BlurConditions(settings);
    Map<Integer, NdArray> forward = byFrame(recorded, "flow_forward");
    Map<Integer, NdArray> backward = byFrame(recorded, "flow_backward");
    Map<Integer, NdArray> magnitudes = byFrame(recorded, "magnitude_px");

    Stack orientations = new Stack();
    for (int t : ParityCase.ints(recorded.recorded("orientation").get("frames"))) {
      Orientation o = orientation(conditions, forward, backward, t);
      orientations.add(o.height(), o.width(), o.unitX(), o.unitY(), o.lengthPx());
    }
    recorded.check("orientation", orientations.array());

    Stack inPixels = new Stack();
    for (int t : ParityCase.ints(recorded.recorded("condition_px").get("frames"))) {
      BlurCondition c = condition(conditions, settings, forward, backward, magnitudes, t);
      inPixels.add(c.height(), c.width(), c.unitX(), c.unitY(), c.magnitudePx());
    }
    recorded.check("condition_px", inPixels.array());

    Stack forNetwork = new Stack();
    for (int t : ParityCase.ints(recorded.recorded("condition_network").get("frames"))) {
      FloatImage c =
          condition(conditions, settings, forward, backward, magnitudes, t).toNetwork(settings);
      forNetwork.add(c.height(), c.width(), c.data());
    }
    recorded.check("condition_network", forNetwork.array());

    JsonNode view = recorded.recorded("colour_view");
    FloatImage viewed =
        condition(conditions, settings, forward, backward, magnitudes, view.get("frame").asInt())
            .toNetwork(settings);
    double radius = recorded.setting("colour_view").get("divide_by").asDouble();
    recorded.check("colour_view", interleaved(ColourWheel.paint(viewed, radius)));
  }

  private static ConditionSettings settings(ParityCase recorded) {
    List<Integer> neighbours = new ArrayList<>();
    for (JsonNode k : recorded.setting("neighbours")) {
      neighbours.add(k.asInt());
    }
    return new ConditionSettings(
        neighbours,
        recorded.setting("offset_px").asDouble(),
        recorded.setting("normaliser_px").asDouble(),
        recorded.setting("clip_upper").asDouble(),
        ConditionSettings.DEFAULT.stillBelowPx());
  }

  private static Orientation orientation(
      BlurConditions conditions,
      Map<Integer, NdArray> forward,
      Map<Integer, NdArray> backward,
      int t) {
    return conditions.orientation(flow(forward.get(t)), flow(backward.get(t)));
  }

  private static BlurCondition condition(
      BlurConditions conditions,
      ConditionSettings settings,
      Map<Integer, NdArray> forward,
      Map<Integer, NdArray> backward,
      Map<Integer, NdArray> magnitudes,
      int t) {
    List<FloatImage> neighbours = new ArrayList<>();
    if (conditions.hasNeighbours(t, magnitudes.size())) {
      for (int k : settings.neighbours()) {
        neighbours.add(map(magnitudes.get(t + k)));
      }
    }
    return conditions.condition(
        orientation(conditions, forward, backward, t), map(magnitudes.get(t)), neighbours);
  }

  private static Map<Integer, NdArray> byFrame(ParityCase recorded, String input)
      throws IOException {
    NdArray all = recorded.input(input);
    int[] frames = ParityCase.ints(recorded.inputEntry(input).get("frames"));
    Map<Integer, NdArray> out = new HashMap<>();
    for (int i = 0; i < frames.length; i++) {
      out.put(frames[i], all.item(i));
    }
    return out;
  }

  private static FlowField flow(NdArray xy) {
    int height = xy.shape()[1];
    int width = xy.shape()[2];
    int n = height * width;
    return new FlowField(height, width, xy.floats(0, n), xy.floats(n, n));
  }

  private static FloatImage map(NdArray map) {
    return new FloatImage(1, map.shape()[0], map.shape()[1], map.floats());
  }

  private static NdArray interleaved(FloatImage rgb) {
    int n = rgb.height() * rgb.width();
    double[] out = new double[3 * n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        out[3 * i + c] = Math.round(255 * rgb.data()[c * n + i]);
      }
    }
    return new NdArray(new int[] {rgb.height(), rgb.width(), 3}, out);
  }

  /** Collects pictures of three channels into one array. */
  private static final class Stack {
    private final List<float[]> parts = new ArrayList<>();
    private int items;
    private int height;
    private int width;

    void add(int rows, int columns, float[]... planes) {
      height = rows;
      width = columns;
      items++;
      parts.addAll(List.of(planes));
    }

    NdArray array() {
      float[] all = new float[items * 3 * height * width];
      int at = 0;
      for (float[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      return NdArray.of(new int[] {items, 3, height, width}, all);
    }
  }
}
