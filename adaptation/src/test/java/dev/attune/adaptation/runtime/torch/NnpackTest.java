package dev.attune.adaptation.runtime.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.attune.adaptation.runtime.ComputeSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NnpackTest {
  @Test
  void anOpenEngineDoesNotUseIt() {
    TorchEngine.open(ComputeSettings.single()).close();
    NativeLibrary torch =
        NativeLibrary.getInstance(
            Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cpu")).toString());
    Pointer context = torch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
    int enabled =
        torch.getFunction("_ZNK2at7Context17userEnabledNNPACKEv").invokeInt(new Object[] {context});
    assertEquals(0, enabled & 1);
  }
}
