package dev.attune.adaptation.network;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The body of a TorchScript method under construction, as operators see it. */
public final class TorchStatements {
  private final StringBuilder out;
  private final ElementType floating;
  private final Function<String, Shape> shapes;
  private int temporaries;

  TorchStatements(StringBuilder out, ElementType floating, Function<String, Shape> shapes) {
    this.out = out;
    this.floating = floating;
    this.shapes = shapes;
  }

  /** {@code result = expression}. */
  public void assign(String result, String expression) {
    out.append("    ").append(result).append(" = ").append(expression).append('\n');
  }

  /** {@code result = torch.function(arguments)}. */
  public void call(String result, String function, Object... arguments) {
    StringBuilder e = new StringBuilder("torch.").append(function).append('(');
    for (int i = 0; i < arguments.length; i++) {
      e.append(i == 0 ? "" : ", ").append(text(arguments[i]));
    }
    assign(result, e.append(')').toString());
  }

  /** {@code a, b, = torch.function(arguments)}. */
  public void callMany(List<String> results, String function, Object... arguments) {
    call(String.join(", ", results) + ",", function, arguments);
  }

  /** A name for a value of this operator alone. */
  public String temporary() {
    return "t" + temporaries++;
  }

  /** Number of axes of a value. */
  public int rankOf(String value) {
    return shapeOf(value).rank();
  }

  /** Shape of a value, some of it perhaps {@link Shape#ANY}. */
  public Shape shapeOf(String value) {
    return shapes.apply(value);
  }

  /** A list of operands as one argument. */
  public static String list(List<String> names) {
    return "[" + String.join(", ", names) + "]";
  }

  /**
   * TorchScript's number of an element type, where FLOAT32 stands for the precision that is run in.
   */
  public int code(ElementType type) {
    return switch (type == ElementType.FLOAT32 ? floating : type) {
      case UINT8 -> 0;
      case INT8 -> 1;
      case INT16 -> 2;
      case INT32 -> 3;
      case INT64 -> 4;
      case FLOAT16 -> 5;
      case FLOAT32 -> 6;
      case FLOAT64 -> 7;
      case BOOL -> 11;
      case BFLOAT16 -> 15;
    };
  }

  private static String text(Object argument) {
    if (argument instanceof Boolean b) {
      return b ? "True" : "False";
    }
    if (argument instanceof long[] list) {
      return Arrays.toString(list);
    }
    if (argument instanceof Double d) {
      if (d.isNaN() || d.isInfinite()) {
        throw new IllegalArgumentException("TorchScript has no literal for " + d);
      }
      return d.toString().toLowerCase(Locale.ROOT);
    }
    return argument.toString();
  }
}
