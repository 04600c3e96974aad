package dev.attune.adaptation.weights.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A container of a checkpoint: one object and the storages that it refers to. */
interface TorchArchive extends Closeable {
  /** What the pickle built: dictionaries, lists, numbers and {@link TensorRef}s. */
  Object root();

  /**
   * The bytes of a whole storage, little-endian.
   *
   * @throws dev.attune.adaptation.weights.WeightsException when it is not there or has another size
   */
  ByteBuffer storage(StorageRef storage) throws IOException;
}
