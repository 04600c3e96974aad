package dev.attune.adaptation.network.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one contract that every operator keeps, through both printers. */
class OperatorContractTest {
  private static final int DRAWS = 3;
  private static TorchEngine engine;

  @BeforeAll
  static void open() {
    engine = TorchEngine.open(ComputeSettings.single());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  static List<OperatorCase> cases() {
    return OperatorCases.all();
  }

  @Test
  void everyOperatorOfThePackageHasACase() throws Exception {
    Set<Object> covered = new HashSet<>();
    for (OperatorCase c : cases()) {
      covered.add(c.operator instanceof Enum<?> constant ? constant : c.operator.getClass());
    }
    List<Object> operators = operators();
    assertThat(operators).hasSizeGreaterThan(50);
    assertThat(operators).allMatch(covered::contains);
  }

  /** Every operator class, and of operators that are enumerations every constant. */
  private static List<Object> operators() throws IOException, URISyntaxException {
    Class<?> one = Conv2d.class;
    Path root = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Object> out = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve(one.getPackageName().replace('.', '/')))) {
      for (Path f : files.toList()) {
        String name = f.getFileName().toString();
        if (!name.endsWith(".class") || name.contains("$") || name.startsWith("package-")) {
          continue;
        }
        Class<?> type = load(one.getPackageName() + "." + name.replace(".class", ""));
        if (Operator.class.isAssignableFrom(type)) {
          out.addAll(type.isEnum() ? Arrays.asList(type.getEnumConstants()) : List.of(type));
        }
      }
    }
    return out;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothEnginesAgree(OperatorCase c) {
    Network network = OperatorRun.network(c, c.operands);
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Nd> values = values(c.operands, draw);
      List<HostTensor> torch =
          OperatorRun.torch(engine, network, c.operands, values, ElementType.FLOAT32);
      requireShapes(network, c.operands, values, torch);
      if (c.onnx) {
        assertClose(
            OperatorRun.onnx(network, c.operands, values, ElementType.FLOAT32), torch, 1e-5);
      } else {
        assertThatThrownBy(() -> OperatorRun.onnx(network, c.operands, values, ElementType.FLOAT32))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("no ONNX form");
      }
      if (c.anyType) {
        integersAgree(c, draw);
      }
    }
  }

  private static void integersAgree(OperatorCase c, int draw) {
    List<Operand> operands = new ArrayList<>();
    for (Operand o : c.operands) {
      operands.add(
          o.type().isFloating()
              ? new Operand(o.name(), o.role(), ElementType.INT64, o.pattern(), -50, 50)
              : o);
    }
    Network network = OperatorRun.network(c, operands);
    List<Nd> values = values(operands, draw);
    List<HostTensor> torch =
        OperatorRun.torch(engine, network, operands, values, ElementType.FLOAT32);
    assertClose(OperatorRun.onnx(network, operands, values, ElementType.FLOAT32), torch, 0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doublePrecisionAgrees(OperatorCase c) {
    Network network = OperatorRun.network(c, c.operands);
    List<Nd> values = values(c.operands, 1);
    List<HostTensor> torch =
        OperatorRun.torch(engine, network, c.operands, values, ElementType.FLOAT64);
    if (c.reference != null) {
      Nd expected = c.reference.apply(values);
      assertThat(torch.get(0).shape()).isEqualTo(expected.shape());
      assertClose(torch.get(0).toDoubles(), expected.data(), 1e-11);
    }
    if (c.onnx && c.onnxFloat64) {
      assertClose(
          OperatorRun.onnx(network, c.operands, values, ElementType.FLOAT64),
          torch,
          c.onnxFloat64Tolerance);
    } else if (c.onnx) {
      // Fails once ONNX Runtime brings the kernel; then the case can do without the exception.
      assertThatThrownBy(
              () ->
                  FrozenModel.load(
                      network,
                      OperatorRun.weights(c.operands, values),
                      ComputeSettings.single(),
                      ElementType.FLOAT64))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("NOT_IMPLEMENTED");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreFiniteDifferences(OperatorCase c) {
    if (c.gradient) {
      GradientCheck.check(engine, c, values(c.operands, 2), new Random(7));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wrongOperandsAreRefusedWhileBuilding(OperatorCase c) {
    assertThat(c.refusals).isNotEmpty();
    for (OperatorCase.Refusal r : c.refusals) {
      var thrown =
          assertThatThrownBy(() -> OperatorRun.network(c, r.operands()))
              .as("%s", r)
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageStartingWith(c.operator.name())
              .hasMessageContaining(r.word());
      for (Operand o : r.operands()) {
        TensorType type = new TensorType(o.type(), o.pattern().declared());
        thrown.hasMessageContaining(o.name() + type);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void workIsCounted(OperatorCase c) {
    Network network = OperatorRun.network(c, c.operands);
    for (OperatorCase.Work w : c.work) {
      List<Shape> shapes = w.sizes().stream().map(s -> new Pattern(s).declared()).toList();
      assertThat(network.multiplyAccumulates(shapes)).isEqualTo(w.expected());
    }
  }

  private static List<Nd> values(List<Operand> operands, int draw) {
    Map<Character, Integer> letters = Pattern.draw(draw);
    Random random = new Random(100 + draw);
    return operands.stream().map(o -> o.values(letters, random)).toList();
  }

  /** The shape rule gives what the engine gives, for unknown and for real sizes. */
  private static void requireShapes(
      Network network, List<Operand> operands, List<Nd> values, List<HostTensor> results) {
    List<Shape> inputs = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).isInput()) {
        inputs.add(values.get(i).shape());
      }
    }
    List<Shape> real = results.stream().map(HostTensor::shape).toList();
    assertThat(network.outputShapes(inputs)).isEqualTo(real);
    for (int i = 0; i < real.size(); i++) {
      assertThat(network.outputs().get(i).shape().accepts(real.get(i))).isTrue();
      ElementType declared = network.outputs().get(i).type().element();
      assertThat(results.get(i).type()).isEqualTo(declared);
    }
  }

  private static void assertClose(List<HostTensor> a, List<HostTensor> b, double relative) {
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.get(i).shape()).isEqualTo(b.get(i).shape());
      assertThat(a.get(i).type()).isEqualTo(b.get(i).type());
      assertClose(a.get(i).toDoubles(), b.get(i).toDoubles(), relative);
    }
  }

  /** Equal up to a share of the greatest magnitude, or of 1 where all are smaller. */
  static void assertClose(double[] a, double[] b, double relative) {
    double scale = Math.max(1, Arrays.stream(b).map(Math::abs).max().orElse(0));
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i])
          .as("element %d of %d", i, a.length)
          .isCloseTo(b[i], within(relative * scale));
    }
  }
}
