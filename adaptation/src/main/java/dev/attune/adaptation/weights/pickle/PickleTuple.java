package dev.attune.adaptation.weights.pickle;

import java.util.List;

/**
 * A Python tuple.
 *
 * @param items not copied and never changed; null stands for None
 */
public record PickleTuple(List<Object> items) {}
