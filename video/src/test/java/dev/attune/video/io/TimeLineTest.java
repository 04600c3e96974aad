package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.io.TimeLine.Placed;
import dev.attune.video.io.TimeLine.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class TimeLineTest {
  private static final long NOMINAL = 40;
  private static final long SECOND = 1000;

  private static List<Placed> place(List<OptionalLong> stamps) {
    TimeLine line = new TimeLine(NOMINAL, SECOND);
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < stamps.size(); i++) {
      OptionalLong following = i + 1 < stamps.size() ? stamps.get(i + 1) : OptionalLong.empty();
      placed.add(line.place(stamps.get(i), following));
    }
    return placed;
  }

  private static List<Long> ticks(Long... stamps) {
    List<OptionalLong> optional = new ArrayList<>();
    for (Long stamp : stamps) {
      optional.add(stamp == null ? OptionalLong.empty() : OptionalLong.of(stamp));
    }
    return place(optional).stream().map(Placed::ticks).toList();
  }

  @Test
  void missingTimesFollowTheirPredecessor() {
    assertThat(ticks(null, null, 200L, null, null)).containsExactly(0L, 40L, 200L, 240L, 280L);
  }

  @Test
  void repeatedTimesMoveByOneTick() {
    assertThat(ticks(0L, 40L, 40L, 40L, 80L)).containsExactly(0L, 40L, 41L, 42L, 80L);
  }

  @Test
  void aLoneLeapAheadDoesNotPushTheRest() {
    assertThat(ticks(0L, 40L, 5_000_000L, 120L, 160L)).containsExactly(0L, 40L, 80L, 120L, 160L);
  }

  @Test
  void aRealPauseIsKept() {
    assertThat(ticks(0L, 40L, 9_000L, 9_040L)).containsExactly(0L, 40L, 9_000L, 9_040L);
  }

  @Test
  void aClockSetBackGoesOnAtItsOwnPace() {
    assertThat(ticks(5_000L, 5_040L, 0L, 100L, 200L))
        .containsExactly(5_000L, 5_040L, 5_080L, 5_180L, 5_280L);
  }

  @Test
  void impossibleTimesCountAsMissing() {
    assertThat(ticks(0L, Long.MAX_VALUE, Long.MIN_VALUE, 120L)).containsExactly(0L, 40L, 80L, 120L);
  }

  @Test
  void theFarthestTimesDoNotOverflow() {
    long far = (1L << 60) - 1;
    List<Long> placed = ticks(far, -far, far, -far, far, -far, far, -far, far, -far, far, -far);
    for (int i = 1; i < placed.size(); i++) {
      assertThat(placed.get(i)).isGreaterThan(placed.get(i - 1));
    }
  }

  @Property
  void timesAlwaysIncreaseWhateverTheFileSays(@ForAll("stamps") List<OptionalLong> stamps) {
    List<Placed> placed = place(stamps);
    assertThat(placed).hasSameSizeAs(stamps);
    for (int i = 1; i < placed.size(); i++) {
      assertThat(placed.get(i).ticks()).isGreaterThan(placed.get(i - 1).ticks());
    }
  }

  @Property
  void increasingTimesPassUnchanged(
      @ForAll("steps") List<Long> steps, @ForAll("offset") long offset) {
    List<OptionalLong> stamps = new ArrayList<>();
    long time = offset;
    for (long step : steps) {
      time += step;
      stamps.add(OptionalLong.of(time));
    }
    List<Placed> placed = place(stamps);
    for (int i = 0; i < placed.size(); i++) {
      assertThat(placed.get(i)).isEqualTo(new Placed(stamps.get(i).getAsLong(), Repair.NONE));
    }
  }

  @Provide
  Arbitrary<List<OptionalLong>> stamps() {
    Arbitrary<OptionalLong> near = Arbitraries.longs().between(-3000, 3000).map(OptionalLong::of);
    Arbitrary<OptionalLong> any = Arbitraries.longs().map(OptionalLong::of);
    return Arbitraries.frequencyOf(
            Tuple.of(8, near),
            Tuple.of(1, any),
            Tuple.of(1, Arbitraries.just(OptionalLong.empty())))
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<Long>> steps() {
    return Arbitraries.longs().between(1, 100_000).list().ofMaxSize(50);
  }

  @Provide
  Arbitrary<Long> offset() {
    return Arbitraries.longs().between(-1_000_000_000L, 1_000_000_000L);
  }
}
