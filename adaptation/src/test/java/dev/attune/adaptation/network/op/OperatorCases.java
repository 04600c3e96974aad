package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.Operator;
import java.util.List;
import java.util.stream.Stream;

/** The contract cases of all operators. */
final class OperatorCases {
  private OperatorCases() {}

  static List<OperatorCase> all() {
    return Stream.of(
            ElementwiseCases.all(),
            ProductCases.all(),
            NormCases.all(),
            PictureCases.all(),
            ResizeCases.all(),
            LayoutCases.all(),
            IndexCases.all())
        .flatMap(List::stream)
        .toList();
  }

  static OperatorCase contract(Operator operator) {
    return new OperatorCase(operator);
  }
}
