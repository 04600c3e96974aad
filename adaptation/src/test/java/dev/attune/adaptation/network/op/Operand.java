package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.tensor.ElementType;
import java.util.Map;
import java.util.Random;

/**
 * One operand of an operator under test.
 *
 * @param name of the input, or published name of the parameter
 * @param role where it comes from
 * @param type of its elements
 * @param pattern its sizes
 * @param low least value that is drawn
 * @param high upper limit of values, not reached
 */
record Operand(String name, Role role, ElementType type, Pattern pattern, double low, double high) {
  enum Role {
    INPUT,
    PARAMETER,
    BUFFER
  }

  Operand withPattern(String other) {
    return new Operand(name, role, type, new Pattern(other), low, high);
  }

  Operand withName(String other) {
    return new Operand(other, role, type, pattern, low, high);
  }

  boolean isInput() {
    return role == Role.INPUT;
  }

  Value declare(GraphBuilder g) {
    return switch (role) {
      case INPUT -> g.input(name, new TensorType(type, pattern.declared()));
      case PARAMETER -> g.parameter(name, pattern.declared().dims());
      case BUFFER -> g.buffer(name, pattern.declared().dims());
    };
  }

  /** Random numbers; integers are whole, truth values 0 or 1. */
  Nd values(Map<Character, Integer> letters, Random random) {
    return Nd.of(
        pattern.shape(letters),
        i -> {
          if (type == ElementType.BOOL) {
            // The first of the last axis is true, so that no query is blind to every key.
            return i[i.length - 1] == 0 ? 1 : random.nextInt(2);
          }
          double v = low + (high - low) * random.nextDouble();
          // Floats exactly, so that both precisions compute from the same numbers.
          return type.isFloating() ? (float) v : Math.floor(v);
        });
  }
}
