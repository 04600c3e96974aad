package dev.attune.deblur.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.training.CosineSchedule;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.files.WeightsFiles;
import dev.attune.deblur.parity.NdArray;
import dev.attune.deblur.parity.ParityCase;
import dev.attune.deblur.parity.ParityKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reference trainer's steps: loss, gradient norm, rate, and the weights and results after them.
 */
public final class FineTuneParity implements ParityKind {
  @Override
  public String kind() {
    return "fine-tune";
  }

  @Override
  public void repeat(ParityCase recorded) throws Exception {
    RecordedNetwork r = RecordedNetwork.of(recorded);
    NdArray blur = recorded.input("blur");
    NdArray sharp = recorded.input("sharp");
    int frames = blur.shape()[1];
    requireSettings(recorded);
    List<Network> networks =
        List.of(r.network().loss(frames, Loss.CLAMPED_MSE), r.network().window(frames));
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters parameters = Parameters.of(engine, r.weights(), networks, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, networks);
        Optimizer optimizer = Optimizer.of(parameters, rule(recorded));
        Scope scope = new Scope()) {
      Executable window = model.executable("window");
      int[] s = sharp.shape();
      float[] ones = new float[s[0] * s[1] * s[3] * s[4]];
      Arrays.fill(ones, 1);
      Tensor x = window.tensor(scope, RecordedNetwork.shape(blur), blur.floats());
      Tensor[] inputs = {
        x,
        window.tensor(scope, RecordedNetwork.shape(sharp), sharp.floats()),
        window.tensor(scope, Shape.of(s[0], s[1], 1, s[3], s[4]), ones)
      };
      steps(recorded, model, optimizer, inputs, sharp);
      if (recorded.records("output_after")) {
        recorded.check("output_after", RecordedNetwork.array(window.run(scope, List.of(x)).get(0)));
      }
      checkWeights(recorded, parameters.toWeights());
    }
  }

  private static void requireSettings(ParityCase recorded) {
    JsonNode s = recorded.manifest().get("settings");
    boolean known =
        s.get("same_batch_every_step").asBoolean()
            && s.get("trained").asText().equals("all parameters")
            && s.get("loss").asText().equals("mean squared error")
            && s.get("output_clamp").get(0).asDouble() == -0.5
            && s.get("output_clamp").get(1).asDouble() == 0.5
            && s.get("gradient_clip").get("eps").asDouble() == 1e-6;
    if (!known) {
      throw new AssertionError("settings that the fine-tuning does not have: " + s);
    }
  }

  private static OptimizerRule rule(ParityCase recorded) {
    JsonNode o = recorded.setting("optimizer");
    if (!o.get("name").asText().equals("adam") || o.path("amsgrad").asBoolean()) {
      throw new AssertionError("optimiser " + o);
    }
    return new OptimizerRule.Adam(
        o.get("betas").get(0).asDouble(),
        o.get("betas").get(1).asDouble(),
        o.get("eps").asDouble(),
        o.get("weight_decay").asDouble());
  }

  private static void steps(
      ParityCase recorded,
      TrainableModel model,
      Optimizer optimizer,
      Tensor[] inputs,
      NdArray sharp) {
    JsonNode schedule = recorded.setting("schedule");
    double first = recorded.setting("optimizer").get("lr").asDouble();
    double maxNorm = recorded.setting("gradient_clip").get("max_norm").asDouble();
    JsonNode wanted = recorded.recorded("steps");
    List<Map<String, Object>> seen = new ArrayList<>();
    for (int i = 0; i < recorded.setting("steps").asInt(); i++) {
      double rate =
          schedule.isNull()
              ? first
              : new CosineSchedule(
                      first, schedule.get("eta_min").asDouble(), schedule.get("T_max").asLong())
                  .at(i);
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("lr", rate);
      step.put("psnr_first_item", psnrOfFirstItem(model, inputs[0], sharp));
      step.put("loss", model.accumulateGradients("loss", 1, inputs));
      if (wanted.has("gradient_parameter")) {
        double[] g =
            model
                .parameters()
                .gradients()
                .get(wanted.get("gradient_parameter").asText())
                .toDoubles();
        step.put("gradient_mean", Arrays.stream(g).average().orElseThrow());
        step.put("gradient_absmean", Arrays.stream(g).map(Math::abs).average().orElseThrow());
      }
      step.put("grad_norm_before_clip", optimizer.step(rate, maxNorm));
      seen.add(step);
    }
    recorded.checkValue("steps", seen);
  }

  private static double psnrOfFirstItem(TrainableModel model, Tensor blur, NdArray sharp) {
    try (Scope scope = new Scope()) {
      float[] restored = model.executable("window").run(scope, List.of(blur)).get(0).toFloats();
      int n = sharp.values().length / sharp.shape()[0];
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double d = Math.min(0.5, Math.max(-0.5, restored[i])) - sharp.values()[i];
        sum += d * d;
      }
      return 10 * Math.log10(n / sum);
    }
  }

  private static void checkWeights(ParityCase recorded, Weights after) throws IOException {
    if (recorded.records("weights_after")) {
      JsonNode entry = recorded.recorded("weights_after");
      Weights wanted = WeightsFiles.read(recorded.file(entry.get("file").asText()));
      double most = entry.get("tolerance").get("max_abs").asDouble();
      wanted
          .tensors()
          .forEach(
              (name, t) -> {
                double[] a = after.get(name).toDoubles();
                double[] b = t.toDoubles();
                for (int i = 0; i < b.length; i++) {
                  if (!(Math.abs(a[i] - b[i]) <= most)) {
                    throw new AssertionError(
                        name + "[" + i + "] is " + a[i] + ", recorded " + b[i]);
                  }
                }
              });
    }
    if (recorded.records("checksums_after")) {
      List<Map<String, Object>> sums = new ArrayList<>();
      after.tensors().forEach((name, t) -> sums.add(sums(name, t.toDoubles())));
      recorded.checkValue("checksums_after", sums);
    }
    if (recorded.records("checksum_total_after")) {
      double[] all =
          after.tensors().values().stream()
              .flatMapToDouble(t -> Arrays.stream(t.toDoubles()))
              .toArray();
      recorded.checkValue("checksum_total_after", sums(null, all));
    }
  }

  private static Map<String, Object> sums(String name, double[] values) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (name != null) {
      out.put("name", name);
    }
    out.put("sum", Arrays.stream(values).sum());
    out.put("sumsq", Arrays.stream(values).map(v -> v * v).sum());
    return out;
  }
}
