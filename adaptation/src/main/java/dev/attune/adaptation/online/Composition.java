package dev.attune.adaptation.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A method: parts that are put together. The parts may remember a stream, so a composition serves
 * one {@link OnlineAdapter}; make a new one for another. In every batch the engine goes in this
 * order: statistics, prediction, rules about samples, loss terms and penalties, step, teacher,
 * restore rules.
 *
 * @param name as users write it
 * @param statistics of batch normalisation
 * @param moved parameters
 * @param rules about samples, one after the other
 * @param terms of the loss; none together with {@link Moved.Nothing}
 * @param penalties added to the loss
 * @param teacher if there is one
 * @param optimization how what is moved moves
 * @param restores after every batch, one after the other; guards are such rules too
 * @param memory what is learnt from instead of the batch, if anything: then the teacher answers
 *     under running statistics, and each time a step is due all that is remembered is learnt from
 * @param output what is answered
 */
public record Composition(
    String name,
    Statistics statistics,
    Moved moved,
    List<SampleRule> rules,
    List<LossTerm> terms,
    List<Penalty> penalties,
    Optional<Teacher> teacher,
    Optimization optimization,
    List<Restore> restores,
    Optional<ClassMemory> memory,
    Output output) {
  /** Keeps copies of the lists. */
  public Composition {
    rules = List.copyOf(rules);
    terms = List.copyOf(terms);
    penalties = List.copyOf(penalties);
    restores = List.copyOf(restores);
    if (terms.isEmpty() != moved instanceof Moved.Nothing) {
      throw new IllegalArgumentException(
          "method '" + name + "' moves " + moved + " with " + terms.size() + " loss terms");
    }
    if (memory.isPresent() && teacher.isEmpty()) {
      throw new IllegalArgumentException("method '" + name + "' has a memory but no teacher");
    }
  }

  /** Whether weights move. */
  public boolean learns() {
    return !terms.isEmpty();
  }

  /** Everything that may remember the stream. */
  Stream<Part> parts() {
    List<Part> speed = statistics instanceof Statistics.Robust r ? List.of(r.speed()) : List.of();
    return Stream.of(rules, terms, restores, memory.stream().toList(), List.of(output), speed)
        .flatMap(List::stream);
  }

  /** A method that so far answers with the source model. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Puts a composition together; what is not said is left out. */
  public static final class Builder {
    private final String name;
    private Statistics statistics = new Statistics.Source();
    private Moved moved = new Moved.Nothing();
    private final List<SampleRule> rules = new ArrayList<>();
    private final List<LossTerm> terms = new ArrayList<>();
    private final List<Penalty> penalties = new ArrayList<>();
    private Teacher teacher;
    private Optimization optimization = Optimization.adam(1e-3);
    private final List<Restore> restores = new ArrayList<>();
    private ClassMemory memory;
    private Output output = new Output.Student();

    private Builder(String name) {
      this.name = name;
    }

    /** Which statistics normalise; those of the weights unless said. */
    public Builder statistics(Statistics which) {
      statistics = which;
      return this;
    }

    /** What moves; nothing unless said. */
    public Builder moves(Moved what) {
      moved = what;
      return this;
    }

    /** One more rule about samples. */
    public Builder rule(SampleRule rule) {
      rules.add(rule);
      return this;
    }

    /** One more term of the loss. */
    public Builder term(LossTerm term) {
      terms.add(term);
      return this;
    }

    /** One more penalty. */
    public Builder penalty(Penalty penalty) {
      penalties.add(penalty);
      return this;
    }

    /** The teacher. */
    public Builder teacher(Teacher which) {
      teacher = which;
      return this;
    }

    /** How what moves moves; Adam with rate 1e-3 unless said. */
    public Builder optimization(Optimization how) {
      optimization = how;
      return this;
    }

    /** One more rule that brings weights back. */
    public Builder restore(Restore rule) {
      restores.add(rule);
      return this;
    }

    /** Learns from a memory instead of the batch. */
    public Builder memory(ClassMemory which) {
      memory = which;
      return this;
    }

    /** What is answered; the adapted model's logits unless said. */
    public Builder output(Output what) {
      output = what;
      return this;
    }

    /** The composition. */
    public Composition build() {
      return new Composition(
          name,
          statistics,
          moved,
          rules,
          terms,
          penalties,
          Optional.ofNullable(teacher),
          optimization,
          restores,
          Optional.ofNullable(memory),
          output);
    }
  }
}
