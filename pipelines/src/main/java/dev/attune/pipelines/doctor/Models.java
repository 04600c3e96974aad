package dev.attune.pipelines.doctor;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.adaptation.weights.catalog.ModelEntry;
import dev.attune.adaptation.weights.catalog.ModelList;
import dev.attune.adaptation.weights.catalog.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The models and their digests. */
final class Models {
  private Models() {}

  /**
   * Compares every digest with its card.
   *
   * @throws IllegalStateException that names what is not right
   */
  static String verify(ModelCatalog catalog) {
    ModelList list = catalog.list();
    List<String> wrong = new ArrayList<>();
    for (ModelEntry entry : list.entries()) {
      ModelState state = catalog.verify(entry).state();
      if (state != ModelState.VERIFIED) {
        wrong.add(entry.name() + " is " + state.name().toLowerCase(Locale.ROOT));
      }
    }
    for (WeightsException problem : list.problems()) {
      wrong.add(problem.getMessage());
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(String.join("; ", wrong) + "; import those again");
    }
    return list.entries().size()
        + " verified; imported ones lie in "
        + catalog.userFolder().toAbsolutePath();
  }
}
