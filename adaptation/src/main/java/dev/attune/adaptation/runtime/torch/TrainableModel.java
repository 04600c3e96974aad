package dev.attune.adaptation.runtime.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.TorchScriptPrinter;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Networks on libtorch that share one set of parameters. Used by one thread at a time; closing
 * frees module and constants, not the parameters.
 */
public final class TrainableModel implements AutoCloseable {
  private final TorchEngine engine;
  private final Parameters parameters;
  private final PtSymbolBlock block;
  private final Map<String, Bound> bound = new LinkedHashMap<>();

  /** A network with what is handed in at every call. */
  private record Bound(Network network, List<PtNDArray> values) {}

  private TrainableModel(TorchEngine engine, Parameters parameters, PtSymbolBlock block) {
    this.engine = engine;
    this.parameters = parameters;
    this.block = block;
  }

  /**
   * Prints and loads networks.
   *
   * @param parameters must hold every parameter of every network, in the right shape
   * @param networks with names of their own
   */
  public static TrainableModel load(
      TorchEngine engine, Parameters parameters, List<Network> networks) {
    TrainableModel model =
        new TrainableModel(engine, parameters, engine.module(TorchScriptPrinter.archive(networks)));
    for (Network n : networks) {
      List<PtNDArray> values = new ArrayList<>();
      n.parameters().forEach(p -> values.add(parameters.array(p.name(), p.shape())));
      for (Value c : n.constants()) {
        HostTensor t = ((Value.Constant) c.origin()).tensor();
        HostTensor precise = t.type().isFloating() ? t.as(parameters.precision()) : t;
        values.add(engine.upload(precise.type(), precise.shape(), precise.bytes()).array());
      }
      model.bound.put(n.name(), new Bound(n, List.copyOf(values)));
    }
    return model;
  }

  /** The parameters that all networks of this model share. */
  public Parameters parameters() {
    return parameters;
  }

  /** One network of this model, run without gradients; closing it does nothing. */
  public Executable executable(String network) {
    Bound b = require(network);
    return new Executable() {
      @Override
      public Network network() {
        return b.network;
      }

      @Override
      public List<Tensor> run(Scope scope, List<Tensor> inputs) {
        return call(b, scope, inputs, false);
      }

      @Override
      public Tensor tensor(Scope scope, ElementType type, Shape shape, ByteBuffer data) {
        return TrainableModel.this.tensor(scope, type, shape, data);
      }

      @Override
      public void close() {
        // The model owns everything.
      }
    };
  }

  /** A copy of {@code data} (direct, native order, from its position) on the engine's device. */
  public Tensor tensor(Scope scope, ElementType type, Shape shape, ByteBuffer data) {
    return scope.own(engine.upload(type, shape, data));
  }

  /**
   * Runs a network whose first output is a scalar loss, and adds the loss's gradients, times {@code
   * weight}, to those of the trainable parameters.
   *
   * @param weight 1 / n when the gradients of n calls are gathered for one step
   * @return the loss, not weighted
   */
  public double accumulateGradients(String network, double weight, Tensor... inputs) {
    try (Scope scope = new Scope()) {
      TorchTensor loss = (TorchTensor) call(require(network), scope, List.of(inputs), true).get(0);
      double value = loss.item();
      PtNDArray seed =
          (PtNDArray)
              engine
                  .manager()
                  .full(
                      new ai.djl.ndarray.types.Shape(), (float) weight, loss.array().getDataType());
      JniUtils.backward(loss.array(), seed, false, false);
      seed.close();
      return value;
    }
  }

  /**
   * Gradients of a scalar loss with respect to the network's inputs; parameters' gradients are not
   * touched when none is trainable.
   *
   * @param scope owner of the gradients
   * @param inputs floating ones are differentiated
   * @return one gradient for each input
   */
  public List<Tensor> inputGradients(String network, Scope scope, List<Tensor> inputs) {
    inputs.forEach(t -> ((TorchTensor) t).array().setRequiresGradient(true));
    try (Scope inner = new Scope()) {
      TorchTensor loss = (TorchTensor) call(require(network), inner, inputs, true).get(0);
      PtNDArray one =
          (PtNDArray)
              engine
                  .manager()
                  .full(new ai.djl.ndarray.types.Shape(), 1f, loss.array().getDataType());
      JniUtils.backward(loss.array(), one, false, false);
      one.close();
      List<Tensor> out = new ArrayList<>();
      for (Tensor t : inputs) {
        PtNDArray gradient = ((TorchTensor) t).array().getGradient();
        out.add(scope.own(engine.wrap(gradient)));
      }
      return out;
    }
  }

  private Bound require(String network) {
    Bound b = bound.get(network);
    if (b == null) {
      throw new IllegalArgumentException(
          "no network '" + network + "' in this model, there are " + bound.keySet());
    }
    return b;
  }

  private List<Tensor> call(Bound b, Scope scope, List<Tensor> inputs, boolean record) {
    List<Value> declared = b.network.inputs();
    if (inputs.size() != declared.size()) {
      throw new IllegalArgumentException(
          "network '"
              + b.network.name()
              + "' takes "
              + declared.size()
              + " inputs, not "
              + inputs.size());
    }
    IValue[] arguments = new IValue[inputs.size() + 1];
    for (int i = 0; i < inputs.size(); i++) {
      if (!declared.get(i).shape().accepts(inputs.get(i).shape())) {
        throw new IllegalArgumentException(
            "network '"
                + b.network.name()
                + "': input "
                + declared.get(i)
                + " cannot be "
                + inputs.get(i).shape());
      }
      arguments[i] = IValue.from(((TorchTensor) inputs.get(i)).array());
    }
    arguments[inputs.size()] = TorchEngine.list(b.values);
    try (IValue result = engine.call(block, b.network.name(), record, arguments)) {
      List<Tensor> out = new ArrayList<>();
      for (PtNDArray array : result.toTensorArray(engine.manager())) {
        out.add(scope.own(engine.wrap(array)));
      }
      return out;
    }
  }

  @Override
  public void close() {
    bound
        .values()
        .forEach(
            b ->
                b.values
                    .subList(b.network.parameters().size(), b.values.size())
                    .forEach(PtNDArray::close));
    block.close();
  }
}
