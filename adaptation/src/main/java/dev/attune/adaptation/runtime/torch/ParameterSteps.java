package dev.attune.adaptation.runtime.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done to parameters beside an optimiser's steps: averaging, regularising, perturbing and
 * restoring, on the device. Everything acts on what the first parameters train; the others must
 * hold the same names in the same shapes and precision. Used by one thread at a time.
 */
public final class ParameterSteps {
  private ParameterSteps() {}

  /**
   * {@code to = (1 - share) * to + share * source}.
   *
   * @param share from 0 to 1
   */
  public static void blend(Parameters to, Parameters source, double share) {
    kernel(to, "average", list(to), list(to, source), IValue.from(share));
  }

  /** {@code to = of} for what {@code of} trains, to be brought back by {@link #copy}. */
  public static void keep(Parameters of, Parameters to) {
    kernel(of, "copy", list(of, to), list(of));
  }

  /** {@code to = source}, bit for bit. */
  public static void copy(Parameters to, Parameters source) {
    kernel(to, "copy", list(to), list(to, source));
  }

  /**
   * Adds to the gathered gradients those of {@code factor / 2 * sum(strength * (p - centre)^2)}.
   * Parameters that no gradient has reached stay without.
   */
  public static void pull(
      Parameters parameters, Parameters centre, Parameters strength, double factor) {
    withGradients(
        parameters,
        (names, p, g) ->
            parameters
                .engine()
                .kernel(
                    "pull",
                    TorchEngine.list(g),
                    TorchEngine.list(p),
                    TorchEngine.list(of(centre, names)),
                    TorchEngine.list(of(strength, names)),
                    IValue.from(factor))
                .close());
  }

  /**
   * Moves the parameters along their gathered gradients to a length of {@code radius}, all of them
   * together, and clears the gradients: the ascent of sharpness-aware minimisation (Foret et al.,
   * 2021, equation 2).
   *
   * @param epsilon added to the norm
   * @return the norm of the gradients
   */
  public static double climb(Parameters parameters, double radius, double epsilon) {
    double[] norm = {0};
    withGradients(
        parameters,
        (names, p, g) ->
            norm[0] =
                number(
                    parameters,
                    "climb",
                    TorchEngine.list(p),
                    TorchEngine.list(g),
                    IValue.from(radius),
                    IValue.from(epsilon)));
    parameters.clearGradients();
    return norm[0];
  }

  /**
   * {@code to = source} where a mask is not 0.
   *
   * @param masks by name, UINT8 in the parameter's shape; a name without one stays as it is
   */
  public static void put(Parameters to, Parameters source, Map<String, HostTensor> masks) {
    List<PtNDArray> target = new ArrayList<>();
    List<PtNDArray> start = new ArrayList<>();
    List<TorchTensor> where = new ArrayList<>();
    try {
      to.trained()
          .forEach(
              (name, p) -> {
                HostTensor mask = masks.get(name);
                if (mask != null) {
                  target.add(p);
                  start.add(source.all().get(name).array());
                  where.add(to.engine().upload(ElementType.BOOL, mask.shape(), mask.bytes()));
                }
              });
      kernel(
          to,
          "put",
          TorchEngine.list(target),
          TorchEngine.list(start),
          TorchEngine.list(where.stream().map(TorchTensor::array).toList()));
    } finally {
      where.forEach(TorchTensor::close);
    }
  }

  /** Gradients set aside before a step forgets them; the caller closes them. */
  public static final class Kept implements AutoCloseable {
    private final Map<String, PtNDArray> gradients = new LinkedHashMap<>();

    private Kept() {}

    /** Frees the copies. */
    @Override
    public void close() {
      gradients.values().forEach(NDArray::close);
    }
  }

  /** A copy of the gathered gradients. */
  public static Kept keepGradients(Parameters parameters) {
    Kept out = new Kept();
    parameters
        .trained()
        .forEach(
            (name, p) -> {
              try (PtNDArray g = JniUtils.getGradient(p)) {
                if (g != null) {
                  out.gradients.put(name, JniUtils.clone(g));
                }
              }
            });
    return out;
  }

  /**
   * {@code to = source} for the share of scalars whose squared gradient is least: those strictly
   * below the {@code quantile} of all squared gradients together, interpolated linearly.
   *
   * @param quantile from 0 to 1
   * @return the quantile's value
   */
  public static double putLeast(Parameters to, Parameters source, Kept gradients, double quantile) {
    List<String> names = List.copyOf(gradients.gradients.keySet());
    List<PtNDArray> g = List.copyOf(gradients.gradients.values());
    double limit;
    try (IValue r = to.engine().kernel("squares", TorchEngine.list(g));
        TorchTensor sorted = new TorchTensor(r.toTensor(to.engine().manager()))) {
      limit = quantile(sorted.toHost().toDoubles(), quantile);
    }
    try (TorchTensor edge = to.engine().scalar(to.precision(), limit)) {
      kernel(
          to,
          "put_below",
          TorchEngine.list(of(to, names)),
          TorchEngine.list(of(source, names)),
          TorchEngine.list(g),
          IValue.from(edge.array()));
    }
    return limit;
  }

  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int low = (int) Math.floor(at);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  /** Euclidean distance of all trained parameters together. */
  public static double distance(Parameters parameters, Parameters from) {
    return number(parameters, "distance", list(parameters), list(parameters, from));
  }

  /** Euclidean length of {@code of}, over what {@code moved} trains. */
  public static double length(Parameters moved, Parameters of) {
    return number(moved, "length", list(moved, of));
  }

  /** Does something with all parameters that gradients have reached. */
  private interface WithGradients {
    void accept(List<String> names, List<PtNDArray> parameters, List<PtNDArray> gradients);
  }

  private static void withGradients(Parameters parameters, WithGradients action) {
    List<String> names = new ArrayList<>();
    List<PtNDArray> p = new ArrayList<>();
    List<PtNDArray> g = new ArrayList<>();
    try {
      parameters
          .trained()
          .forEach(
              (name, array) -> {
                PtNDArray gradient = JniUtils.getGradient(array);
                if (gradient != null) {
                  names.add(name);
                  p.add(array);
                  g.add(gradient);
                }
              });
      if (!names.isEmpty()) {
        action.accept(names, p, g);
      }
    } finally {
      g.forEach(NDArray::close);
    }
  }

  private static double number(Parameters of, String method, IValue... arguments) {
    try (IValue r = of.engine().kernel(method, arguments);
        TorchTensor value = new TorchTensor(r.toTensor(of.engine().manager()))) {
      return value.item();
    }
  }

  private static void kernel(Parameters of, String method, IValue... arguments) {
    of.engine().kernel(method, arguments).close();
  }

  private static IValue list(Parameters trained) {
    return TorchEngine.list(List.copyOf(trained.trained().values()));
  }

  private static IValue list(Parameters trained, Parameters from) {
    return TorchEngine.list(of(from, List.copyOf(trained.trained().keySet())));
  }

  private static List<PtNDArray> of(Parameters parameters, List<String> names) {
    return names.stream()
        .map(
            n -> {
              TorchTensor t = parameters.all().get(n);
              if (t == null) {
                throw new IllegalArgumentException("there is no parameter '" + n + "' among these");
              }
              return t.array();
            })
        .toList();
  }
}
