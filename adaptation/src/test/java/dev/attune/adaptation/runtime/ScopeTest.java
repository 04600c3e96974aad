package dev.attune.adaptation.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private final List<String> closed = new ArrayList<>();

  /** Notes its closing. */
  private final class Noted implements Tensor {
    private final String name;

    Noted(String name) {
      this.name = name;
    }

    @Override
    public ElementType elementType() {
      return ElementType.FLOAT32;
    }

    @Override
    public Shape shape() {
      return Shape.of(1);
    }

    @Override
    public void copyTo(ByteBuffer target) {
      target.duplicate().putFloat(1);
    }

    @Override
    public HostTensor toHost() {
      return HostTensor.of(Shape.of(1), 1);
    }

    @Override
    public void close() {
      closed.add(name);
      if (name.startsWith("bad")) {
        throw new IllegalStateException(name);
      }
    }
  }

  @Test
  void theYoungestGoesFirst() {
    try (Scope scope = new Scope()) {
      scope.own(new Noted("a"));
      scope.own(new Noted("b"));
      assertThat(closed).isEmpty();
    }
    assertThat(closed).containsExactly("b", "a");
  }

  @Test
  void whatIsKeptLivesOn() {
    Tensor kept;
    try (Scope scope = new Scope()) {
      scope.own(new Noted("a"));
      kept = scope.keep(scope.own(new Noted("b")));
      scope.own(new Noted("c"));
    }
    assertThat(closed).containsExactly("c", "a");
    kept.close();
    assertThat(closed).containsExactly("c", "a", "b");
  }

  @Test
  void onlyWhatIsOwnedCanBeKept() {
    try (Scope scope = new Scope()) {
      Tensor a = scope.own(new Noted("a"));
      assertThatIllegalArgumentException().isThrownBy(() -> scope.keep(new Noted("b")));
      scope.keep(a);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scope.keep(a))
          .withMessageContaining("does not own");
    }
    assertThat(closed).isEmpty();
  }

  @Test
  void closingTwiceClosesOnce() {
    Scope scope = new Scope();
    scope.own(new Noted("a"));
    scope.close();
    scope.close();
    assertThat(closed).containsExactly("a");
  }

  @Test
  void oneFailureDoesNotLeaveTheOthersOpen() {
    Scope scope = new Scope();
    scope.own(new Noted("a"));
    scope.own(new Noted("bad1"));
    scope.own(new Noted("b"));
    scope.own(new Noted("bad2"));
    assertThatThrownBy(scope::close)
        .hasMessage("bad2")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("bad1"));
    assertThat(closed).containsExactly("bad2", "b", "bad1", "a");
  }

  @Test
  void aTensorTellsItsOnlyNumber() {
    assertThat(new Noted("a").item()).isEqualTo(1);
    assertThat(new Noted("a").toFloats()).containsExactly(1);
  }
}
