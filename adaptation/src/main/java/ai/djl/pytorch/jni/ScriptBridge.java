package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * Native calls that are visible only inside DJL's package: methods of a TorchScript module under
 * the thread's own gradient mode (DJL's public way switches gradients off), and the layout of
 * arrays.
 */
public final class ScriptBridge {
  private ScriptBridge() {}

  /** Runs {@code method}; the caller closes the arguments and the result. */
  public static IValue call(PtSymbolBlock block, String method, IValue... arguments) {
    long[] handles = new long[arguments.length];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = arguments[i].getHandle();
    }
    return new IValue(
        PyTorchLibrary.LIB.moduleRunMethod(block.getHandle(), method, handles, true, false));
  }

  /** Whether the elements lie in C order without gaps. */
  public static boolean isContiguous(PtNDArray array) {
    return PyTorchLibrary.LIB.torchIsContiguous(array.getHandle());
  }

  /** A copy in C order without gaps; the caller closes it. */
  public static PtNDArray contiguous(PtNDArray array) {
    return new PtNDArray(
        array.getManager(), PyTorchLibrary.LIB.torchToContiguous(array.getHandle()));
  }
}
