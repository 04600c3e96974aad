package dev.attune.adaptation.network;

import java.util.List;

/**
 * One use of an operator in a graph.
 *
 * @param operator what is computed
 * @param inputs operands in the operator's order
 * @param results values that this node defines
 */
public record Node(Operator operator, List<Value> inputs, List<Value> results) {}
