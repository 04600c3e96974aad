package dev.attune.adaptation.weights.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import dev.attune.adaptation.weights.pickle.PickleBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCheckpointTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "HalfStorage, FLOAT16",
    "BFloat16Storage, BFLOAT16",
    "FloatStorage, FLOAT32",
    "DoubleStorage, FLOAT64",
    "CharStorage, INT8",
    "ByteStorage, UINT8",
    "ShortStorage, INT16",
    "IntStorage, INT32",
    "LongStorage, INT64",
    "BoolStorage, BOOL"
  })
  void everyTypeInBothContainers(String storage, ElementType type) throws IOException {
    HostTensor expected = Tensors.random(new Random(1), type, 3, 4);
    byte[] bytes = new byte[expected.bytes().remaining()];
    expected.bytes().get(bytes);
    byte[] pickle =
        PickleBytes.start()
            .orderedDict()
            .text("w")
            .tensor(storage, "0", 12, 0, new long[] {3, 4}, new long[] {4, 1})
            .ops("s")
            .stop();
    Path zip = TorchFiles.zip(folder.resolve("w.pth"), pickle, Map.of("0", bytes));
    assertThat(WeightsFiles.read(zip).get("w").bitEquals(expected)).isTrue();
    Path stream = folder.resolve("w.tar");
    Files.write(stream, TorchFiles.stream(pickle, Map.of("0", bytes), type.bytes()));
    assertThat(WeightsFiles.read(stream).get("w").bitEquals(expected)).isTrue();
  }

  @Test
  void viewsTransposesExpansionsAndScalarsBecomeCOrder() throws IOException {
    byte[] pickle =
        PickleBytes.start()
            .ops("}(")
            .text("row")
            .tensor("FloatStorage", "s", 6, 3, new long[] {3}, new long[] {1})
            .text("transposed")
            .tensor("FloatStorage", "s", 6, 0, new long[] {3, 2}, new long[] {1, 3})
            .text("column")
            .tensor("FloatStorage", "s", 6, 1, new long[] {2}, new long[] {3})
            .text("expanded")
            .tensor("FloatStorage", "s", 6, 5, new long[] {2, 2}, new long[] {0, 0})
            .text("scalar")
            .tensor("FloatStorage", "s", 6, 4, new long[] {}, new long[] {})
            .text("one")
            .tensor("FloatStorage", "s", 6, 2, new long[] {1, 1}, new long[] {99, 7})
            .text("empty")
            .tensor("FloatStorage", "s", 6, 0, new long[] {0, 5}, new long[] {5, 1})
            .text("last")
            .tensor("FloatStorage", "s", 6, 0, new long[] {2, 1, 3}, new long[] {3, 3, 1})
            .ops("u")
            .stop();
    Weights w = read(pickle, Map.of("s", TorchFiles.floats(0, 1, 2, 3, 4, 5)));
    assertThat(w.get("row").toFloats()).containsExactly(3, 4, 5);
    assertThat(w.get("transposed").shape()).isEqualTo(Shape.of(3, 2));
    assertThat(w.get("transposed").toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(w.get("column").toFloats()).containsExactly(1, 4);
    assertThat(w.get("expanded").toFloats()).containsExactly(5, 5, 5, 5);
    assertThat(w.get("scalar").shape()).isEqualTo(Shape.of());
    assertThat(w.get("scalar").toFloats()).containsExactly(4);
    assertThat(w.get("one").toFloats()).containsExactly(2);
    assertThat(w.get("empty").shape()).isEqualTo(Shape.of(0, 5));
    assertThat(w.get("last").toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(w.tensors().keySet()).first().isEqualTo("row");
  }

  @Test
  void fourDimensionalChannelsLast() throws IOException {
    // Sizes N=1 C=2 H=2 W=3 stored as N H W C.
    float[] stored = {0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15};
    byte[] pickle =
        PickleBytes.start()
            .ops("}")
            .text("w")
            .tensor("FloatStorage", "s", 12, 0, new long[] {1, 2, 2, 3}, new long[] {12, 1, 6, 2})
            .ops("s")
            .stop();
    assertThat(read(pickle, Map.of("s", TorchFiles.floats(stored))).get("w").toFloats())
        .containsExactly(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state_dict", "model_state", "model", "params", "ema_generator"})
  void theStateIsFoundUnderItsUsualNames(String key) throws IOException {
    byte[] pickle =
        PickleBytes.start()
            .ops("}(")
            .text("epoch")
            .number(12)
            .text("best")
            .real(31.5)
            .text("arch")
            .text("estrnn")
            .text("milestones")
            .numbers(10, 20)
            .text("device")
            .global("torch", "device")
            .text("cuda")
            .number(0)
            .op(0x86)
            .ops("R")
            .text("dtype")
            .global("torch", "float32")
            .text("optimizer")
            .ops("}")
            .text("lr")
            .real(0.1)
            .ops("s")
            .text("args")
            .global("argparse", "Namespace")
            .ops(")")
            .op(0x81)
            .ops("}(")
            .text("blocks")
            .number(15)
            .text("path")
            .ops("N")
            .ops("ub")
            .text(key)
            .orderedDict()
            .text("w")
            .vector("0", 2)
            .ops("s")
            .ops("u")
            .stop();
    Weights w = read(pickle, Map.of("0", TorchFiles.floats(1, 2)));
    assertThat(w.get("w").toFloats()).containsExactly(1, 2);
    assertThat(w.metadata())
        .containsExactly(
            Map.entry("checkpoint.key", key),
            Map.entry("checkpoint.epoch", "12"),
            Map.entry("checkpoint.best", "31.5"),
            Map.entry("checkpoint.arch", "estrnn"),
            Map.entry("checkpoint.milestones", "10, 20"),
            Map.entry("checkpoint.device", "cuda"),
            Map.entry("checkpoint.dtype", "torch.float32"),
            Map.entry("checkpoint.args.blocks", "15"),
            Map.entry("checkpoint.ignored", "optimizer, args.path"));
  }

  @Test
  void amongSeveralStatesOneMustBeNamed() throws IOException {
    byte[] pickle =
        PickleBytes.start()
            .ops("}(")
            .text("generator")
            .ops("}")
            .text("w")
            .vector("0", 1)
            .ops("s")
            .text("critic")
            .ops("}")
            .text("w")
            .vector("1", 1)
            .ops("s")
            .text("nets")
            .ops("}")
            .text("ema")
            .ops("}")
            .text("w")
            .vector("1", 1)
            .ops("ss")
            .ops("u")
            .stop();
    Path file =
        TorchFiles.zip(
            folder.resolve("gan.pth"),
            pickle,
            Map.of("0", TorchFiles.floats(3), "1", TorchFiles.floats(4)));
    assertThat(failure(file)).hasMessageContaining("generator, critic");
    assertThat(WeightsFiles.read(file, "critic").get("w").toFloats()).containsExactly(4);
    assertThat(WeightsFiles.read(file, "nets/ema").get("w").toFloats()).containsExactly(4);
    assertThat(WeightsFiles.read(file, "nets/ema").metadata())
        .containsEntry("checkpoint.key", "nets/ema");
    WeightsException none =
        catchThrowableOfType(WeightsException.class, () -> WeightsFiles.read(file, "nets/x"));
    assertThat(none).hasMessageContaining("'nets/x'").hasMessageContaining("ema");
    WeightsException empty =
        catchThrowableOfType(WeightsException.class, () -> WeightsFiles.read(file, "nets"));
    assertThat(empty).hasMessageContaining("no tensors");
  }

  @Test
  void parametersNumpyNumbersAndOldListsOfPairs() throws IOException {
    byte[] pickle =
        PickleBytes.start()
            .ops("}(")
            .text("best")
            .global("numpy.core.multiarray", "scalar")
            .ops("(")
            .global("numpy", "dtype")
            .text("f8")
            .op(0x89)
            .op(0x88)
            .op(0x87)
            .ops("R")
            .ops("(")
            .number(3)
            .text("<")
            .ops("NNNtb")
            .global("_codecs", "encode")
            .text("\0\0\0\0\0\0\u00f8?")
            .text("latin1")
            .op(0x86)
            .ops("R")
            .ops("tR")
            .text("milestones")
            .global("collections", "Counter")
            .ops("}")
            .number(10)
            .number(1)
            .ops("s")
            .op(0x85)
            .ops("R")
            .text("state_dict")
            .global("collections", "OrderedDict")
            .ops("]]")
            .text("w")
            .ops("a")
            .global("torch._utils", "_rebuild_parameter")
            .vector("0", 1)
            .op(0x88)
            .orderedDict()
            .op(0x87)
            .ops("R")
            .ops("aa")
            .op(0x85)
            .ops("R")
            .ops("u")
            .stop();
    Weights w = read(pickle, Map.of("0", TorchFiles.floats(7)));
    assertThat(w.get("w").toFloats()).containsExactly(7);
    assertThat(w.metadata())
        .containsEntry("checkpoint.best", "1.5")
        .containsEntry("checkpoint.ignored", "milestones");
  }

  @Test
  void oldStreamsWithViewsOfStorages() throws IOException {
    byte[] pickle =
        PickleBytes.start()
            .ops("}")
            .text("w")
            .global("torch._utils", "_rebuild_tensor")
            .ops("((")
            .text("storage")
            .global("torch.cuda", "FloatStorage")
            .text("94")
            .text("cuda:0")
            .number(5)
            .ops("(")
            .text("95")
            .number(2)
            .number(3)
            .ops("ttQ")
            .number(1)
            .numbers(2)
            .numbers(1)
            .ops("tRs")
            .stop();
    Path file = folder.resolve("old.th");
    Files.write(file, TorchFiles.stream(pickle, Map.of("94", TorchFiles.floats(0, 1, 2, 3, 4)), 4));
    assertThat(WeightsFiles.read(file).get("w").toFloats()).containsExactly(3, 4);
  }

  @Test
  void emptyArchivesFoldersAndOtherFormatsAreNamed() throws IOException {
    assertThat(failure(folder).getMessage()).contains("is a folder");
    assertThat(failure(folder.resolve("none.pth")).kind()).isEqualTo(Kind.MISSING);
    Map<String, byte[]> formats = new LinkedHashMap<>();
    formats.put("an empty file", new byte[0]);
    formats.put("a web page", "\n<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8));
    formats.put("Git LFS", "version https://git-lfs.github".getBytes(StandardCharsets.UTF_8));
    formats.put("an HDF5 file", new byte[] {(byte) 0x89, 'H', 'D', 'F'});
    formats.put("a NumPy array", new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'});
    formats.put("a gzip file", new byte[] {0x1f, (byte) 0x8b});
    formats.put("a Python pickle", PickleBytes.start().ops("N").stop());
    formats.put("no known format", "hello, weights".getBytes(StandardCharsets.UTF_8));
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);
    formats.put("a tar archive", tar);
    for (Map.Entry<String, byte[]> e : formats.entrySet()) {
      Path file = Files.write(folder.resolve("w.pth"), e.getValue());
      assertThat(failure(file)).hasMessageContaining(e.getKey());
    }
  }

  private Weights read(byte[] pickle, Map<String, byte[]> storages) throws IOException {
    return WeightsFiles.read(TorchFiles.zip(folder.resolve("c.pth"), pickle, storages));
  }

  private static WeightsException failure(Path file) {
    WeightsException e =
        catchThrowableOfType(WeightsException.class, () -> WeightsFiles.read(file));
    assertThat(e).as("refusal of " + file).isInstanceOf(WeightsException.class);
    return e;
  }
}
