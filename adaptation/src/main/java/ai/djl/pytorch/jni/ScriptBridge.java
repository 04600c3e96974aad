package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * Calls methods of a TorchScript module under the thread's own gradient mode. DJL's public way
 * switches gradients off, and the native call is visible only inside this package.
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
}
