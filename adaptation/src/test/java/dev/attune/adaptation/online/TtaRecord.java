package dev.attune.adaptation.online;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.files.WeightsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder of recorded runs: its manifest, data and weights. */
final class TtaRecord {
  private final Path folder;
  private final JsonNode manifest;
  private final Map<String, HostTensor> arrays = new LinkedHashMap<>();

  TtaRecord(Path folder) throws IOException {
    this.folder = folder;
    this.manifest = new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
  }

  JsonNode manifest() {
    return manifest;
  }

  RecordedBackbone network(String name) {
    return new RecordedBackbone(manifest.get("networks").get(name));
  }

  /** Weights by name; those that hold parameters only are put over those named as the network. */
  Weights weights(String name) {
    JsonNode entry = manifest.get("weights").get(name);
    Weights own = file(entry);
    Weights base = file(manifest.get("weights").get(entry.get("network").asText()));
    Map<String, HostTensor> out = new LinkedHashMap<>(base.tensors());
    out.putAll(own.tensors());
    return Weights.of(out, Map.of());
  }

  Weights file(JsonNode entry) {
    return WeightsFiles.read(folder.resolve(entry.get("file").asText()));
  }

  HostTensor array(JsonNode entry) throws IOException {
    return NpyArray.read(folder.resolve(entry.get("file").asText()));
  }

  private HostTensor array(String name) throws IOException {
    if (!arrays.containsKey(name)) {
      arrays.put(name, array(manifest.get("arrays").get(name)));
    }
    return arrays.get(name);
  }

  List<Pictures> stream(String name) throws IOException {
    return pictures(manifest.get("streams").get(name).get("x").asText());
  }

  /** Views of a stream by batch, or none. */
  List<List<Pictures>> views(String stream) throws IOException {
    JsonNode name = manifest.get("streams").get(stream).path("views");
    if (!name.isTextual()) {
      return List.of();
    }
    HostTensor all = array(name.asText());
    int views = all.shape().known(1);
    List<Pictures> flat = pictures(name.asText());
    List<List<Pictures>> out = new ArrayList<>();
    for (int b = 0; b < all.shape().known(0); b++) {
      out.add(flat.subList(b * views, (b + 1) * views));
    }
    return out;
  }

  List<Labelled> source() throws IOException {
    List<Pictures> x = pictures("source_x");
    double[] y = array("source_y").toDoubles();
    List<Labelled> out = new ArrayList<>();
    int at = 0;
    for (Pictures p : x) {
      int[] labels = new int[p.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (int) y[at++];
      }
      out.add(new Labelled(p, labels));
    }
    return out;
  }

  /** All batches of an array, whatever axes lie before the last four. */
  private List<Pictures> pictures(String name) throws IOException {
    JsonNode entry = manifest.get("arrays").get(name);
    HostTensor t = array(name);
    double divide = entry.path("divide_by").asDouble(1);
    double[] all = t.toDoubles();
    long[] dims = t.shape().dims();
    Shape one = Shape.of(Arrays.copyOfRange(dims, dims.length - 4, dims.length));
    int n = Math.toIntExact(one.elements());
    List<Pictures> out = new ArrayList<>();
    for (int i = 0; i < all.length; i += n) {
      float[] v = new float[n];
      for (int j = 0; j < n; j++) {
        v[j] = (float) (all[i + j] / divide);
      }
      out.add(Pictures.of(one, v));
    }
    return out;
  }
}
