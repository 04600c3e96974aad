package dev.attune.deblur.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The generator that the recorded inputs and weights came from. */
final class WeightGeneratorParity implements ParityKind {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String kind() {
    return "weight-generator";
  }

  @Override
  public void repeat(ParityCase recorded) {
    for (JsonNode check : recorded.manifest().get("checks")) {
      JsonNode args = check.get("args");
      Object actual =
          switch (check.get("function").asText()) {
            case "fnv1a64" ->
                String.format("0x%016x", Generator.fnv1a64(args.get("text").asText()));
            case "uniform" -> uniform(args);
            case "tensor" ->
                Generator.tensor(
                    args.get("name").asText(),
                    ParityCase.ints(args.get("shape")),
                    args.get("seed").asLong(),
                    args.get("gain").asDouble(),
                    args.get("count").asInt());
            case "cosine-learning-rate" -> learningRates(args);
            default -> throw new AssertionError("unknown function " + check.get("function"));
          };
      ParityCase.compare(
          check.get("name").asText(),
          JSON.valueToTree(actual),
          check.get("expected"),
          new Tolerance(check.get("tolerance")));
    }
  }

  private static List<Double> uniform(JsonNode args) {
    Generator g = new Generator(args.get("name").asText(), args.get("seed").asLong());
    List<Double> out = new ArrayList<>();
    for (int i = 0; i < args.get("count").asInt(); i++) {
      out.add(g.uniform(i));
    }
    return out;
  }

  private static List<Double> learningRates(JsonNode args) {
    double lr = args.get("lr").asDouble();
    double least = args.get("eta_min").asDouble();
    List<Double> out = new ArrayList<>();
    for (JsonNode epoch : args.get("epochs")) {
      double phase = Math.PI * epoch.asInt() / args.get("T_max").asInt();
      out.add(least + (lr - least) * (1 + Math.cos(phase)) / 2);
    }
    return out;
  }
}
