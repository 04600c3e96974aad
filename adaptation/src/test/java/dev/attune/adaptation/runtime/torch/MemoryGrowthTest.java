package dev.attune.adaptation.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.adaptation.network.Engines;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.SmallNetworks;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A recurrent network over 2,000 frames or steps takes no more memory at the end than near the
 * beginning. A state is 36 KiB, so that one forgotten tensor of each step would be 60 MiB.
 */
class MemoryGrowthTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int STEPS = 2000;
  private static final int WARM_UP = 300;
  private static final long ALLOWED_KIB = 32 << 10;
  private static final List<Network> NETWORKS = List.of(SmallNetworks.cell(), SmallNetworks.loss());

  private final Weights weights = Engines.weights(NETWORKS.get(0));
  private final HostTensor x = Engines.random(1, 1, 3, 48, 48);
  private final HostTensor s = Engines.random(2, 1, 4, 48, 48);
  private final HostTensor target = Engines.random(3, 1, 3, 48, 48);

  @BeforeEach
  void residentMemoryCanBeRead() {
    assumeTrue(Files.exists(STATUS), "resident memory is read from /proc, which is Linux's");
  }

  private static long residentKib() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in " + STATUS);
  }

  /** Runs steps and compares memory after the first few with that after all of them. */
  private static void requireNoGrowth(Runnable step) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    long before = residentKib();
    for (int i = WARM_UP; i < STEPS; i++) {
      step.run();
    }
    assertThat(residentKib() - before).as("growth in KiB").isLessThan(ALLOWED_KIB);
  }

  @Test
  void streamingOnLibtorch() throws IOException {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, NETWORKS)) {
      long before = engine.liveTensors();
      requireNoGrowth(new Stream(model.executable("cell")));
      assertThat(engine.liveTensors()).isEqualTo(before + 1);
    }
  }

  @Test
  void streamingOnOnnxRuntime() throws IOException {
    try (FrozenModel model = FrozenModel.load(NETWORKS.get(0), weights, ComputeSettings.single())) {
      requireNoGrowth(new Stream(model));
    }
  }

  @Test
  void trainingOnLibtorch() throws IOException {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single())) {
      try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
          TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
          Optimizer optimizer = Optimizer.of(p, OptimizerRule.Adam.standard())) {
        long before = engine.liveTensors();
        requireNoGrowth(
            () -> {
              try (Scope scope = new Scope()) {
                Executable e = model.executable("loss");
                model.accumulateGradients(
                    "loss",
                    1,
                    Engines.upload(e, scope, x),
                    Engines.upload(e, scope, s),
                    Engines.upload(e, scope, target));
                optimizer.step(1e-3, 1);
              }
            });
        assertThat(engine.liveTensors()).isEqualTo(before);
      }
      assertThat(engine.liveTensors()).isZero();
    }
  }

  /** A stream whose state is kept from frame to frame. */
  private final class Stream implements Runnable {
    private final Executable cell;
    private Tensor state;

    Stream(Executable cell) {
      this.cell = cell;
    }

    @Override
    public void run() {
      try (Scope scope = new Scope()) {
        Tensor before = state == null ? Engines.upload(cell, scope, s) : scope.own(state);
        List<Tensor> out = cell.run(scope, List.of(Engines.upload(cell, scope, x), before));
        assertThat(out.get(1).shape()).isEqualTo(x.shape());
        state = scope.keep(out.get(0));
      }
    }
  }
}
