package dev.attune.adaptation.network;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints networks as one TorchScript class with a method for each network. A method takes the
 * network's inputs and one list of tensors, its parameters followed by its constants in the
 * network's order, and returns the list of its outputs. Any height and width can be run with the
 * same print.
 */
public final class TorchScriptPrinter {
  private static final String HEADER =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  private TorchScriptPrinter() {}

  /** Name of the method that is made of a network. */
  public static String method(Network network) {
    return "run_" + network.name();
  }

  /**
   * The archive that libtorch loads; it holds no tensors.
   *
   * @param networks with names of their own
   * @param floating precision that the networks are run in, FLOAT32 or FLOAT64
   */
  public static byte[] archive(List<Network> networks, ElementType floating) {
    return TorchArchive.write("Net", text(networks, floating));
  }

  /** The archive of hand-written methods, each indented by two spaces. */
  public static byte[] archiveOf(String methods) {
    return TorchArchive.write("Net", HEADER + methods);
  }

  /** The text of the class. */
  public static String text(List<Network> networks, ElementType floating) {
    Set<String> methods = new HashSet<>();
    for (Network n : networks) {
      if (!methods.add(method(n))) {
        throw new IllegalArgumentException(
            "two networks of one model are named '" + n.name() + "'");
      }
    }
    StringBuilder out = new StringBuilder(HEADER);
    networks.forEach(n -> print(n, floating, out));
    return out.toString();
  }

  private static void print(Network network, ElementType floating, StringBuilder out) {
    Map<Value, String> names = new HashMap<>();
    Map<String, Shape> shapes = new HashMap<>();
    List<String> arguments = new ArrayList<>(List.of("self: __torch__.Net"));
    for (Value in : network.inputs()) {
      // No input may be taken for the list of parameters, a keyword or an intermediate value.
      names.put(in, "in_" + in.name());
      arguments.add(names.get(in) + ": Tensor");
    }
    arguments.add("p: List[Tensor]");
    int next = 0;
    for (Value p : network.parameters()) {
      names.put(p, "p[" + next++ + "]");
    }
    for (Value c : network.constants()) {
      names.put(c, "p[" + next++ + "]");
    }
    names.forEach((v, n) -> shapes.put(n, v.shape()));
    out.append("  def ")
        .append(method(network))
        .append(arguments.stream().collect(Collectors.joining(", ", "(", ")")))
        .append(" -> List[Tensor]:\n");
    TorchStatements code = new TorchStatements(out, floating, shapes::get);
    for (Node node : network.nodes()) {
      List<String> operands = node.inputs().stream().map(names::get).toList();
      for (Value r : node.results()) {
        names.put(r, "v" + r.id());
        shapes.put("v" + r.id(), r.shape());
      }
      node.operator().torch(code, operands, node.results().stream().map(names::get).toList());
    }
    out.append(
        network.outputs().stream()
            .map(names::get)
            .collect(Collectors.joining(", ", "    return [", "]\n")));
  }
}
