package dev.attune.adaptation.online;

/** What is answered for a batch. */
public interface Output extends Part {
  /** What the rows are. */
  Prediction.Kind kind();

  /** One row of K for every picture, before the step that the batch leads to. */
  double[][] predict(Pass pass);

  /** The logits of the adapted model. */
  record Student() implements Output {
    @Override
    public Prediction.Kind kind() {
      return Prediction.Kind.LOGITS;
    }

    @Override
    public double[][] predict(Pass pass) {
      return pass.logits();
    }
  }

  /** The teacher's target, as logits. */
  record TeacherTarget() implements Output {
    @Override
    public Prediction.Kind kind() {
      return Prediction.Kind.LOGITS;
    }

    @Override
    public double[][] predict(Pass pass) {
      return pass.target();
    }
  }

  /** Logits of the adapted model plus logits of the teacher (Döbler et al., RMT, 2023). */
  record Sum() implements Output {
    @Override
    public Prediction.Kind kind() {
      return Prediction.Kind.LOGITS;
    }

    @Override
    public double[][] predict(Pass pass) {
      double[][] out = new double[pass.size()][];
      for (int i = 0; i < out.length; i++) {
        out[i] = pass.logits()[i].clone();
        for (int k = 0; k < out[i].length; k++) {
          out[i][k] += pass.teacher()[i][k];
        }
      }
      return out;
    }
  }
}
