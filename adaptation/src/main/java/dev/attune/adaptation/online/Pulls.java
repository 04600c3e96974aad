package dev.attune.adaptation.online;

import dev.attune.adaptation.runtime.torch.ParameterSteps;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Penalties on the device. */
final class Pulls implements AutoCloseable {
  private final List<Pull> pulls;

  /** One penalty; {@code own} are the parameters that it owns. */
  private record Pull(
      Parameters centre, Parameters strength, double factor, List<Parameters> own) {}

  private Pulls(List<Pull> pulls) {
    this.pulls = pulls;
  }

  static Pulls of(Models models, List<Penalty> penalties) {
    List<Pull> out = new ArrayList<>();
    for (Penalty p : penalties) {
      requireStrengths(models.student().parameters(), p);
      List<Parameters> own = new ArrayList<>();
      Parameters strength = models.parameters(over(models.weights(), p.strength()));
      own.add(strength);
      Parameters centre = models.source().parameters();
      if (p.centre().isPresent()) {
        centre = models.parameters(over(models.weights(), p.centre().get()));
        own.add(centre);
      }
      out.add(new Pull(centre, strength, p.factor(), own));
    }
    return new Pulls(out);
  }

  private static void requireStrengths(Parameters moved, Penalty penalty) {
    for (String name : moved.trainable()) {
      if (!penalty.strength().tensors().containsKey(name)) {
        throw new IllegalArgumentException(
            "penalty '" + penalty.name() + "' says nothing of '" + name + "', which is moved");
      }
    }
  }

  private static Weights over(Weights below, Weights above) {
    Map<String, HostTensor> out = new LinkedHashMap<>(below.tensors());
    above.tensors().forEach(out::replace);
    return Weights.of(out, below.metadata());
  }

  /** Adds the penalties' gradients to those that are gathered. */
  void add(Parameters moved) {
    pulls.forEach(p -> ParameterSteps.pull(moved, p.centre, p.strength, p.factor));
  }

  @Override
  public void close() {
    pulls.forEach(p -> p.own.forEach(Parameters::close));
  }
}
