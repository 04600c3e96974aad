package dev.attune.deblur.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.training.Outcome;
import dev.attune.adaptation.weights.Weights;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCodecTest {
  @TempDir Path folder;

  private record Pair<A, B>(A first, B second) {}

  private record Everything(
      int i,
      long l,
      float f,
      double d,
      boolean b,
      String text,
      PixelLayout layout,
      Optional<String> there,
      Optional<String> absent,
      OptionalDouble number,
      OptionalLong none,
      List<Pair<Integer, List<String>>> nested,
      Map<String, Double> map,
      Outcome outcome) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Arrays(
      byte[] bytes, boolean[] flags, int[] ints, long[] longs, float[] floats, double[] doubles) {}

  private record Big(HostTensor tensor, Weights weights, Frame frame) {}

  private record Unknown(Thread thread) {}

  private record Positive(int value) {
    Positive {
      if (value < 1) {
        throw new IllegalArgumentException(value + " is not positive");
      }
    }
  }

  private static <T> T passed(T value, Class<T> type) throws IOException {
    RecordCodec.Codec codec = new RecordCodec().of(type);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.write(new DataOutputStream(bytes), value);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    T read = type.cast(new RecordCodec().of(type).read(new DataInputStream(in)));
    assertThat(in.available()).isZero();
    return read;
  }

  @Test
  void recordsOfEverythingComeBackEqual() throws IOException {
    for (Outcome outcome :
        List.of(
            new Outcome.Improved(Double.NaN, -0.0),
            new Outcome.Unchanged("same"),
            new Outcome.RolledBack("worse"),
            new Outcome.Skipped(""))) {
      Everything value =
          new Everything(
              -1,
              Long.MIN_VALUE,
              Float.MIN_VALUE,
              Double.NaN,
              true,
              "tab\t, ä, 🙂" + "x".repeat(70_000),
              PixelLayout.RGBA,
              Optional.of(""),
              Optional.empty(),
              OptionalDouble.of(0.1),
              OptionalLong.empty(),
              List.of(new Pair<>(1, List.of("a", "b")), new Pair<>(2, List.of())),
              Map.of("one", 1.0),
              outcome);
      assertThat(passed(value, Everything.class)).isEqualTo(value);
    }
  }

  @Test
  void arraysKeepEveryBit() throws IOException {
    float odd = Float.intBitsToFloat(0x7fc12345);
    Arrays value =
        new Arrays(
            new byte[] {-128, 0, 127},
            new boolean[] {true, false},
            new int[] {Integer.MIN_VALUE, 5},
            new long[] {Long.MAX_VALUE},
            new float[] {odd, -0f},
            new double[] {Math.PI});
    Arrays read = passed(value, Arrays.class);
    assertThat(read.bytes()).isEqualTo(value.bytes());
    assertThat(read.flags()).isEqualTo(value.flags());
    assertThat(read.ints()).isEqualTo(value.ints());
    assertThat(read.longs()).isEqualTo(value.longs());
    assertThat(Float.floatToRawIntBits(read.floats()[0])).isEqualTo(0x7fc12345);
    assertThat(Float.floatToRawIntBits(read.floats()[1])).isEqualTo(0x80000000);
    assertThat(read.doubles()).isEqualTo(value.doubles());
  }

  @Test
  void tensorsWeightsAndFramesComeBackAsTheyWere() throws IOException {
    HostTensor tensor = HostTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, Float.NaN);
    Weights weights = Weights.of(Map.of("layer.weight", tensor), Map.of("title", "net"));
    Frame frame =
        Frame.allocate(
            7,
            new Timestamp(3, new Rational(1, 25)),
            new Timestamp(1, new Rational(1, 25)),
            3,
            2,
            PixelLayout.RGB,
            16,
            ColorSpec.SRGB);
    frame.data().putShort(4, (short) 0xABCD);
    Big read = passed(new Big(tensor, weights, frame), Big.class);
    assertThat(read.tensor().bitEquals(tensor)).isTrue();
    assertThat(read.weights().bitEquals(weights)).isTrue();
    assertThat(read.weights().metadata()).isEqualTo(weights.metadata());
    assertThat(read.frame()).isEqualTo(frame);
    assertThat(read.frame().sample(2, 0, 0)).isEqualTo(0xABCD);
  }

  @Test
  void whatCannotBeKeptIsToldBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> new RecordCodec().of(Unknown.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Thread cannot be kept");
  }

  @Test
  void aRecordThatRefusesItsValuesIsDamage() {
    RecordCodec.Codec codec = new RecordCodec().of(Positive.class);
    DataInputStream zero = new DataInputStream(new ByteArrayInputStream(new byte[4]));
    assertThatThrownBy(() -> codec.read(zero))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no Positive has such values");
  }

  @Test
  void aFileOfAnotherTypeOrWithAChangedByteIsRefused() throws IOException {
    StateFile file = StateFile.write(folder, "state", new Positive(3));
    assertThat(file.read(folder, Positive.class)).isEqualTo(new Positive(3));
    assertThatThrownBy(() -> file.read(folder, Arrays.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another version");
    byte[] bytes = Files.readAllBytes(folder.resolve("state"));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Files.write(folder.resolve("state"), changed);
      assertThatThrownBy(() -> file.read(folder, Positive.class))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("checksum");
    }
  }
}
