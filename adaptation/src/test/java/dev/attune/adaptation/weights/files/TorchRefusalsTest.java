package dev.attune.adaptation.weights.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import dev.attune.adaptation.weights.pickle.PickleBytes;
import dev.attune.adaptation.weights.pickle.PickleException;
import dev.attune.adaptation.weights.pickle.PickleMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that are hostile, damaged, or of kinds that are not read. */
class TorchRefusalsTest {
  private static final byte[] TWO = TorchFiles.floats(1, 2);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "posix, system",
    "os, system",
    "nt, system",
    "builtins, eval",
    "builtins, exec",
    "__builtin__, eval",
    "builtins, getattr",
    "builtins, __import__",
    "subprocess, Popen",
    "runpy, _run_code",
    "torch, load",
    "torch._utils, _rebuild_tensor_v3",
    "torch.storage, _load_from_bytes",
    "torch.storage, UntypedStorage",
    "torch.jit, load",
    "torch.hub, load",
    "numpy, load",
    "numpy.core.multiarray, _reconstruct",
    "collections, defaultdict",
    "copyreg, _reconstructor",
    "pickle, loads",
    "marshal, loads",
    "types, CodeType",
    "operator, attrgetter",
    "models.resnet, ResNet",
    "torch.nn.modules.conv, Conv2d",
    "os, system.x",
    "collections.OrderedDict, __init__",
    "argparse, ArgumentParser",
    "_codecs, decode",
    "'', system",
    "torch, FloatStorage.__class__"
  })
  void codeIsRefusedByTheNameItAskedFor(String module, String name) throws IOException {
    byte[] pickle =
        PickleBytes.start()
            .ops("}")
            .text("w")
            .global(module, name)
            .text("touch /tmp/owned")
            .op(0x85)
            .ops("Rs")
            .stop();
    for (Path file : both(pickle, Map.of())) {
      WeightsException e = failure(file);
      assertThat(e.kind()).isEqualTo(Kind.UNSAFE);
      assertThat(e).hasMessageContaining("asks for " + module + "." + name + ";");
      assertThat(e).hasMessageContaining("nothing was run");
    }
  }

  @Test
  void aHiddenRequestBesideGoodTensorsIsRefusedToo() throws IOException {
    byte[] pickle =
        PickleBytes.start()
            .ops("}")
            .text("w")
            .vector("0", 2)
            .ops("s")
            .global("posix", "system")
            .ops("0")
            .stop();
    for (Path file : both(pickle, Map.of("0", TWO))) {
      assertThat(failure(file)).hasMessageContaining("asks for posix.system");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "torch._utils, _rebuild_sparse_tensor, a sparse tensor",
    "torch._utils, _rebuild_qtensor, a quantised tensor",
    "torch, ComplexFloatStorage, complex numbers",
    "torch, QInt8Storage, quantised numbers"
  })
  void otherTensorsAreUnsupported(String module, String name, String what) throws IOException {
    for (Path file : both(PickleBytes.start().global(module, name).stop(), Map.of())) {
      WeightsException e = failure(file);
      assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
      assertThat(e).hasMessageContaining(what).hasMessageContaining(module + "." + name);
    }
  }

  /** Instructions that leave one value, and part of the message. */
  static Stream<Arguments> lies() {
    long big = 1L << 62;
    return Stream.of(
        lie(t(2, 0, sizes(3), sizes(1)), "does not fit"),
        lie(t(2, 1, sizes(2), sizes(1)), "does not fit"),
        lie(t(2, 2, sizes(), sizes()), "does not fit"),
        lie(t(2, -1, sizes(2), sizes(1)), "does not fit"),
        lie(t(2, 0, sizes(-1), sizes(1)), "does not fit"),
        lie(t(2, 0, sizes(2), sizes(-1)), "does not fit"),
        lie(t(2, 0, sizes(2), sizes()), "does not fit"),
        lie(t(2, 0, sizes(), sizes(1)), "does not fit"),
        lie(t(2, 0, sizes(2, 2), sizes(2, 1)), "does not fit"),
        lie(t(2, 0, sizes(big, 4), sizes(0, 0)), "does not fit"),
        lie(t(2, 0, sizes(2, big), sizes(big, 0)), "does not fit"),
        lie(t(2, 0, sizes(3, 3), sizes(big, big)), "does not fit"),
        lie(t(2, 0, sizes(big, big, 0), sizes(1, 1, 1)), "does not fit"),
        lie(t(2, Long.MAX_VALUE, sizes(2), sizes(1)), "does not fit"),
        lie(t(2, 0, sizes(1L << 30), sizes(0)), "does not fit"),
        lie(t(2, 0, sizes(400_000_000), sizes(0)), "100 times"),
        lie(t(2, 0, sizes(10_000), sizes(0)), "expanded"),
        lie(t(2, 0, ones(40), ones(40)), "does not fit"),
        lie(t(3, 0, sizes(2), sizes(1)), "storage '0' has"),
        lie(t(big, 0, sizes(2), sizes(1)), "storage '0' has"),
        lie(t(-1, 0, sizes(2), sizes(1)), "no storage"),
        lie(new PickleBytes().tensor("FloatStorage", "9", 2, 0, sizes(2), sizes(1)), "'9'"),
        lie(
            new PickleBytes().tensor("DoubleStorage", "0", 2, 0, sizes(2), sizes(1)),
            "storage '0'"),
        lie(new PickleBytes().tensor("BoolStorage", "0", 8, 0, sizes(8), sizes(1)), "the byte"),
        lie(new PickleBytes().text("x").ops("Q"), "no storage"),
        lie(new PickleBytes().text("storage").op(0x85).ops("Q"), "no storage"),
        lie(new PickleBytes().text("module").op(0x85).ops("Q"), "program of a module"),
        lie(call("torch._utils", "_rebuild_tensor_v2"), "builds a tensor"),
        lie(call("torch._utils", "_rebuild_tensor"), "builds a tensor"),
        lie(call("torch._utils", "_rebuild_parameter"), "builds a parameter"),
        lie(call("torch", "Size"), "builds a size"),
        lie(call("torch", "device"), "builds a device"),
        lie(call("numpy", "dtype"), "NumPy type"),
        lie(call("numpy.core.multiarray", "scalar"), "NumPy number"),
        lie(call("_codecs", "encode"), "latin1"),
        lie(
            new PickleBytes().global("collections", "OrderedDict").number(1).op(0x85).ops("R"),
            "ordered"),
        lie(
            new PickleBytes().global("collections", "OrderedDict").ops("](N(").ops("leh").u1(0),
            ""),
        lie(
            new PickleBytes().global("collections", "OrderedDict").ops("]Na").op(0x85).ops("R"),
            "no pair"),
        lie(
            new PickleBytes().global("argparse", "Namespace").ops("N").op(0x85).ops("R"),
            "namespace"),
        lie(new PickleBytes().global("torch", "FloatStorage").ops(")R"), "no function"),
        lie(new PickleBytes().global("torch", "float32").ops(")R"), "no function"),
        lie(new PickleBytes().global("collections", "OrderedDict").ops(")R)R"), "no function"),
        lie(new PickleBytes().global("torch._utils", "_rebuild_tensor_v2").ops("}b"), "state"),
        lie(new PickleBytes().vector("0", 2).ops("}b"), "state"),
        lie(
            new PickleBytes()
                .global("numpy", "dtype")
                .text("f8")
                .op(0x85)
                .ops("R")
                .text("x")
                .ops("b"),
            "order"),
        lie(
            new PickleBytes()
                .global("numpy", "dtype")
                .text("f8")
                .op(0x85)
                .ops("R(")
                .number(3)
                .text(">")
                .ops("tb"),
            "big-endian"),
        lie(new PickleBytes().op(0x8b).i4(0x7fffffff), "2147483647 bytes"),
        lie(new PickleBytes().op(0x8a).u1(255), "cut off"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void isRefused(byte[] value, String message) throws IOException {
    byte[] pickle = PickleBytes.start().ops("}").text("w").raw(value).ops("s").stop();
    for (Path file : both(pickle, Map.of("0", new byte[] {0, 0, -128, 63, 0, 0, 0, 64}))) {
      WeightsException e = failure(file);
      assertThat(e.kind()).isNotIn(Kind.MISSING, Kind.OUTPUT);
      if (file.toString().endsWith(".pth")) {
        assertThat(e).hasMessageContaining(message);
      }
    }
  }

  @Test
  void oneStorageUnderManyNamesCannotFillTheDisk() throws IOException {
    PickleBytes pickle = PickleBytes.start().ops("}(");
    for (int i = 0; i < 150; i++) {
      pickle.text("w" + i).tensor("FloatStorage", "0", 50_000, 0, sizes(50_000), sizes(1));
    }
    Path file =
        TorchFiles.zip(
            folder.resolve("many.pth"), pickle.ops("u").stop(), Map.of("0", new byte[200_000]));
    assertThat(failure(file)).hasMessageContaining("100 times");
  }

  @Test
  void aStateWithoutTensorsTellsWhatThereIs() throws IOException {
    for (Path file :
        both(PickleBytes.start().ops("}").text("epoch").number(3).ops("s").stop(), Map.of())) {
      assertThat(failure(file)).hasMessageContaining("no tensors").hasMessageContaining("epoch");
    }
    for (Path file : both(PickleBytes.start().ops("]").stop(), Map.of())) {
      assertThat(failure(file)).hasMessageContaining("no dictionary");
    }
    for (Path file : both(PickleBytes.start().vector("0", 2).stop(), Map.of("0", TWO))) {
      assertThat(failure(file)).hasMessageContaining("single tensor");
    }
    for (Path file :
        both(
            PickleBytes.start().ops("}").text("a\nb").vector("0", 2).ops("s").stop(),
            Map.of("0", TWO))) {
      assertThat(failure(file)).hasMessageContaining("name is not usable");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "archive/../../evil",
        "/etc/passwd",
        "archive/..",
        "..\\evil",
        "C:/evil",
        "archive\\x"
      })
  void entriesThatLeadOutAreRefused(String name) throws IOException {
    Map<String, byte[]> entries = usual();
    entries.put(name, new byte[1]);
    assertThat(failure(TorchFiles.zip(folder.resolve("slip.pth"), entries)))
        .hasMessageContaining("leads out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive/constants.pkl", "archive/code/__torch__.py"})
  void torchScriptIsNamed(String name) throws IOException {
    Map<String, byte[]> entries = usual();
    entries.put(name, new byte[1]);
    WeightsException e = failure(TorchFiles.zip(folder.resolve("script.pt"), entries));
    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(e).hasMessageContaining("TorchScript");
  }

  @Test
  void oddArchives() throws IOException {
    Map<String, byte[]> entries = usual();
    entries.put("archive/byteorder", "big".getBytes(StandardCharsets.UTF_8));
    assertThat(failure(TorchFiles.zip(folder.resolve("big.pth"), entries)))
        .hasMessageContaining("big-endian");
    entries.put("archive/byteorder", "little".getBytes(StandardCharsets.UTF_8));
    assertThat(WeightsFiles.read(TorchFiles.zip(folder.resolve("l.pth"), entries)).tensors())
        .hasSize(1);
    entries.put("other/data.pkl", new byte[1]);
    assertThat(failure(TorchFiles.zip(folder.resolve("two.pth"), entries)))
        .hasMessageContaining("two checkpoints");
    assertThat(failure(TorchFiles.zip(folder.resolve("z.pth"), Map.of("a.txt", new byte[3]))))
        .hasMessageContaining("without a PyTorch checkpoint");
  }

  @Test
  void compressedEntriesAreRefused() throws IOException {
    Path bomb = folder.resolve("bomb.pth");
    try (OutputStream out = Files.newOutputStream(bomb);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[10_000_000]);
    }
    assertThat(failure(bomb)).hasMessageContaining("compressed");
  }

  @Test
  void aSizeInTheDirectoryThatTheFileDoesNotHoldIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(good());
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int changed = 0;
    for (int i = 0; i < whole.length - 46; i++) {
      if (bytes.getInt(i) == 0x02014b50) {
        bytes.putInt(i + 20, 0x7fffffff);
        bytes.putInt(i + 24, 0x7fffffff);
        changed++;
      }
    }
    assertThat(changed).isEqualTo(3);
    assertThat(failure(Files.write(folder.resolve("claims.pth"), whole)).kind())
        .isEqualTo(Kind.DAMAGED);
  }

  @Test
  void aWrongByteInTheNumbersIsFoundByItsCheckSum() throws IOException {
    byte[] whole = Files.readAllBytes(good());
    int at = indexOf(whole, TWO);
    whole[at + 5] ^= 1;
    assertThat(failure(Files.write(folder.resolve("flip.pth"), whole)))
        .hasMessageContaining("check sum");
  }

  @Test
  void everyPrefixOfBothKindsIsRefused() throws IOException {
    for (byte[] whole : new byte[][] {Files.readAllBytes(good()), goodStream()}) {
      for (int length = 0; length < whole.length; length++) {
        Path file = Files.write(folder.resolve("p"), Arrays.copyOf(whole, length));
        assertThat(failure(file).kind()).isIn(Kind.DAMAGED, Kind.UNSUPPORTED);
      }
    }
  }

  @Test
  void damageNeverDoesWorseThanAnException() throws IOException {
    Random random = new Random(41);
    int refused = 0;
    for (byte[] whole : new byte[][] {Files.readAllBytes(good()), goodStream()}) {
      for (int i = 0; i < 300; i++) {
        Path file = Files.write(folder.resolve("d"), damaged(whole, random));
        try {
          WeightsFiles.read(file).sha256();
        } catch (WeightsException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void damageToThePickleAloneNeverDoesWorseThanAnException() {
    Random random = new Random(43);
    byte[] pickle = statePickle();
    TorchArchive archive = new InMemory(ByteBuffer.wrap(TWO));
    int read = 0;
    for (int i = 0; i < 8_000; i++) {
      ByteBuffer code = ByteBuffer.wrap(damaged(pickle, random));
      try {
        Object root = new PickleMachine(new TorchGlobals()).read(code);
        TensorReader reader = new TensorReader("d", archive, 1000);
        for (Map.Entry<String, TensorRef> e :
            StateDictionary.find("d", root).tensors().entrySet()) {
          read += reader.read(e.getKey(), e.getValue()).toFloats().length;
        }
      } catch (WeightsException | PickleException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isPositive();
  }

  /** A container with one storage, whatever it is called. */
  private record InMemory(ByteBuffer bytes) implements TorchArchive {
    @Override
    public Object root() {
      return Map.of();
    }

    @Override
    public ByteBuffer storage(StorageRef storage) {
      return bytes.duplicate();
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    return damaged;
  }

  @Test
  void brokenStreams() throws IOException {
    byte[] magic = TorchFiles.magic();
    assertThat(stream(magic)).contains("cut off");
    assertThat(stream(magic, PickleBytes.start().number(1002).stop())).contains("unknown version");
    byte[] version = PickleBytes.start().number(1001).stop();
    assertThat(stream(magic, version, PickleBytes.start().ops("N").stop())).contains("machine");
    byte[] bigEndian = PickleBytes.start().ops("}").text("little_endian").op(0x89).ops("s").stop();
    assertThat(stream(magic, version, bigEndian)).contains("big-endian");
    byte[] system = PickleBytes.start().ops("}").stop();
    byte[] object = PickleBytes.start().ops("}").text("w").vector("0", 2).ops("s").stop();
    assertThat(stream(magic, version, system, object, PickleBytes.start().ops("N").stop()))
        .contains("no list of storages");
    assertThat(stream(magic, version, system, object, PickleBytes.start().ops("](NNe").stop()))
        .contains("different names");
    assertThat(stream(magic, version, system, object, PickleBytes.start().ops("]").stop()))
        .contains("storage '0' is not in it");
    byte[] keys = PickleBytes.start().ops("]").text("0").ops("a").stop();
    assertThat(stream(magic, version, system, object, keys)).contains("8 bytes from byte");
    assertThat(stream(magic, version, system, object, keys, new PickleBytes().i8(3).bytes()))
        .contains("has 3 elements; expected 2");
    assertThat(stream(magic, version, system, object, keys, new PickleBytes().i8(2).bytes()))
        .contains("ends within storage '0'");
    byte[] other = PickleBytes.start().ops("]").text("0").ops("a").text("1").ops("a").stop();
    assertThat(stream(magic, version, system, object, other, new PickleBytes().i8(2).bytes(), TWO))
        .contains("type of its storage '1'");
    byte[] twoWays =
        PickleBytes.start()
            .ops("}")
            .text("w")
            .vector("0", 2)
            .ops("s")
            .text("v")
            .vector("0", 1)
            .ops("s")
            .stop();
    assertThat(stream(magic, version, system, twoWays)).contains("in two ways");
  }

  private String stream(byte[]... parts) throws IOException {
    PickleBytes whole = new PickleBytes();
    for (byte[] part : parts) {
      whole.raw(part);
    }
    return failure(Files.write(folder.resolve("s.th"), whole.bytes())).getMessage();
  }

  private Path good() throws IOException {
    return TorchFiles.zip(folder.resolve("good.pth"), statePickle(), Map.of("0", TWO));
  }

  private static byte[] goodStream() {
    return TorchFiles.stream(statePickle(), Map.of("0", TWO), 4);
  }

  private static byte[] statePickle() {
    return PickleBytes.start()
        .ops("}(")
        .text("epoch")
        .number(3)
        .text("state_dict")
        .orderedDict()
        .text("w")
        .vector("0", 2)
        .ops("s")
        .ops("u")
        .stop();
  }

  private static Map<String, byte[]> usual() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", statePickle());
    entries.put("archive/data/0", TWO);
    return entries;
  }

  private Path[] both(byte[] pickle, Map<String, byte[]> storages) throws IOException {
    Path zip = TorchFiles.zip(folder.resolve("x.pth"), pickle, storages);
    Path stream = Files.write(folder.resolve("x.th"), TorchFiles.stream(pickle, storages, 4));
    return new Path[] {zip, stream};
  }

  private static WeightsException failure(Path file) {
    WeightsException e =
        catchThrowableOfType(WeightsException.class, () -> WeightsFiles.read(file));
    assertThat(e).as("refusal of " + file).isInstanceOf(WeightsException.class);
    return e;
  }

  private static PickleBytes t(long elements, long offset, long[] sizes, long[] strides) {
    return new PickleBytes().tensor("FloatStorage", "0", elements, offset, sizes, strides);
  }

  private static PickleBytes call(String module, String name) {
    return new PickleBytes().global(module, name).ops("NN").op(0x86).ops("R");
  }

  private static long[] sizes(long... values) {
    return values;
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Arguments lie(PickleBytes value, String message) {
    return Arguments.of(value.bytes(), message);
  }

  private static int indexOf(byte[] whole, byte[] part) {
    for (int i = 0; i <= whole.length - part.length; i++) {
      if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
