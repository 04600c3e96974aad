package dev.attune.adaptation.weights;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The numbers of a network: an ordered map from published parameter names to tensors on the host,
 * with what is known of them (channel order, value range, licence, provenance). Immutable and
 * thread-safe.
 */
public final class Weights {
  private final Map<String, HostTensor> tensors;
  private final Map<String, String> metadata;

  private Weights(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Weights of copies of both maps, in their order. */
  public static Weights of(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    return new Weights(tensors, metadata);
  }

  /** All tensors by name, in published order. */
  public Map<String, HostTensor> tensors() {
    return tensors;
  }

  /** What is known of the weights. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * One tensor.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public HostTensor get(String name) {
    HostTensor t = tensors.get(name);
    if (t == null) {
      throw new IllegalArgumentException("the weights have no tensor '" + name + "'");
    }
    return t;
  }

  /** The same tensors with other metadata. */
  public Weights withMetadata(Map<String, String> other) {
    return new Weights(tensors, other);
  }

  /** Every tensor replaced by a function of it. */
  public Weights map(UnaryOperator<HostTensor> change) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    tensors.forEach((name, t) -> out.put(name, change.apply(t)));
    return new Weights(out, metadata);
  }

  /** Floating tensors stored as {@code type}; others as they are. */
  public Weights as(ElementType type) {
    return map(t -> t.type().isFloating() ? t.as(type) : t);
  }

  /** Number of elements of all tensors. */
  public long elements() {
    return tensors.values().stream().mapToLong(t -> t.shape().elements()).sum();
  }

  /** Whether names, order and every bit of every tensor agree; metadata is not compared. */
  public boolean bitEquals(Weights other) {
    return tensors.keySet().stream().toList().equals(other.tensors.keySet().stream().toList())
        && tensors.entrySet().stream().allMatch(e -> e.getValue().bitEquals(other.get(e.getKey())));
  }

  /**
   * SHA-256 in hexadecimal over names, types, shapes and bytes in order; independent of the file
   * format and metadata.
   */
  public String sha256() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    tensors.forEach(
        (name, t) -> {
          digest.update((name + "\n" + t + "\n").getBytes(StandardCharsets.UTF_8));
          ByteBuffer bytes = t.bytes();
          digest.update(bytes);
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
