package dev.attune.adaptation.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickleMachineTest {
  /** Offers a list maker and nothing else. */
  private static final PickleWorld WORLD =
      new PickleWorld() {
        @Override
        public Object global(String module, String name) {
          if (name.equals("list")) {
            return (PickleFunction) ArrayList::new;
          }
          if (name.equals("object")) {
            return (PickleFunction) arguments -> new PickleObject();
          }
          throw new PickleException(Reason.REFUSED, "asks for " + module + "." + name);
        }

        @Override
        public Object persistent(Object id) {
          return "stored " + id;
        }
      };

  @Test
  void plainValues() {
    byte[] pickle =
        PickleBytes.start()
            .ops("(")
            .ops("N")
            .op(0x88)
            .op(0x89)
            .number(-5)
            .number(1L << 40)
            .real(-0.1)
            .text("größe")
            .ops("K")
            .u1(255)
            .ops("M")
            .u1(1)
            .u1(2)
            .ops("I-12345678901\n")
            .ops("U")
            .u1(2)
            .ops("py")
            .ops("C")
            .u1(1)
            .u1(7)
            .op(0x8c)
            .u1(1)
            .ops("s")
            .op(0x8d)
            .i8(2)
            .ops("lt")
            .op(0x8a)
            .u1(0)
            .op(0x8b)
            .i4(9)
            .raw(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1})
            .ops("t")
            .stop();
    List<Object> items = ((PickleTuple) run(pickle)).items();
    assertThat(items.subList(0, 11))
        .containsExactly(
            null, true, false, -5L, 1L << 40, -0.1, "größe", 255L, 513L, -12345678901L, "py");
    assertThat((byte[]) items.get(11)).containsExactly(7);
    assertThat(items.subList(12, 16)).containsExactly("s", "lt", 0L, BigInteger.ONE.shiftLeft(64));
  }

  @Test
  void containersKeepTheirOrder() {
    byte[] pickle =
        PickleBytes.start()
            .ops("}(")
            .text("z")
            .ops("](")
            .number(1)
            .number(2)
            .ops("e")
            .number(3)
            .ops("a")
            .text("a")
            .number(1)
            .number(2)
            .op(0x86)
            .number(7)
            .ops("(")
            .text("k")
            .ops("Nd")
            .ops("u")
            .text("last")
            .ops("(")
            .number(9)
            .ops("l")
            .ops("s")
            .stop();
    Map<?, ?> map = (Map<?, ?>) run(pickle);
    assertThat(new ArrayList<Object>(map.keySet())).isEqualTo(List.of("z", "a", 7L, "last"));
    assertThat(map.get("z")).isEqualTo(List.of(1L, 2L, 3L));
    assertThat(map.get("a")).isEqualTo(new PickleTuple(List.of(1L, 2L)));
    assertThat(((Map<?, ?>) map.get(7L)).keySet().toArray()).containsExactly("k");
    assertThat(map.get("last")).isEqualTo(List.of(9L));
  }

  @Test
  void memoStackAndProtocolFour() {
    byte[] pickle =
        new PickleBytes()
            .op(0x80)
            .u1(4)
            .op(0x95)
            .i8(100)
            .ops("(")
            .text("shared")
            .op(0x94)
            .ops("h")
            .u1(0)
            .ops("r")
            .i4(-1)
            .ops("0j")
            .i4(-1)
            .ops("2(NN1t")
            .stop();
    assertThat(((PickleTuple) run(pickle)).items()).containsExactly("shared", "shared", "shared");
  }

  @Test
  void severalPicklesInARowShareNothing() {
    ByteBuffer two =
        ByteBuffer.wrap(
            new PickleBytes()
                .raw(PickleBytes.start().text("a").ops("q").u1(0).stop())
                .raw(PickleBytes.start().ops("h").u1(0).stop())
                .bytes());
    PickleMachine machine = new PickleMachine(WORLD);
    assertThat(machine.read(two)).isEqualTo("a");
    PickleException e = catchThrowableOfType(PickleException.class, () -> machine.read(two));
    assertThat(e).hasMessageContaining("never stored");
  }

  @Test
  void theWorldIsAskedForEverythingElse() {
    byte[] pickle =
        PickleBytes.start()
            .ops("(")
            .global("m", "list")
            .number(1)
            .text("x")
            .op(0x86)
            .ops("R")
            .text("id")
            .ops("Q")
            .text("m")
            .text("list")
            .op(0x93)
            .ops(")")
            .op(0x81)
            .global("m", "object")
            .ops(")R}")
            .text("name")
            .number(3)
            .ops("sbt")
            .stop();
    PickleTuple got = (PickleTuple) run(pickle);
    assertThat(got.items().subList(0, 3)).containsExactly(List.of(1L, "x"), "stored id", List.of());
    assertThat(((PickleObject) got.items().get(3)).attributes())
        .containsExactly(Map.entry("name", 3L));
  }

  @Test
  void attributesOfDictionariesAreDropped() {
    byte[] pickle = PickleBytes.start().ops("}}").text("_metadata").ops("Nsb").stop();
    assertThat((Map<?, ?>) run(pickle)).isEmpty();
  }

  @Test
  void whatIsNotOfferedIsRefusedByName() {
    PickleException e =
        failure(PickleBytes.start().global("posix", "system").text("id").op(0x85).ops("R").stop());
    assertThat(e.reason()).isEqualTo(Reason.REFUSED);
    assertThat(e).hasMessage("asks for posix.system");
    assertThat(failure(PickleBytes.start().text("os").text("system").op(0x93).stop()))
        .hasMessage("asks for os.system");
  }

  @Test
  void resultsAndDataCannotBeCalledOrGivenState() {
    // The result of a call is data, even if it was made of a function.
    assertThat(failure(PickleBytes.start().global("m", "list").ops(")R)R").stop()).reason())
        .isEqualTo(Reason.REFUSED);
    assertThat(failure(PickleBytes.start().text("f").ops(")R").stop()).reason())
        .isEqualTo(Reason.REFUSED);
    assertThat(failure(PickleBytes.start().text("f").ops("}b").stop()).reason())
        .isEqualTo(Reason.REFUSED);
    assertThat(failure(PickleBytes.start().ops("]}b").stop()).reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure(PickleBytes.start().global("m", "object").ops("}b").stop()).reason())
        .isEqualTo(Reason.REFUSED);
    assertThat(failure(PickleBytes.start().global("m", "object").ops(")R]b").stop()).reason())
        .isEqualTo(Reason.DAMAGED);
    assertThat(
            failure(
                PickleBytes.start().global("m", "object").ops(")R}").number(1).ops("Nsb").stop()))
        .hasMessageContaining("attribute");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0080",
        "\u0080\u0002",
        ".",
        "0.",
        "1.",
        "2.",
        "a.",
        "e.",
        "t.",
        "u.",
        "s.",
        "d.",
        "l.",
        "R.",
        "b.",
        "Q.",
        "\u0085.",
        "\u0086.",
        "\u0087.",
        "\u0093.",
        "\u0094.",
        "q\u0000.",
        "h\u0000.",
        "N0.",
        "(.",
        "(0.",
        "(N1.",
        "Na.",
        "]a.",
        "](NN",
        "NNs.",
        "}Ns.",
        "}(Nu.",
        "(Nd.",
        "N(e.",
        "N(u.",
        "NNR.",
        "K",
        "M\u0001",
        "J\u0001\u0002",
        "G1234567",
        "X\u0005\u0000\u0000\u0000ab.",
        "X\u00ff\u00ff\u00ff\u00ff",
        "U\u0005ab.",
        "B\u00ff\u00ff\u00ff\u007f.",
        "C\u0002a",
        "\u008a\u0005abc",
        "\u008b\u00ff\u0000\u0000\u0000",
        "\u008b\u0000\u0000\u0000\u0001",
        "\u008b\u00ff\u00ff\u00ff\u00ff",
        "\u008c\u0009a",
        "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f",
        "\u0095\u0000",
        "cos",
        "cos\n",
        "Iabc\n.",
        "I\n.",
        "I99999999999999999999\n.",
        "I",
        "X\u0001\u0000\u0000\u0000\u00ff.",
        "c\u00ff\nx\n.",
        "i",
        "o",
        "P",
        "p0\n",
        "g0\n",
        "S'a'\n",
        "V\n",
        "F1\n",
        "L1L\n",
        "\u0082",
        "\u0083",
        "\u0084",
        "\u008e",
        "\u008f",
        "\u0090",
        "\u0091",
        "\u0092",
        "\u0096",
        "\u0097",
        "\u0098",
        "\u0000",
        "\u00ff"
      })
  void brokenPicklesAreDamaged(String pickle) {
    assertThat(failure(pickle.getBytes(StandardCharsets.ISO_8859_1)).reason())
        .isIn(Reason.DAMAGED, Reason.REFUSED);
  }

  @Test
  void newerProtocolsAndStrangeKeysAreUnsupported() {
    assertThat(failure(new PickleBytes().op(0x80).u1(6).ops("N").stop()).reason())
        .isEqualTo(Reason.UNSUPPORTED);
    assertThat(failure(PickleBytes.start().ops("}]Ns").stop()).reason())
        .isEqualTo(Reason.UNSUPPORTED);
    assertThat(failure(PickleBytes.start().ops("})Ns").stop()).reason())
        .isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  void whatContainsItselfIsHarmless() {
    byte[] loop = PickleBytes.start().ops("]q").u1(0).ops("h").u1(0).ops("a").stop();
    List<?> list = (List<?>) run(loop);
    assertThat(list).hasSize(1);
    assertThat(list.get(0)).isSameAs(list);
  }

  @Test
  void deepNestingNeedsNoStackOfJava() {
    PickleBytes deep = PickleBytes.start().ops("N");
    for (int i = 0; i < 1_000_000; i++) {
      deep.op(0x85);
    }
    Object value = run(deep.stop());
    int depth = 0;
    while (value instanceof PickleTuple tuple) {
      value = tuple.items().get(0);
      depth++;
    }
    assertThat(depth).isEqualTo(1_000_000);
  }

  @Test
  void copyingTheSameLongListAgainAndAgainIsStopped() {
    PickleBytes bomb = PickleBytes.start().ops("](");
    for (int i = 0; i < 10_000; i++) {
      bomb.ops("N");
    }
    bomb.ops("eq").u1(0).global("m", "list").ops("q").u1(1).ops("00");
    for (int i = 0; i < 10_000; i++) {
      bomb.ops("h").u1(1).ops("h").u1(0).op(0x85).ops("R");
    }
    assertThat(failure(bomb.stop())).hasMessageContaining("steps");
  }

  @Test
  void endlessWorkIsStopped() {
    byte[] empties = new byte[5_000_000];
    Arrays.fill(empties, (byte) '}');
    assertThat(failure(empties)).hasMessageContaining("steps");
  }

  @Test
  void noiseNeverDoesWorseThanAnException() {
    Random random = new Random(29);
    byte[] usual = {
      '(',
      ')',
      ']',
      '}',
      'N',
      't',
      'e',
      'u',
      's',
      'a',
      'R',
      'b',
      'q',
      'h',
      '0',
      '1',
      '2',
      'd',
      'l',
      'K',
      'Q',
      'j',
      'r',
      'M',
      (byte) 0x81,
      (byte) 0x85,
      (byte) 0x86,
      (byte) 0x87,
      (byte) 0x88,
      (byte) 0x94
    };
    int ended = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] noise = new byte[1 + random.nextInt(40)];
      random.nextBytes(noise);
      for (int k = 0; k < noise.length - 1; k++) {
        if (random.nextInt(10) > 0) {
          noise[k] = usual[random.nextInt(usual.length)];
        }
      }
      noise[noise.length - 1] = '.';
      try {
        run(noise);
        ended++;
      } catch (PickleException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(ended).isPositive();
  }

  private static Object run(byte[] pickle) {
    return new PickleMachine(WORLD).read(ByteBuffer.wrap(pickle));
  }

  private static PickleException failure(byte[] pickle) {
    PickleException e = catchThrowableOfType(PickleException.class, () -> run(pickle));
    assertThat(e).as("refusal").isInstanceOf(PickleException.class);
    return e;
  }
}
