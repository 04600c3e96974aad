package dev.attune.adaptation.weights.pickle;

import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import java.util.ArrayList;
import java.util.List;

/** The stack of the machine with its marks. */
final class PickleStack {
  private final List<Object> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();

  void push(Object value) {
    values.add(value);
  }

  Object pop() {
    if (values.size() <= floor()) {
      throw underflow();
    }
    return values.remove(values.size() - 1);
  }

  Object top() {
    if (values.size() <= floor()) {
      throw underflow();
    }
    return values.get(values.size() - 1);
  }

  void mark() {
    marks.add(values.size());
  }

  /** Everything above the last mark, which goes as well. */
  List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw new PickleException(Reason.DAMAGED, "uses a mark that was never set");
    }
    int from = marks.remove(marks.size() - 1);
    List<Object> above = values.subList(from, values.size());
    List<Object> out = new ArrayList<>(above);
    above.clear();
    return out;
  }

  /** Nothing below a mark can be taken before the mark itself. */
  private int floor() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }

  private static PickleException underflow() {
    return new PickleException(Reason.DAMAGED, "takes more from its stack than lies on it");
  }
}
