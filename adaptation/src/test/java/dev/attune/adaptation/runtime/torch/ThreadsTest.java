package dev.attune.adaptation.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import dev.attune.adaptation.network.Engines;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.SmallNetworks;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Gradient mode belongs to a thread, and so does everything that depends on it. */
class ThreadsTest {
  private static final List<Network> NETWORKS = List.of(SmallNetworks.cell(), SmallNetworks.loss());

  private static Tensor random(Executable e, Scope scope, long seed, long channels) {
    return Engines.upload(e, scope, Engines.random(seed, 1, channels, 6, 6));
  }

  @Test
  void inferenceOfAWorkerBuildsNoGraph() throws Exception {
    Weights weights = Engines.weights(NETWORKS.get(0));
    ExecutorService worker = Executors.newSingleThreadExecutor();
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
        Scope scope = new Scope()) {
      Executable cell = model.executable("cell");
      Tensor x = random(cell, scope, 1, 3);
      Tensor target = random(cell, scope, 3, 3);
      Tensor state =
          worker
              .submit(
                  () -> {
                    Tensor s = cell.run(scope, List.of(x, random(cell, scope, 2, 4))).get(0);
                    assertThat(JniUtils.isGradMode()).isFalse();
                    return s;
                  })
              .get();
      // Were the state part of a graph, the gradients of this step would reach through it.
      model.accumulateGradients("loss", 1, x, state, target);
      Map<String, HostTensor> gradients = p.gradients();
      p.clearGradients();
      Tensor copy = Engines.upload(cell, scope, state.toHost());
      model.accumulateGradients("loss", 1, x, copy, target);
      gradients.forEach(
          (name, g) -> assertThat(p.gradients().get(name).bitEquals(g)).as(name).isTrue());
    } finally {
      worker.shutdownNow();
    }
  }

  @Test
  void twoThreadsTrainTwoModelsAsOneAfterTheOtherWould() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single())) {
      Weights first = train(engine, 1);
      Weights second = train(engine, 2);
      List<Future<Weights>> at = new ArrayList<>();
      at.add(workers.submit(() -> train(engine, 1)));
      at.add(workers.submit(() -> train(engine, 2)));
      assertThat(at.get(0).get().bitEquals(first)).isTrue();
      assertThat(at.get(1).get().bitEquals(second)).isTrue();
      assertThat(first.bitEquals(second)).isFalse();
      assertThat(engine.liveTensors()).isZero();
    } finally {
      workers.shutdownNow();
    }
  }

  private static Weights train(TorchEngine engine, long seed) {
    Weights weights = Engines.weights(NETWORKS.get(0));
    try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
        Optimizer optimizer = Optimizer.of(p, OptimizerRule.Adam.standard())) {
      for (int step = 0; step < 40; step++) {
        try (Scope scope = new Scope()) {
          Executable e = model.executable("loss");
          model.accumulateGradients(
              "loss",
              1,
              random(e, scope, seed + step, 3),
              random(e, scope, 3 * seed, 4),
              random(e, scope, 4 * seed, 3));
          optimizer.step(0.01, 1);
        }
      }
      return p.toWeights();
    }
  }
}
