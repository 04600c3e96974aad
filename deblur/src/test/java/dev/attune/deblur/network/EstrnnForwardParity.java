package dev.attune.deblur.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.parity.NdArray;
import dev.attune.deblur.parity.ParityCase;
import dev.attune.deblur.parity.ParityKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ESTRNN over a sequence in five ways: unrolled and streaming on libtorch and on ONNX Runtime,
 * streaming with the fusion as published and folded; and the results of its modules.
 */
public final class EstrnnForwardParity implements ParityKind {
  @Override
  public String kind() {
    return "estrnn-forward";
  }

  @Override
  public void repeat(ParityCase recorded) throws Exception {
    RecordedNetwork r = RecordedNetwork.of(recorded);
    NdArray input = recorded.input("input");
    Estrnn net = r.network();
    int frames = input.shape()[1];
    Network window = net.window(frames);
    Map<String, Value> modules = new LinkedHashMap<>();
    Network probe = probe(net, frames, modules);
    List<Network> all = List.of(window, probe, net.cell(), net.output(false));
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters parameters = Parameters.of(engine, r.weights(), all, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, all)) {
      recorded.check("output", run(model.executable("window"), input));
      checkModules(recorded, model.executable("probe"), modules, input);
      recorded.check(
          "output", stream(net, model.executable("cell"), model.executable("output"), input));
    }
    try (FrozenModel model = FrozenModel.load(window, r.weights(), ComputeSettings.single())) {
      recorded.check("output", run(model, input));
    }
    for (boolean single : new boolean[] {false, true}) {
      recorded.check("output", frozenStream(net, r.weights(), single, input));
    }
    if (recorded.records("activation_out")) {
      checkActivation(recorded, net);
    }
  }

  private static NdArray frozenStream(Estrnn net, Weights weights, boolean single, NdArray input) {
    try (FrozenModel cell = FrozenModel.load(net.cell(), weights, ComputeSettings.single());
        FrozenModel output =
            FrozenModel.load(net.output(single), weights, ComputeSettings.single())) {
      return stream(net, cell, output, input);
    }
  }

  private static NdArray run(Executable model, NdArray input) {
    try (Scope scope = new Scope()) {
      Tensor x = model.tensor(scope, RecordedNetwork.shape(input), input.floats());
      return RecordedNetwork.array(model.run(scope, List.of(x)).get(0));
    }
  }

  /** The pictures that have all neighbours, item by item as a stream gives them. */
  static NdArray stream(Estrnn net, Executable cell, Executable output, NdArray input) {
    int[] s = input.shape();
    int inner = s[1] - net.past() - net.future();
    int picture = s[2] * s[3] * s[4];
    float[] out = new float[s[0] * inner * picture];
    for (int n = 0; n < s[0]; n++) {
      int item = n;
      try (DeblurStream<Integer> stream =
          new DeblurStream<>(
              net,
              cell,
              output,
              (t, restored) -> {
                int k = t - net.past();
                if (k >= 0 && k < inner) {
                  System.arraycopy(
                      restored.toFloats(), 0, out, (item * inner + k) * picture, picture);
                }
              })) {
        for (int t = 0; t < s[1]; t++) {
          ByteBuffer planes = ByteBuffer.allocateDirect(4 * picture).order(ByteOrder.nativeOrder());
          planes.asFloatBuffer().put(input.floats((n * s[1] + t) * picture, picture));
          stream.feed(t, planes, s[3], s[4]);
        }
        stream.endScene();
      }
    }
    return NdArray.of(new int[] {s[0], inner, s[2], s[3], s[4]}, out);
  }

  /** A network that gives the results of all modules of all frames. */
  private static Network probe(Estrnn net, int frames, Map<String, Value> modules) {
    GraphBuilder g = new GraphBuilder("probe");
    Value x = g.input("x", -1, frames, 3, -1, -1);
    EstrnnCell cell = new EstrnnCell(net, g.at("cell"));
    List<Value> h = new ArrayList<>();
    Value state = null;
    for (int t = 0; t < frames; t++) {
      EstrnnCell.Step step = cell.step(g.select(x, 1, t), state);
      h.add(step.feature());
      state = step.state();
      int frame = t;
      cell.modules().forEach((name, v) -> modules.put(name + "@" + frame, v));
    }
    for (int t = net.past(); t < frames - net.future(); t++) {
      List<Value> near = h.subList(t - net.past(), t + net.future() + 1);
      modules.put("fusion@" + t, EstrnnFusion.fuse(net, g.at("fusion"), near));
      modules.put("recons@" + t, net.restore(g, g.select(x, 1, t), near));
    }
    return g.build(modules.values().toArray(Value[]::new));
  }

  private static void checkModules(
      ParityCase recorded, Executable probe, Map<String, Value> modules, NdArray input)
      throws IOException {
    List<String> names = List.copyOf(modules.keySet());
    try (Scope scope = new Scope()) {
      Tensor x = probe.tensor(scope, RecordedNetwork.shape(input), input.floats());
      List<Tensor> results = probe.run(scope, List.of(x));
      for (Map.Entry<String, JsonNode> e : recorded.manifest().path("intermediates").properties()) {
        JsonNode entry = e.getValue();
        String module = entry.path("module").asText(e.getKey());
        if (entry.has("frames")) {
          for (int i = 0; i < entry.get("frames").size(); i++) {
            recorded.checkFrame(
                e.getKey(), i, result(results, names, module, entry.get("frames").get(i).asInt()));
          }
        } else {
          recorded.check(e.getKey(), result(results, names, module, entry.get("frame").asInt()));
        }
      }
    }
  }

  private static NdArray result(
      List<Tensor> results, List<String> names, String module, int frame) {
    int at = names.indexOf(module + "@" + frame);
    if (at < 0) {
      throw new AssertionError("no module " + module + " at frame " + frame + " among " + names);
    }
    return RecordedNetwork.array(results.get(at));
  }

  private static void checkActivation(ParityCase recorded, Estrnn net) throws IOException {
    NdArray in = recorded.input("activation_in");
    GraphBuilder g = new GraphBuilder("activation");
    Value x = g.input("x", -1);
    Network n = g.build(net.activation() == Estrnn.Activation.GELU ? g.gelu(x) : g.relu(x));
    Weights none = Weights.of(Map.of(), Map.of());
    try (FrozenModel model = FrozenModel.load(n, none, ComputeSettings.single())) {
      recorded.check("activation_out", run(model, in));
    }
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters parameters = Parameters.of(engine, none, List.of(n), ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, List.of(n))) {
      recorded.check("activation_out", run(model.executable("activation"), in));
    }
  }
}
