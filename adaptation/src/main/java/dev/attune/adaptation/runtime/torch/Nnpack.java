package dev.attune.adaptation.runtime.torch;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps libtorch from using NNPACK for small convolutions. On processors without AVX2, and where
 * the sizes of their caches cannot be read (virtual machines), every such convolution would print a
 * warning to stderr, tens of thousands in a run; elsewhere results would differ in rounding from
 * those of the other kernels.
 */
final class Nnpack {
  private static final Logger LOG = LoggerFactory.getLogger(Nnpack.class);

  private Nnpack() {}

  /** Call once libtorch is loaded. Where it offers no such switch, nothing changes. */
  static void disable() {
    Path folder = Path.of(LibUtils.getLibtorchPath());
    try {
      NativeLibrary torch =
          NativeLibrary.getInstance(
              folder.resolve(System.mapLibraryName("torch_cpu")).toAbsolutePath().toString());
      // at::globalContext() and at::Context::setUserEnabledNNPACK(bool): DJL does not offer them.
      Pointer context = torch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
      torch
          .getFunction("_ZN2at7Context20setUserEnabledNNPACKEb")
          .invokeVoid(new Object[] {context, false});
    } catch (LinkageError e) {
      LOG.debug("NNPACK stays as it is: {}", e.toString());
    }
  }
}
