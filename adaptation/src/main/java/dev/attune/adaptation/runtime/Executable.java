package dev.attune.adaptation.runtime;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A network with its weights, ready to run without gradients on some engine. Tensors of another
 * engine are not accepted. Runs of one executable must not overlap; different executables may run
 * at once.
 */
public interface Executable extends AutoCloseable {
  /** What is run. */
  Network network();

  /**
   * Runs the network.
   *
   * @param scope owner of the results
   * @param inputs in the network's order, from {@link #tensor} or from results of this engine
   * @return the network's outputs
   */
  List<Tensor> run(Scope scope, List<Tensor> inputs);

  /**
   * Puts numbers where this engine can use them.
   *
   * @param scope owner of the tensor
   * @param data direct, native byte order, from its position; copied
   */
  Tensor tensor(Scope scope, ElementType type, Shape shape, ByteBuffer data);

  /** A tensor of floats. */
  default Tensor tensor(Scope scope, Shape shape, float... values) {
    ByteBuffer b =
        ByteBuffer.allocateDirect(Math.multiplyExact(4, values.length))
            .order(ByteOrder.nativeOrder());
    b.asFloatBuffer().put(values);
    return tensor(scope, ElementType.FLOAT32, shape, b);
  }

  @Override
  void close();
}
