package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.PromptedBackbone;
import dev.attune.adaptation.weights.Weights;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The published methods as compositions. Learning rates, margins and statistics are the caller's;
 * {@link Presets} has the authors' values. Every call makes new parts, for one adapter.
 */
public final class Methods {
  /** {@code momentum} of the moving average of predictions in EATA and ROID. */
  private static final double PREDICTION_MOMENTUM = 0.9;

  private Methods() {}

  /** The model as it is, under some statistics of batch normalisation. */
  public static Composition statistics(String name, Statistics statistics) {
    return Composition.named(name).statistics(statistics).build();
  }

  /** Entropy minimisation (Wang et al., Tent, 2021, algorithm of section 3). */
  public static Composition tent(Statistics statistics, Optimization optimization) {
    return affine("tent", statistics, optimization, new Moved.NormAffine())
        .term(LogitTerm.entropy())
        .build();
  }

  private static Composition.Builder affine(
      String name, Statistics statistics, Optimization optimization, Moved moved) {
    return Composition.named(name).statistics(statistics).moves(moved).optimization(optimization);
  }

  private static Composition.Builder efficient(
      String name,
      Statistics statistics,
      Optimization optimization,
      double reliable,
      double redundant) {
    return affine(name, statistics, optimization, new Moved.NormAffine())
        .rule(new SampleRules.Reliable(reliable))
        .rule(new SampleRules.NonRedundant(redundant, PREDICTION_MOMENTUM))
        .rule(new SampleRules.ExpMargin(reliable))
        .term(LogitTerm.entropy());
  }

  /**
   * Entropy minimisation on reliable samples that are not redundant (Niu et al., EATA, 2022,
   * without its regulariser).
   *
   * @param reliable margin of the entropy, nats
   * @param redundant margin of the cosine
   */
  public static Composition eta(
      Statistics statistics, Optimization optimization, double reliable, double redundant) {
    return efficient("eta", statistics, optimization, reliable, redundant).build();
  }

  /**
   * ETA with a pull towards the weights from before (Niu et al., EATA, 2022).
   *
   * @param fisher see {@link Fisher}
   * @param beta how strong the pull is
   */
  public static Composition eata(
      Statistics statistics,
      Optimization optimization,
      double reliable,
      double redundant,
      Weights fisher,
      double beta) {
    return efficient("eata", statistics, optimization, reliable, redundant)
        .penalty(Penalty.fisher(fisher, beta))
        .build();
  }

  /**
   * ETA that starts again every so often (Press et al., RDumb, 2023).
   *
   * @param every number of batches; the authors take 1000
   */
  public static Composition rdumb(
      Statistics statistics,
      Optimization optimization,
      double reliable,
      double redundant,
      int every) {
    return efficient("rdumb", statistics, optimization, reliable, redundant)
        .restore(new Restores.EveryN(every))
        .build();
  }

  /**
   * Entropy minimisation at flat places (Niu et al., SAR, 2023).
   *
   * @param optimization with an ascent
   * @param reliable margin of the entropy, nats
   * @param floor of the moving average of the loss, nats
   * @param compatible see {@link Restores.EntropyFloor}
   */
  public static Composition sar(
      Statistics statistics,
      Optimization optimization,
      double reliable,
      double floor,
      boolean compatible) {
    return affine("sar", statistics, optimization, new Moved.NormAffine(Moved.NormAffine.TOP))
        .rule(new SampleRules.Reliable(reliable))
        .term(LogitTerm.entropy())
        .restore(new Restores.EntropyFloor(floor, compatible))
        .build();
  }

  /**
   * Entropy minimisation on samples whose class hangs on the object's shape (Lee et al., DeYO,
   * 2024).
   *
   * @param reliable margin of the entropy, nats
   * @param torn see {@link ObjectDestroyed}
   */
  public static Composition deyo(
      Statistics statistics,
      Optimization optimization,
      OptionalDouble reliable,
      ObjectDestroyed torn) {
    Composition.Builder b =
        affine("deyo", statistics, optimization, new Moved.NormAffine(Moved.NormAffine.TOP));
    reliable.ifPresent(margin -> b.rule(new SampleRules.Reliable(margin)));
    return b.rule(torn).term(LogitTerm.entropy()).build();
  }

  /**
   * A mean teacher over views, with random restoring (Wang et al., CoTTA, 2022).
   *
   * @param probability with which a scalar goes back
   */
  public static Composition cotta(
      Statistics statistics,
      Optimization optimization,
      Teacher teacher,
      TargetTerm loss,
      double probability) {
    return taught("cotta", statistics, optimization, teacher, loss)
        .restore(new Restores.Stochastic(probability))
        .build();
  }

  private static Composition.Builder taught(
      String name,
      Statistics statistics,
      Optimization optimization,
      Teacher teacher,
      TargetTerm loss) {
    return affine(name, statistics, optimization, new Moved.Everything())
        .teacher(teacher)
        .term(loss)
        .output(new Output.TeacherTarget());
  }

  /**
   * CoTTA with a prior over the weights and restoring by importance (Brahma and Rai, PETAL, 2023).
   *
   * @param prior see {@link Penalty#posterior}
   * @param restore {@link Restores.FisherQuantile}, or {@link Restores.Stochastic} for the variant
   *     SRes
   */
  public static Composition petal(
      Statistics statistics,
      Optimization optimization,
      Teacher teacher,
      TargetTerm loss,
      Penalty prior,
      Restore restore) {
    return taught("petal", statistics, optimization, teacher, loss)
        .penalty(prior)
        .restore(restore)
        .build();
  }

  /**
   * A robust mean teacher with contrast to source prototypes (Döbler et al., RMT, 2023).
   *
   * @param momentum of the teacher
   * @param replay null for the variant without source data
   */
  public static Composition rmt(
      Statistics statistics,
      Optimization optimization,
      double momentum,
      SelfTraining self,
      PrototypeContrast contrast,
      SourceReplay replay) {
    Composition.Builder b =
        affine("rmt", statistics, optimization, new Moved.Everything())
            .teacher(Teacher.plain(momentum))
            .term(self)
            .term(contrast)
            .output(new Output.Sum());
    return (replay == null ? b : b.term(replay)).build();
  }

  /**
   * Certainty and diversity weights, weight ensemble, prior correction (Marsden et al., ROID,
   * 2024).
   *
   * @param loss see {@link LogitTerm#softLikelihoodRatio}
   * @param temperature of the weights
   * @param momentum of the ensemble
   */
  public static Composition roid(
      Statistics statistics,
      Optimization optimization,
      LogitTerm loss,
      ViewConsistency consistency,
      double temperature,
      double momentum) {
    return affine("roid", statistics, optimization, new Moved.NormAffine())
        .rule(new SampleRules.DiversityCertainty(temperature, PREDICTION_MOMENTUM))
        .term(loss)
        .term(consistency)
        .restore(new Restores.WeightEnsemble(momentum))
        .output(new PriorCorrection())
        .build();
  }

  /**
   * A mean teacher that learns from a balanced memory under statistics that follow the stream (Yuan
   * et al., RoTTA, 2023).
   *
   * @param share of the memory in the statistics at every step; 0.05 in RoTTA
   * @param momentum of the teacher; 0.999 in RoTTA
   */
  public static Composition rotta(
      double share, Optimization optimization, double momentum, ClassMemory memory) {
    Statistics robust = new Statistics.Robust(new Statistics.PerBatch(share));
    return affine("rotta", robust, optimization, new Moved.NormAffine())
        .teacher(Teacher.plain(momentum))
        .memory(memory)
        .term(TargetTerm.softCrossEntropy())
        .output(new Output.TeacherTarget())
        .build();
  }

  /**
   * Tent on samples of which the adapted model is at least as sure as the one from before (Lee et
   * al., OSTTA, 2023), with the restore rule that the filter needs: the weights are averaged with
   * those from before.
   */
  public static Composition ostta(
      Statistics statistics, Optimization optimization, double momentum) {
    return affine("ostta", statistics, optimization, new Moved.NormAffine())
        .rule(new SampleRules.WisdomOfCrowds())
        .term(LogitTerm.entropy())
        .restore(new Restores.WeightEnsemble(momentum))
        .restore(new Guards.Diversity(0.2, 20))
        .build();
  }

  /** Features drawn to the Gaussians of their classes; see {@link ClassAlignment}. */
  public static Composition cafa(
      Statistics statistics, Optimization optimization, ClassGaussians gaussians) {
    return affine("cafa", statistics, optimization, new Moved.NormAffine())
        .term(new ClassAlignment(gaussians))
        .build();
  }

  /**
   * Two patches of pixels learn instead of the classifier (Gan et al., visual domain prompt, 2023):
   * consistency with a teacher's patches, and a pull that keeps the patch for what does not differ
   * between domains where it began. <b>Details and rates were not checked against the authors'
   * program; they weigh that pull by the importance of every pixel, here it is the same for
   * all.</b>
   *
   * @param prompted the classifier, whose weights have patches
   * @param momentum of the teacher
   * @param pull how strong the pull is, at least 0
   */
  public static Composition vdp(
      PromptedBackbone prompted, Optimization optimization, double momentum, double pull) {
    return affine(
            "vdp",
            new Statistics.Source(),
            optimization,
            new Moved.Named(List.of(PromptedBackbone.PREFIX)))
        .teacher(Teacher.plain(momentum))
        .term(new SelfTraining(1, 0.5, new StrongViews(true)))
        .penalty(new Penalty("homeostasis", Optional.empty(), prompted.homeostasis(), pull))
        .build();
  }

  /** ETA with a head for classes that are not equally frequent; see {@link LogitAdjustment}. */
  public static Composition lsa(
      Statistics statistics,
      Optimization optimization,
      double reliable,
      double redundant,
      LogitAdjustment head) {
    return efficient("lsa", statistics, optimization, reliable, redundant).output(head).build();
  }

  /** Assignments that agree among neighbours (Boudiaf et al., LAME, 2022). */
  public static Composition lame(Affinity affinity, double lambda) {
    return Composition.named("lame").output(new Lame(affinity, lambda)).build();
  }

  /** A head of remembered features (Zhang et al., AdaNPC, 2023). */
  public static Composition adaNpc(KnnMemory memory) {
    return Composition.named("adanpc").output(memory).build();
  }
}
