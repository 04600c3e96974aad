package dev.attune.deblur.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.files.WeightsFiles;
import dev.attune.deblur.parity.Generator;
import dev.attune.deblur.parity.NdArray;
import dev.attune.deblur.parity.ParityCase;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ESTRNN of a recorded case and its weights, from whatever the manifest gives. */
record RecordedNetwork(Estrnn network, Weights weights) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RecordedNetwork of(ParityCase recorded) throws IOException {
    JsonNode config = recorded.manifest().get("config");
    Estrnn network =
        new Estrnn(
            config.get("n_features").asInt(),
            config.get("n_blocks").asInt(),
            config.get("past_frames").asInt(),
            config.get("future_frames").asInt(),
            Estrnn.Activation.valueOf(config.get("activation").asText().toUpperCase(Locale.ROOT)),
            false);
    if (config.get("input_channels").asInt() != 3
        || config.get("output_channels").asInt() != 3
        || !config.path("gelu_form").asText("erf").equals("erf")) {
      throw new AssertionError("a configuration that ESTRNN does not have: " + config);
    }
    requireKeys(recorded, network);
    return new RecordedNetwork(network, weights(recorded, network));
  }

  private static void requireKeys(ParityCase recorded, Estrnn network) throws IOException {
    JsonNode keys = recorded.manifest().path("keys");
    if (recorded.manifest().has("keys_file")) {
      JsonNode file =
          JSON.readTree(
              recorded.file(recorded.manifest().get("keys_file").get("file").asText()).toFile());
      keys = file.isArray() ? file : file.path("keys").isArray() ? file.get("keys") : keys;
    }
    if (!keys.isArray()) {
      return;
    }
    Map<String, Shape> expected = new LinkedHashMap<>();
    for (JsonNode k : keys) {
      JsonNode shape = k.get(1);
      long[] dims = new long[shape.size()];
      Arrays.setAll(dims, i -> shape.get(i).asLong());
      expected.put(k.get(0).asText(), Shape.of(dims));
    }
    if (!List.copyOf(expected.entrySet())
        .equals(List.copyOf(network.parameterTable().entrySet()))) {
      throw new AssertionError(
          "names, order or shapes of the parameters differ from the recorded ones: "
              + network.parameterTable());
    }
  }

  private static Weights weights(ParityCase recorded, Estrnn network) throws IOException {
    JsonNode given = recorded.manifest().get("weights");
    if (given.has("case")) {
      return weights(recorded.sibling(given.get("case").asText()), network);
    }
    if (given.has("generator")) {
      JsonNode g = given.get("generator");
      Map<String, HostTensor> out = new LinkedHashMap<>();
      network
          .parameterTable()
          .forEach(
              (name, shape) ->
                  out.put(
                      name,
                      HostTensor.of(
                          shape,
                          Generator.tensor(
                              name,
                              Arrays.stream(shape.dims()).mapToInt(Math::toIntExact).toArray(),
                              g.get("seed").asLong(),
                              g.get("gain").asDouble()))));
      return Weights.of(out, Map.of());
    }
    Weights stored = WeightsFiles.read(recorded.file(given.get("file").asText()));
    if (given.has("torch_file")) {
      Weights twin = WeightsFiles.read(recorded.file(given.get("torch_file").asText()));
      if (!twin.bitEquals(stored)) {
        throw new AssertionError("the two stored forms of the weights differ");
      }
    }
    return stored;
  }

  static Shape shape(NdArray array) {
    return Shape.of(Arrays.stream(array.shape()).asLongStream().toArray());
  }

  static NdArray array(Tensor tensor) {
    int[] shape = Arrays.stream(tensor.shape().dims()).mapToInt(Math::toIntExact).toArray();
    return NdArray.of(shape, tensor.toFloats());
  }
}
