package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.ElementType;

/**
 * A run of elements in a checkpoint's storage.
 *
 * @param type type of the elements
 * @param key name of the storage in the checkpoint
 * @param elements number of elements that the storage is said to have
 * @param viewOffset first element that belongs to this run; 0 but in checkpoints of PyTorch 0.4 and
 *     older
 * @param viewElements number of elements of this run
 */
record StorageRef(
    ElementType type, String key, long elements, long viewOffset, long viewElements) {}
