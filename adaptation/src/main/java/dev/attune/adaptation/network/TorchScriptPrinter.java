package dev.attune.adaptation.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints networks as one TorchScript class with a method for each network. A method takes the
 * network's inputs and one list of tensors, its parameters followed by its constants in the
 * network's order, and returns the list of its outputs. Any height and width and either floating
 * precision can be run with the same print.
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

  /** The archive that libtorch loads; it holds no tensors. */
  public static byte[] archive(List<Network> networks) {
    return TorchArchive.write("Net", text(networks));
  }

  /** The archive of hand-written methods, each indented by two spaces. */
  public static byte[] archiveOf(String methods) {
    return TorchArchive.write("Net", HEADER + methods);
  }

  /** The text of the class. */
  public static String text(List<Network> networks) {
    StringBuilder out = new StringBuilder(HEADER);
    networks.forEach(n -> method(n, out));
    return out.toString();
  }

  private static void method(Network network, StringBuilder out) {
    Map<Value, String> names = new HashMap<>();
    Map<String, Integer> ranks = new HashMap<>();
    List<String> arguments = new ArrayList<>(List.of("self: __torch__.Net"));
    for (Value in : network.inputs()) {
      names.put(in, in.name());
      arguments.add(in.name() + ": Tensor");
    }
    arguments.add("p: List[Tensor]");
    int next = 0;
    for (Value p : network.parameters()) {
      names.put(p, "p[" + next++ + "]");
    }
    for (Value c : network.constants()) {
      names.put(c, "p[" + next++ + "]");
    }
    names.forEach((v, n) -> ranks.put(n, v.shape().rank()));
    out.append("  def ")
        .append(network.name())
        .append(arguments.stream().collect(Collectors.joining(", ", "(", ")")))
        .append(" -> List[Tensor]:\n");
    TorchStatements code = new TorchStatements(out, ranks::get);
    for (Node node : network.nodes()) {
      List<String> operands = node.inputs().stream().map(names::get).toList();
      for (Value r : node.results()) {
        names.put(r, "v" + r.id());
        ranks.put("v" + r.id(), r.shape().rank());
      }
      node.operator().torch(code, operands, node.results().stream().map(names::get).toList());
    }
    out.append(
        network.outputs().stream()
            .map(names::get)
            .collect(Collectors.joining(", ", "    return [", "]\n")));
  }
}
