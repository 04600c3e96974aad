package dev.attune.adaptation.online;

import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One look at one batch: what the models say of it, made when it is first asked for, and the
 * derivatives that loss terms gather. Lives until its step is done; used by one thread.
 */
public final class Pass {
  private final Models models;
  private final Pictures forTeacher;
  private final Scope scope;
  private final Draws draws;
  private final Forward main;
  private final boolean record;
  private final List<Forward> recorded = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final List<double[]> seeds = new ArrayList<>();
  private final Map<Integer, Pictures> views = new HashMap<>();
  private final Map<Integer, Forward> seen = new HashMap<>();
  private final Map<String, double[]> notes;
  private double[][] probabilities;
  private double[][] source;
  private double[][] teacher;
  private double[][] target;

  Pass(Models models, Scope scope, Draws draws, Pictures pictures, boolean record) {
    this(models, scope, draws, pictures, pictures, record, new LinkedHashMap<>());
  }

  /** A look of which the teacher sees other pictures of the same things. */
  static Pass taught(
      Models models, Scope scope, Draws draws, Pictures pictures, Pictures forTeacher) {
    return new Pass(models, scope, draws, pictures, forTeacher, true, new LinkedHashMap<>());
  }

  private Pass(
      Models models,
      Scope scope,
      Draws draws,
      Pictures pictures,
      Pictures forTeacher,
      boolean record,
      Map<String, double[]> notes) {
    this.forTeacher = forTeacher;
    this.models = models;
    this.scope = scope;
    this.draws = draws;
    this.record = record;
    this.notes = notes;
    this.main = models.student().forward(scope, pictures, record, true);
    recorded.add(main);
  }

  /** Another look at the same batch, after the weights have moved; it shares the notes. */
  Pass again() {
    return new Pass(models, scope, draws, main.pictures(), forTeacher, record, notes);
  }

  /** What the adapted model says. */
  public Forward main() {
    return main;
  }

  /** Number of samples N. */
  public int size() {
    return main.pictures().size();
  }

  /** Logits of the adapted model, [N, K]. */
  public double[][] logits() {
    return main.logits();
  }

  /** Probabilities of the adapted model, [N, K]. */
  public double[][] probabilities() {
    if (probabilities == null) {
      probabilities = Distributions.softmax(logits());
    }
    return probabilities;
  }

  /** What the adapted model says of other pictures; losses may be led back through it. */
  public Forward look(Pictures pictures) {
    Forward out = models.student().forward(scope, pictures, record, false);
    recorded.add(out);
    return out;
  }

  /** What the adapted model says of a view of the whole batch; the same at every call. */
  public Forward seen(int index, Augmentation how) {
    return seen.computeIfAbsent(index, i -> look(view(i, how)));
  }

  /** Logits of the adapted model for other pictures, without a way back. */
  public double[][] glance(Pictures pictures) {
    return models.student().forward(scope, pictures, false, false).logits();
  }

  /** A view of the whole batch; the same at every call of one pass. */
  public Pictures view(int index, Augmentation how) {
    return views.computeIfAbsent(index, i -> draws.view(main.pictures(), i, how));
  }

  /** Logits of the model from before, under its running statistics, [N, K]. */
  public double[][] source() {
    if (source == null) {
      source = models.source().forward(scope, main.pictures(), false, false).logits();
    }
    return source;
  }

  /** Logits of the teacher, [N, K]. */
  public double[][] teacher() {
    if (teacher == null) {
      teacher = models.teacher().forward(scope, forTeacher, false, true).logits();
    }
    return teacher;
  }

  /** What the teacher says should be predicted, as logits [N, K]. */
  public double[][] target() {
    if (target == null) {
      target = makeTarget();
    }
    return target;
  }

  private double[][] makeTarget() {
    Optional<Teacher.Views> rule = models.teaching().views();
    if (rule.isEmpty()) {
      return teacher();
    }
    Teacher.Views v = rule.get();
    double[][] anchor =
        Distributions.softmax(
            models.anchor().forward(scope, main.pictures(), false, true).logits());
    double confidence = 0;
    for (double[] p : anchor) {
      confidence += p[Distributions.argmax(p)] / anchor.length;
    }
    note("anchor confidence", confidence);
    if (confidence >= v.below()) {
      return teacher();
    }
    double[][] sum = new double[size()][logits()[0].length];
    for (int i = 0; i < v.count(); i++) {
      try (Scope one = new Scope()) {
        Pictures view = draws.view(main.pictures(), i, v.how());
        double[][] z = models.teacher().forward(one, view, false, false).logits();
        for (int n = 0; n < sum.length; n++) {
          for (int k = 0; k < sum[n].length; k++) {
            sum[n][k] += z[n][k] / v.count();
          }
        }
      }
    }
    return sum;
  }

  /** Random choices of this batch. */
  public Draws draws() {
    return draws;
  }

  /** Keeps numbers of interest; a later note of the same name replaces an earlier one. */
  public void note(String name, double... values) {
    notes.put(name, values);
  }

  Map<String, double[]> notes() {
    return notes;
  }

  /** Adds the derivative of the loss by what another recorded model made of this pass. */
  void seed(Tensor output, double... seed) {
    outputs.add(output);
    seeds.add(seed);
  }

  Scope scope() {
    return scope;
  }

  /** Leads all that terms have gathered back into the gradients of the parameters. */
  void backward() {
    models.student().backward(scope, recorded, outputs, seeds);
  }

  boolean hasSeeds() {
    return !outputs.isEmpty() || recorded.stream().anyMatch(Forward::hasSeeds);
  }
}
