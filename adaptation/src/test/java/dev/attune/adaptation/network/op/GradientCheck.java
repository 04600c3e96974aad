package dev.attune.adaptation.network.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Gradients of an operator in double precision against central finite differences. */
final class GradientCheck {
  private static final double STEP = 1e-5;
  private static final int ELEMENTS = 24;

  private final OperatorCase c;
  private final List<Nd> values;
  private final List<Nd> projections;
  private final TrainableModel model;

  private GradientCheck(
      OperatorCase c, List<Nd> values, List<Nd> projections, TrainableModel model) {
    this.c = c;
    this.values = values;
    this.projections = projections;
    this.model = model;
  }

  static void check(TorchEngine engine, OperatorCase c, List<Nd> values, Random random) {
    Network loss = OperatorRun.loss(c);
    Network forward = OperatorRun.network(c, c.operands);
    List<Shape> inputs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (c.operands.get(i).isInput()) {
        inputs.add(values.get(i).shape());
      }
    }
    List<Nd> projections = new ArrayList<>();
    List<Shape> results = forward.outputShapes(inputs);
    for (int i = 0; i < results.size(); i++) {
      if (forward.outputs().get(i).type().element().isFloating()) {
        projections.add(Nd.of(results.get(i), k -> random.nextDouble() * 2 - 1));
      }
    }
    try (Parameters p =
            Parameters.of(
                engine,
                OperatorRun.weights(c.operands, values),
                List.of(loss),
                ElementType.FLOAT64);
        TrainableModel model = TrainableModel.load(engine, p, List.of(loss))) {
      new GradientCheck(c, values, projections, model).compare(random);
    }
  }

  private void compare(Random random) {
    List<Operand> operands = c.operands;
    List<double[]> ofInputs = new ArrayList<>();
    Map<String, HostTensor> ofParameters;
    try (Scope scope = new Scope()) {
      Executable e = model.executable("loss");
      List<Tensor> in = inputs(e, scope, values);
      model.inputGradients("loss", scope, in).forEach(t -> ofInputs.add(t.toHost().toDoubles()));
      assertThat(model.parameters().gradients()).isEmpty();
      if (operands.stream().anyMatch(o -> o.role() == Operand.Role.PARAMETER)) {
        model.accumulateGradients("loss", 1, in.toArray(Tensor[]::new));
      }
      ofParameters = model.parameters().gradients();
    }
    int next = 0;
    int compared = 0;
    for (int i = 0; i < operands.size(); i++) {
      Operand o = operands.get(i);
      if (o.role() == Operand.Role.BUFFER || !o.type().isFloating()) {
        continue;
      }
      double[] gradient =
          o.isInput() ? ofInputs.get(next++) : ofParameters.get(o.name()).toDoubles();
      compared += compare(i, gradient, random);
    }
    assertThat(compared).isPositive();
  }

  private int compare(int operand, double[] gradient, Random random) {
    double[] data = values.get(operand).data();
    assertThat(gradient).hasSameSizeAs(data);
    int n = Math.min(ELEMENTS, data.length);
    for (int k = 0; k < n; k++) {
      int i = data.length <= ELEMENTS ? k : random.nextInt(data.length);
      double numeric = (loss(operand, i, STEP) - loss(operand, i, -STEP)) / (2 * STEP);
      assertThat(gradient[i])
          .as("gradient of element %d of %s", i, c.operands.get(operand).name())
          .isCloseTo(numeric, within(1e-6 * Math.max(1, Math.abs(numeric))));
    }
    return n;
  }

  private double loss(int operand, int element, double change) {
    List<Nd> moved = new ArrayList<>(values);
    double[] data = values.get(operand).data().clone();
    data[element] += change;
    moved.set(operand, new Nd(values.get(operand).shape(), data));
    if (!c.operands.get(operand).isInput()) {
      model.parameters().load(OperatorRun.weights(c.operands, moved));
    }
    try (Scope scope = new Scope()) {
      Executable e = model.executable("loss");
      return e.run(scope, inputs(e, scope, moved)).get(0).item();
    } finally {
      if (!c.operands.get(operand).isInput()) {
        model.parameters().load(OperatorRun.weights(c.operands, values));
      }
    }
  }

  private List<Tensor> inputs(Executable e, Scope scope, List<Nd> at) {
    List<Tensor> in =
        new ArrayList<>(OperatorRun.inputs(e, scope, c.operands, at, ElementType.FLOAT64));
    projections.forEach(p -> in.add(OperatorRun.tensor(e, scope, p, ElementType.FLOAT64)));
    return in;
  }
}
