package dev.attune.adaptation.online;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Node;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.BatchNorm;
import dev.attune.adaptation.network.op.GroupNorm;
import dev.attune.adaptation.network.op.InstanceNorm;
import dev.attune.adaptation.network.op.LayerNorm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which parameters of a network an adapter moves. */
public sealed interface Moved {
  /** Nothing: the weights stay as they are. */
  record Nothing() implements Moved {}

  /** Every parameter that is trained at all. */
  record Everything() implements Moved {}

  /**
   * Scale and offset of every normalisation layer but those whose name holds one of some parts, or
   * is one of them but for a dot at its end.
   *
   * @param skipped parts of names, such as {@code layer4}; see {@link #TOP}
   */
  record NormAffine(List<String> skipped) implements Moved {
    /**
     * The last stage of residual networks and the last blocks of vision transformers, which SAR and
     * DeYO leave alone (Niu et al., SAR, 2023, appendix).
     */
    public static final List<String> TOP =
        List.of("layer4", "blocks.9", "blocks.10", "blocks.11", "norm.");

    /** Of all layers. */
    public NormAffine() {
      this(List.of());
    }

    /** Keeps a copy of the list. */
    public NormAffine {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * Parameters whose name begins with one of some texts, such as those of a prompt.
   *
   * @param prefixes of full names
   */
  record Named(List<String> prefixes) implements Moved {
    /** Keeps a copy of the list. */
    public Named {
      prefixes = List.copyOf(prefixes);
    }
  }

  /**
   * Full names of what is moved in a network.
   *
   * @throws IllegalArgumentException when the network has nothing of the kind
   */
  default Set<String> names(Network network) {
    Set<String> out = new LinkedHashSet<>();
    if (this instanceof NormAffine n) {
      for (String name : normAffine(network)) {
        String layer = name.substring(0, name.lastIndexOf('.'));
        if (n.skipped.stream().noneMatch(s -> layer.contains(s) || (layer + ".").equals(s))) {
          out.add(name);
        }
      }
    } else if (!(this instanceof Nothing)) {
      network.parameters().stream()
          .filter(p -> ((Value.Parameter) p.origin()).trainable())
          .map(Value::name)
          .filter(
              name ->
                  this instanceof Everything
                      || ((Named) this).prefixes.stream().anyMatch(name::startsWith))
          .forEach(out::add);
    }
    if (out.isEmpty() && !(this instanceof Nothing)) {
      throw new IllegalArgumentException(
          "network '" + network.name() + "' has no parameters of " + this + " to move");
    }
    return out;
  }

  /** Scales and offsets of normalisation layers, in order of use. */
  private static Set<String> normAffine(Network network) {
    Set<String> out = new LinkedHashSet<>();
    for (Node node : network.nodes()) {
      boolean norm =
          node.operator() instanceof BatchNorm
              || node.operator() instanceof GroupNorm
              || node.operator() instanceof LayerNorm
              || node.operator() instanceof InstanceNorm;
      if (norm && node.inputs().size() >= 3) {
        out.add(node.inputs().get(1).name());
        out.add(node.inputs().get(2).name());
      }
    }
    return network.parameters().stream()
        .map(Value::name)
        .filter(out::contains)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
