package dev.attune.deblur.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * One recorded case: its manifest, its inputs, and checks of results against what was recorded. All
 * sizes, seeds, settings and tolerances come from the manifest.
 */
public final class ParityCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JsonNode manifest;

  /** The case in {@code folder}. */
  public ParityCase(Path folder) throws IOException {
    this.folder = folder;
    this.manifest = JSON.readTree(folder.resolve("manifest.json").toFile());
  }

  /** The operation. */
  public String kind() {
    return manifest.path("kind").asText();
  }

  /** The whole manifest. */
  public JsonNode manifest() {
    return manifest;
  }

  /** A setting that must be there. */
  public JsonNode setting(String name) {
    JsonNode value = manifest.path("settings").path(name);
    if (value.isMissingNode()) {
      throw new AssertionError("the manifest has no setting " + name);
    }
    return value;
  }

  /** A file named in the manifest. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Another case's folder, for weights given as {@code {case}}. */
  public ParityCase sibling(String name) throws IOException {
    return new ParityCase(folder.resolveSibling(name));
  }

  /** The entry of an input. */
  public JsonNode inputEntry(String name) {
    JsonNode entry = manifest.path("inputs").path(name);
    if (entry.isMissingNode()) {
      throw new AssertionError("the manifest has no input " + name);
    }
    return entry;
  }

  /**
   * An input, from its file or made by the generator; where the manifest gives both they must
   * agree.
   */
  public NdArray input(String name) throws IOException {
    JsonNode entry = inputEntry(name);
    int[] shape = ints(entry.get("shape"));
    NdArray made = null;
    JsonNode g = entry.path("generator");
    if (g.isObject()) {
      made =
          NdArray.of(
              shape,
              new Generator(g.get("name").asText(), g.get("seed").asLong())
                  .input(g.get("lo").asDouble(), g.get("hi").asDouble(), NdArray.size(shape)));
    }
    if (!entry.has("file")) {
      if (made == null) {
        throw new AssertionError("input " + name + " has neither file nor generator");
      }
      return made;
    }
    NdArray stored = array(entry);
    if (made != null && !Arrays.equals(made.values(), stored.values())) {
      throw new AssertionError("input " + name + ": file and generator disagree");
    }
    return stored;
  }

  /** The array that an entry's {@code file}, {@code shape} and {@code dtype} describe. */
  public NdArray array(JsonNode entry) throws IOException {
    NdArray array = Npy.read(file(entry.get("file").asText()), entry.path("dtype").asText(null));
    if (entry.has("shape") && !Arrays.equals(array.shape(), ints(entry.get("shape")))) {
      throw new AssertionError(
          entry.get("file")
              + " is "
              + Arrays.toString(array.shape())
              + ", not "
              + entry.get("shape"));
    }
    return array;
  }

  /** Whether an output or intermediate result of this name is recorded. */
  public boolean records(String name) {
    return manifest.path("outputs").has(name) || manifest.path("intermediates").has(name);
  }

  /** The entry of an output or intermediate result. */
  public JsonNode recorded(String name) {
    JsonNode entry = manifest.path("outputs").path(name);
    if (entry.isMissingNode()) {
      entry = manifest.path("intermediates").path(name);
    }
    if (entry.isMissingNode()) {
      throw new AssertionError("the manifest records no " + name);
    }
    return entry;
  }

  /** Checks a full tensor against file (or the recorded part of it) and statistics. */
  public void check(String name, NdArray actual) throws IOException {
    JsonNode entry = recorded(name);
    Tolerance tolerance = new Tolerance(entry.get("tolerance"));
    boolean compared = false;
    if (entry.has("full_shape")) {
      sameShape(name, actual.shape(), ints(entry.get("full_shape")));
    }
    if (entry.has("file")) {
      NdArray part = part(entry, actual);
      NdArray recorded = array(entry);
      sameShape(name, part.shape(), recorded.shape());
      tolerance.check(name, part.values(), recorded.values());
      compared = true;
    }
    if (entry.path("statistics").isObject()) {
      checkStatistics(name, tolerance, actual, entry.get("statistics"));
      compared = true;
    }
    if (!compared) {
      throw new AssertionError(name + " has neither file nor statistics to compare with");
    }
  }

  /** Checks one frame's tensor against the {@code position}-th of a list of statistics. */
  public void checkFrame(String name, int position, NdArray actual) {
    JsonNode entry = recorded(name);
    if (entry.has("full_shape")) {
      sameShape(name, actual.shape(), ints(entry.get("full_shape")));
    }
    checkStatistics(
        name + " of frame " + entry.path("frames").path(position),
        new Tolerance(entry.get("tolerance")),
        actual,
        entry.get("statistics").get(position));
  }

  /** Checks a value: number, text, list, or object, whatever the manifest recorded. */
  public void checkValue(String name, Object actual) {
    JsonNode entry = recorded(name);
    compare(
        name, JSON.valueToTree(actual), entry.get("value"), new Tolerance(entry.get("tolerance")));
  }

  /** Compares two JSON values, numbers within the tolerance. */
  static void compare(String what, JsonNode actual, JsonNode recorded, Tolerance tolerance) {
    if (recorded.isNumber()) {
      if (!actual.isNumber()) {
        throw new AssertionError(what + " is " + actual + ", recorded " + recorded);
      }
      tolerance.check(what, new double[] {actual.asDouble()}, new double[] {recorded.asDouble()});
    } else if (recorded.isArray()) {
      if (actual.size() != recorded.size()) {
        throw new AssertionError(
            what
                + " has "
                + actual.size()
                + " entries, recorded "
                + recorded.size()
                + ": "
                + actual);
      }
      for (int i = 0; i < recorded.size(); i++) {
        compare(what + "[" + i + "]", actual.path(i), recorded.get(i), tolerance);
      }
    } else if (recorded.isObject()) {
      for (Map.Entry<String, JsonNode> e : recorded.properties()) {
        compare(
            what + "." + e.getKey(),
            actual.path(e.getKey()),
            e.getValue(),
            tolerance.field(e.getKey()));
      }
    } else if (!recorded.equals(actual)) {
      throw new AssertionError(what + " is " + actual + ", recorded " + recorded);
    }
  }

  /** A JSON list of whole numbers. */
  public static int[] ints(JsonNode list) {
    int[] out = new int[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = list.get(i).intValue();
    }
    return out;
  }

  private static NdArray part(JsonNode entry, NdArray full) {
    NdArray part = full;
    if (entry.has("channel_range")) {
      part =
          part.range(
              1,
              entry.get("channel_range").get(0).asInt(),
              entry.get("channel_range").get(1).asInt());
    }
    if (entry.has("subsample")) {
      int step = entry.get("subsample").asInt();
      int offset = entry.path("subsample_offset").asInt(0);
      int axes = part.shape().length;
      part = part.every(axes - 2, step, offset).every(axes - 1, step, offset);
    }
    return part;
  }

  private static void sameShape(String name, int[] actual, int[] recorded) {
    if (!Arrays.equals(actual, recorded)) {
      throw new AssertionError(
          name + " is " + Arrays.toString(actual) + ", recorded " + Arrays.toString(recorded));
    }
  }

  private static void checkStatistics(
      String name, Tolerance tolerance, NdArray actual, JsonNode recorded) {
    double[] v = actual.values();
    double sum = 0;
    double absolute = 0;
    for (double x : v) {
      sum += x;
      absolute += Math.abs(x);
    }
    double[] found = {
      sum / v.length,
      absolute / v.length,
      Arrays.stream(v).min().orElse(Double.NaN),
      Arrays.stream(v).max().orElse(Double.NaN)
    };
    double[] wanted = {
      recorded.get("mean").asDouble(),
      recorded.get("absmean").asDouble(),
      recorded.get("min").asDouble(),
      recorded.get("max").asDouble()
    };
    double greatest = Math.max(Math.abs(wanted[2]), Math.abs(wanted[3]));
    tolerance.check(name + " (mean, absmean, min, max)", found, wanted, greatest);
    JsonNode first = recorded.path("first8");
    double[] firstWanted = new double[first.size()];
    for (int i = 0; i < firstWanted.length; i++) {
      firstWanted[i] = first.get(i).asDouble();
    }
    tolerance.check(
        name + " (first values)", Arrays.copyOf(v, firstWanted.length), firstWanted, greatest);
  }
}
