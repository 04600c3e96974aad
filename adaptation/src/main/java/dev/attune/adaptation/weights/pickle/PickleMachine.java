package dev.attune.adaptation.weights.pickle;

import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs pickles of protocols 2 to 5. Values become: None null; bool Boolean; int Long or BigInteger;
 * float Double; str String; bytes byte[]; list ArrayList; tuple {@link PickleTuple}; dict a
 * LinkedHashMap whose keys are null, Boolean, numbers or String; and whatever the {@link
 * PickleWorld} gives for the rest. Values may be shared or contain themselves, so whoever walks
 * them must bound the depth.
 *
 * <p>Work and memory are bounded: at most {@value #MAX_STEPS} instructions and copied items in all,
 * no recursion, and no allocation for bytes that are not there. One machine reads one pickle after
 * another, as in old checkpoints, and is for one thread.
 */
public final class PickleMachine {
  /** Instructions and copied items of one machine; real checkpoints need some ten per number. */
  private static final int MAX_STEPS = 4_000_000;

  private static final int MAX_PROTOCOL = 5;
  private static final int TEXT_PER_STEP = 16;

  private final PickleWorld world;
  private int steps;

  private PickleInput in;
  private PickleStack stack;
  private Map<Integer, Object> memo;

  /** A machine that can reach what {@code world} offers and nothing else. */
  public PickleMachine(PickleWorld world) {
    this.world = world;
  }

  /**
   * Reads one pickle.
   *
   * @param code from its position, which is left behind the pickle's end
   * @throws PickleException when it is damaged, unsupported, refused or too large
   */
  public Object read(ByteBuffer code) {
    in = new PickleInput(code);
    stack = new PickleStack();
    memo = new HashMap<>();
    while (true) {
      charge(1);
      int opcode = in.u1();
      if (opcode == Opcode.STOP) {
        return stack.pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) {
    switch (opcode) {
      case Opcode.PROTO -> protocol(in.u1());
      case Opcode.FRAME -> in.i8();
      case Opcode.MARK -> stack.mark();
      case Opcode.POP -> stack.pop();
      case Opcode.POP_MARK -> stack.popToMark();
      case Opcode.DUP -> stack.push(stack.top());

      case Opcode.NONE -> stack.push(null);
      case Opcode.NEWTRUE -> stack.push(true);
      case Opcode.NEWFALSE -> stack.push(false);
      case Opcode.BININT1 -> stack.push((long) in.u1());
      case Opcode.BININT2 -> stack.push((long) in.u2());
      case Opcode.BININT -> stack.push((long) in.i4());
      case Opcode.LONG1 -> stack.push(in.integer(in.u1()));
      case Opcode.LONG4 -> stack.push(in.integer(in.u4()));
      case Opcode.INT -> stack.push(integer(in.line()));
      case Opcode.BINFLOAT -> stack.push(in.bigEndianDouble());
      case Opcode.SHORT_BINUNICODE -> stack.push(in.text(in.u1()));
      case Opcode.BINUNICODE -> stack.push(in.text(in.u4()));
      case Opcode.BINUNICODE8 -> stack.push(in.text(in.i8()));
      case Opcode.SHORT_BINSTRING -> stack.push(in.oldText(in.u1()));
      case Opcode.BINSTRING -> stack.push(in.oldText(in.u4()));
      case Opcode.SHORT_BINBYTES -> stack.push(in.bytes(in.u1()));
      case Opcode.BINBYTES -> stack.push(in.bytes(in.u4()));

      case Opcode.EMPTY_TUPLE -> stack.push(new PickleTuple(List.of()));
      case Opcode.TUPLE1 -> tuple(1);
      case Opcode.TUPLE2 -> tuple(2);
      case Opcode.TUPLE3 -> tuple(3);
      case Opcode.TUPLE -> stack.push(new PickleTuple(stack.popToMark()));
      case Opcode.EMPTY_LIST -> stack.push(new ArrayList<>(0));
      case Opcode.LIST -> stack.push(stack.popToMark());
      case Opcode.APPEND -> append(Arrays.asList(stack.pop()));
      case Opcode.APPENDS -> append(stack.popToMark());
      case Opcode.EMPTY_DICT -> stack.push(new LinkedHashMap<>());
      case Opcode.DICT -> {
        Map<Object, Object> dict = new LinkedHashMap<>();
        setItems(dict, stack.popToMark());
        stack.push(dict);
      }
      case Opcode.SETITEM -> {
        Object value = stack.pop();
        Object key = stack.pop();
        setItems(dictionary(stack.top()), Arrays.asList(key, value));
      }
      case Opcode.SETITEMS -> {
        List<Object> items = stack.popToMark();
        setItems(dictionary(stack.top()), items);
      }

      case Opcode.BINPUT -> memo.put(in.u1(), stack.top());
      case Opcode.LONG_BINPUT -> memo.put(in.i4(), stack.top());
      case Opcode.MEMOIZE -> memo.put(memo.size(), stack.top());
      case Opcode.BINGET -> recall(in.u1());
      case Opcode.LONG_BINGET -> recall(in.i4());

      case Opcode.GLOBAL -> stack.push(world.global(in.line(), in.line()));
      case Opcode.STACK_GLOBAL -> {
        Object name = stack.pop();
        Object module = stack.pop();
        if (!(module instanceof String m && name instanceof String n)) {
          throw in.damaged("imports something without a name");
        }
        stack.push(world.global(m, n));
      }
      case Opcode.REDUCE, Opcode.NEWOBJ -> call();
      case Opcode.BUILD -> build();
      case Opcode.BINPERSID -> stack.push(world.persistent(stack.pop()));
      default -> throw unknown(opcode);
    }
  }

  private void protocol(int version) {
    if (version > MAX_PROTOCOL) {
      throw new PickleException(
          Reason.UNSUPPORTED,
          "is of protocol " + version + "; protocols 2 to " + MAX_PROTOCOL + " are read");
    }
  }

  private void tuple(int size) {
    Object[] items = new Object[size];
    for (int i = size - 1; i >= 0; i--) {
      items[i] = stack.pop();
    }
    stack.push(new PickleTuple(Arrays.asList(items)));
  }

  private void append(List<Object> items) {
    if (!(stack.top() instanceof ArrayList<?> list)) {
      throw in.damaged("appends to something that is no list");
    }
    @SuppressWarnings("unchecked") // lists on the stack are made here and hold anything
    List<Object> target = (List<Object>) list;
    target.addAll(items);
  }

  private Map<Object, Object> dictionary(Object target) {
    if (!(target instanceof LinkedHashMap<?, ?>)) {
      throw in.damaged("sets items of something that is no dictionary");
    }
    @SuppressWarnings("unchecked") // dictionaries on the stack are made here and hold anything
    Map<Object, Object> dict = (Map<Object, Object>) target;
    return dict;
  }

  private void setItems(Map<Object, Object> dict, List<Object> keysAndValues) {
    if (keysAndValues.size() % 2 != 0) {
      throw in.damaged("sets a key without a value");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      dict.put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  /** Only keys whose hash takes a moment: containers could contain themselves. */
  private Object key(Object key) {
    if (key == null
        || key instanceof String
        || key instanceof Long
        || key instanceof Boolean
        || key instanceof Double
        || key instanceof BigInteger) {
      return key;
    }
    throw new PickleException(
        Reason.UNSUPPORTED, "has a dictionary whose keys are neither texts nor numbers");
  }

  private void recall(int index) {
    Object value = memo.get(index);
    if (value == null && !memo.containsKey(index)) {
      throw in.damaged("recalls entry " + Integer.toUnsignedString(index) + ", never stored");
    }
    stack.push(value);
  }

  private Long integer(String line) {
    try {
      return Long.parseLong(line);
    } catch (NumberFormatException e) {
      throw in.damaged("has the integer '" + line + "'");
    }
  }

  private void call() {
    Object arguments = stack.pop();
    Object function = stack.pop();
    if (!(function instanceof PickleFunction f)) {
      throw new PickleException(Reason.REFUSED, "calls something that is no function");
    }
    if (!(arguments instanceof PickleTuple tuple)) {
      throw in.damaged("calls a function without a tuple of arguments");
    }
    // A function may copy its arguments, and the memo can offer a long one again and again.
    for (Object argument : tuple.items()) {
      charge(size(argument));
    }
    stack.push(f.call(tuple.items()));
  }

  private void build() {
    Object state = stack.pop();
    Object target = stack.top();
    if (target instanceof LinkedHashMap<?, ?> && state instanceof LinkedHashMap<?, ?>) {
      // Attributes of an ordered dictionary: PyTorch keeps version numbers of modules there.
      return;
    }
    if (!(target instanceof PickleState object)) {
      throw new PickleException(
          Reason.REFUSED, "sets the state of something that is not plain data");
    }
    charge(size(state));
    object.setState(state);
  }

  private static int size(Object argument) {
    if (argument instanceof Collection<?> list) {
      return list.size();
    }
    if (argument instanceof PickleTuple tuple) {
      return tuple.items().size();
    }
    if (argument instanceof Map<?, ?> map) {
      return map.size();
    }
    if (argument instanceof String text) {
      return text.length() / TEXT_PER_STEP;
    }
    return argument instanceof byte[] bytes ? bytes.length / TEXT_PER_STEP : 0;
  }

  private void charge(int cost) {
    steps += cost;
    if (steps > MAX_STEPS || steps < 0) {
      throw in.damaged("takes more than " + MAX_STEPS + " steps");
    }
  }

  private PickleException unknown(int opcode) {
    String shown = opcode > ' ' && opcode < 127 ? " '" + (char) opcode + "'" : "";
    return in.damaged(
        String.format(Locale.ROOT, "has the instruction 0x%02x%s, which no", opcode, shown)
            + " checkpoint needs");
  }
}
