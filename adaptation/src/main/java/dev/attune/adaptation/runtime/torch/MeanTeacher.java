package dev.attune.adaptation.runtime.torch;

import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps parameters as the exponential moving average of others that are being trained: {@code
 * teacher = decay * teacher + (1 - decay) * student} (Tarvainen and Valpola, Mean teachers are
 * better role models, 2017, equation 2), on the device. Buffers such as running statistics are
 * averaged like everything else. Used by one thread at a time.
 */
public final class MeanTeacher {
  private final Parameters teacher;
  private final Parameters student;
  private final double decay;
  private final boolean rampUp;
  private long updates;

  /**
   * A teacher that starts as it is.
   *
   * @param teacher moves; must have been made from the same names and shapes as the student, on the
   *     same engine and in the same precision
   * @param decay from 0 (the teacher is the student) to 1 (it never moves)
   * @param rampUp whether early averages are shorter, {@code min(decay, 1 - 1 / (n + 1))} at update
   *     n from 1 on, so that random first weights are forgotten (as the authors' program does)
   */
  public MeanTeacher(Parameters teacher, Parameters student, double decay, boolean rampUp) {
    if (!(decay >= 0 && decay <= 1)) {
      throw new IllegalArgumentException("decay " + decay + ": 0 to 1 is allowed");
    }
    if (teacher.engine() != student.engine() || teacher.precision() != student.precision()) {
      throw new IllegalArgumentException("teacher and student are not on one engine");
    }
    if (!teacher.all().keySet().equals(student.all().keySet())) {
      throw new IllegalArgumentException("teacher and student have not the same parameters");
    }
    teacher
        .all()
        .forEach(
            (name, t) -> {
              if (!t.shape().equals(student.all().get(name).shape())) {
                throw new IllegalArgumentException(
                    "parameter '"
                        + name
                        + "' has shape "
                        + t.shape()
                        + " in the teacher and "
                        + student.all().get(name).shape()
                        + " in the student");
              }
            });
    this.teacher = teacher;
    this.student = student;
    this.decay = decay;
    this.rampUp = rampUp;
  }

  /** The average. */
  public Parameters teacher() {
    return teacher;
  }

  /** Moves the teacher towards the student; call after each step of the optimiser. */
  public void update() {
    updates++;
    double now = rampUp ? Math.min(decay, 1 - 1.0 / (updates + 1)) : decay;
    List<TorchTensor> mean = new ArrayList<>();
    List<TorchTensor> latest = new ArrayList<>();
    teacher
        .all()
        .forEach(
            (name, t) -> {
              mean.add(t);
              latest.add(student.all().get(name));
            });
    teacher.engine().kernel("average", list(mean), list(latest), IValue.from(1 - now)).close();
  }

  private static IValue list(List<TorchTensor> tensors) {
    return TorchEngine.list(tensors.stream().map(TorchTensor::array).toList());
  }
}
