package dev.attune.adaptation.weights;

import dev.attune.adaptation.tensor.HostTensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Functions over the names of weights: prefixes of wrappers, selections, renaming. */
public final class WeightNames {
  /**
   * What training programs put before the names of a network: its attribute in a wrapper, and the
   * wrapper of PyTorch's data parallel modules. Longest first.
   */
  public static final List<String> KNOWN_PREFIXES =
      List.of("module.model.", "model.module.", "module.", "model.");

  private static final int MAX_LENGTH = 1024;

  private WeightNames() {}

  /**
   * Names without a prefix; names that do not carry it stay as they are.
   *
   * @throws IllegalArgumentException when no name carries it, or two names would become one
   */
  public static Weights stripPrefix(Weights weights, String prefix) {
    if (weights.tensors().keySet().stream().noneMatch(n -> carries(n, prefix))) {
      throw new IllegalArgumentException("no tensor's name begins with '" + prefix + "'");
    }
    return rename(weights, n -> carries(n, prefix) ? n.substring(prefix.length()) : n);
  }

  /** Names without the longest of {@link #KNOWN_PREFIXES} that every name carries, if any. */
  public static Weights stripKnownPrefix(Weights weights) {
    Set<String> names = weights.tensors().keySet();
    return KNOWN_PREFIXES.stream()
        .filter(p -> !names.isEmpty() && names.stream().allMatch(n -> carries(n, p)))
        .findFirst()
        .map(p -> stripPrefix(weights, p))
        .orElse(weights);
  }

  /**
   * Names without the one of {@link #KNOWN_PREFIXES} under which most of the expected names are
   * found; as they are when no prefix helps. For checkpoints in which only some names are prefixed.
   *
   * @param expected names that a network wants
   */
  public static Weights fit(Weights weights, Collection<String> expected) {
    Set<String> names = weights.tensors().keySet();
    String best = "";
    long found = expected.stream().filter(names::contains).count();
    for (String prefix : KNOWN_PREFIXES) {
      long with = expected.stream().filter(n -> names.contains(prefix + n)).count();
      if (with > found) {
        found = with;
        best = prefix;
      }
    }
    return best.isEmpty() ? weights : stripPrefix(weights, best);
  }

  /** Only the tensors whose name passes the test, in their order. */
  public static Weights select(Weights weights, Predicate<String> test) {
    Map<String, HostTensor> out = new LinkedHashMap<>(weights.tensors());
    out.keySet().removeIf(test.negate());
    return Weights.of(out, weights.metadata());
  }

  /**
   * Every name replaced by a function of it.
   *
   * @throws IllegalArgumentException when two names would become one
   */
  public static Weights rename(Weights weights, UnaryOperator<String> change) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              String renamed = change.apply(name);
              if (out.put(renamed, tensor) != null) {
                throw new IllegalArgumentException(
                    "two tensors would be named '" + renamed + "', one of them was '" + name + "'");
              }
            });
    return Weights.of(out, weights.metadata());
  }

  /**
   * Whether a text can be a tensor's name in a file: 1 to 1024 characters, none of them a control
   * character or half of a surrogate pair.
   */
  public static boolean isSane(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_LENGTH
        && name.codePoints().noneMatch(c -> Character.isISOControl(c) || isLoneSurrogate(c));
  }

  /** Whether a text can be written as UTF-8: no half of a surrogate pair. */
  public static boolean isEncodable(String text) {
    return text.codePoints().noneMatch(WeightNames::isLoneSurrogate);
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static boolean carries(String name, String prefix) {
    return name.length() > prefix.length() && name.startsWith(prefix);
  }
}
