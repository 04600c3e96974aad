package dev.attune.adaptation.weights.files;

import java.util.List;

/**
 * A tensor of a checkpoint before its numbers are read.
 *
 * @param storage where they lie
 * @param offset first element within the storage
 * @param sizes of its axes
 * @param strides in elements, one for each axis
 */
record TensorRef(StorageRef storage, long offset, List<Long> sizes, List<Long> strides) {}
