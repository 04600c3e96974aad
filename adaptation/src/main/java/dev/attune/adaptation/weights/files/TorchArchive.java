package dev.attune.adaptation.weights.files;

import java.nio.ByteBuffer;

/** A container of a checkpoint: one object and the storages that it refers to. */
interface TorchArchive {
  /** What the pickle built: dictionaries, lists, numbers and {@link TensorRef}s. */
  Object root();

  /**
   * The bytes of a whole storage, little-endian.
   *
   * @throws dev.attune.adaptation.weights.WeightsException when it is not there or has another size
   */
  ByteBuffer storage(StorageRef storage);
}
