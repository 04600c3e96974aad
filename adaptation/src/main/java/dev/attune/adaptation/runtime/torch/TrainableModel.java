package dev.attune.adaptation.runtime.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.TensorType;
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
import java.util.HashMap;
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
  private final Map<String, List<TensorType>> checked = new HashMap<>();

  /** A network with what is handed in at every call, and the part of it that the model owns. */
  private record Bound(Network network, List<PtNDArray> values, List<TorchTensor> constants) {}

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
        new TrainableModel(
            engine,
            parameters,
            engine.module(TorchScriptPrinter.archive(networks, parameters.precision())));
    try {
      networks.forEach(model::bind);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    return model;
  }

  private void bind(Network n) {
    List<PtNDArray> values = new ArrayList<>();
    n.parameters().forEach(p -> values.add(parameters.array(p.name(), p.shape())));
    List<TorchTensor> constants = new ArrayList<>();
    for (Value c : n.constants()) {
      HostTensor t = ((Value.Constant) c.origin()).tensor();
      HostTensor precise = t.type().isFloating() ? t.as(parameters.precision()) : t;
      constants.add(engine.upload(precise.type(), precise.shape(), precise.bytes()));
    }
    constants.forEach(c -> values.add(c.array()));
    bound.put(n.name(), new Bound(n, values, constants));
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
      TorchTensor loss = loss(require(network), scope, List.of(inputs));
      double value = loss.item();
      TorchTensor seed = scope.own(engine.scalar(loss.elementType(), weight));
      JniUtils.backward(loss.array(), seed.array(), false, false);
      return value;
    }
  }

  /**
   * Runs a network so that {@link #backward} can follow from its outputs.
   *
   * @param scope owner of the outputs; what is needed for going back is freed with them
   * @param inputs may be outputs of a recorded run of another model of this engine, which is then
   *     gone through as well
   */
  public List<Tensor> record(String network, Scope scope, List<Tensor> inputs) {
    return call(require(network), scope, inputs, true);
  }

  /**
   * Adds to the gathered gradients of everything trained that the outputs were made from: the
   * gradients of the sum of all {@code outputs * seeds}. Once for a recorded run.
   *
   * @param outputs of recorded runs, floating
   * @param seeds the derivative of a loss by each output, in its shape and precision
   */
  public void backward(List<Tensor> outputs, List<Tensor> seeds) {
    List<PtNDArray> y = outputs.stream().map(t -> own(t).array()).toList();
    List<PtNDArray> s = seeds.stream().map(t -> own(t).array()).toList();
    if (y.size() == 1) {
      JniUtils.backward(y.get(0), s.get(0), false, false);
      return;
    }
    try (Scope scope = new Scope();
        IValue result = engine.recordedKernel("inner", TorchEngine.list(y), TorchEngine.list(s))) {
      TorchTensor sum = scope.own(new TorchTensor(result.toTensor(engine.manager())));
      TorchTensor one = scope.own(engine.scalar(sum.elementType(), 1));
      JniUtils.backward(sum.array(), one.array(), false, false);
    }
  }

  /**
   * Gradients of a scalar loss, the network's first output, with respect to its inputs. The
   * gathered gradients of the parameters are not touched.
   *
   * @param scope owner of the gradients
   * @param inputs floating ones are differentiated
   * @return one gradient for each floating input, in their order; zeros where the loss does not
   *     depend on it
   */
  public List<Tensor> inputGradients(String network, Scope scope, List<Tensor> inputs) {
    Bound b = require(network);
    List<PtNDArray> wanted =
        inputs.stream()
            .map(TrainableModel::own)
            .filter(t -> t.elementType().isFloating())
            .map(TorchTensor::array)
            .toList();
    try (Scope inner = new Scope()) {
      wanted.forEach(a -> a.setRequiresGradient(true));
      TorchTensor loss = loss(b, inner, inputs);
      try (IValue result =
          engine.kernel("gradients", IValue.from(loss.array()), TorchEngine.list(wanted))) {
        List<Tensor> out = new ArrayList<>();
        for (PtNDArray gradient : result.toTensorArray(engine.manager())) {
          out.add(scope.own(new TorchTensor(gradient)));
        }
        return out;
      }
    } finally {
      wanted.forEach(a -> a.setRequiresGradient(false));
    }
  }

  private TorchTensor loss(Bound b, Scope scope, List<Tensor> inputs) {
    TorchTensor loss = (TorchTensor) call(b, scope, inputs, true).get(0);
    if (loss.shape().rank() != 0 || !loss.elementType().isFloating()) {
      throw new IllegalArgumentException(
          "the first output of network '"
              + b.network.name()
              + "' is "
              + loss.elementType()
              + loss.shape()
              + "; a loss is one floating number without axes");
    }
    return loss;
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
    List<TensorType> types = inputs.stream().map(t -> own(t).type()).toList();
    if (!types.equals(checked.get(b.network.name()))) {
      // Messages of the shape rules are better than those of the engine.
      b.network.requireInputs(types, parameters.precision());
      b.network.outputShapes(types.stream().map(TensorType::shape).toList());
      checked.put(b.network.name(), types);
    }
    IValue[] arguments = new IValue[inputs.size() + 1];
    for (int i = 0; i < inputs.size(); i++) {
      arguments[i] = IValue.from(own(inputs.get(i)).array());
    }
    arguments[inputs.size()] = TorchEngine.list(b.values);
    try (IValue result =
        engine.call(block, TorchScriptPrinter.method(b.network), record, arguments)) {
      List<Tensor> out = new ArrayList<>();
      for (PtNDArray array : result.toTensorArray(engine.manager())) {
        out.add(scope.own(new TorchTensor(array)));
      }
      return out;
    }
  }

  private static TorchTensor own(Tensor t) {
    if (t instanceof TorchTensor own) {
      return own;
    }
    throw new IllegalArgumentException(
        "a tensor " + t.shape() + " of another engine cannot be used by libtorch; copy it over");
  }

  @Override
  public void close() {
    bound.values().forEach(b -> b.constants.forEach(TorchTensor::close));
    block.close();
  }
}
