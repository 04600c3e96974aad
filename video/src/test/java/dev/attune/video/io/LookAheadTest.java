package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookAheadTest {
  private static final Rational RATE = new Rational(25, 1);

  /** Frames by number, whatever a test wants to happen on the way. */
  private static final class Scripted implements FrameSource {
    private final IntFunction<Frame> script;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String threadName;

    Scripted(IntFunction<Frame> script) {
      this.script = script;
    }

    @Override
    public StreamInfo info() {
      return new StreamInfo(
          1,
          1,
          RATE.inverse(),
          RATE,
          OptionalLong.empty(),
          Optional.empty(),
          8,
          false,
          ColorSpec.SRGB,
          Rational.ONE,
          0,
          false,
          "script",
          "none");
    }

    @Override
    public Frame next() {
      threadName = Thread.currentThread().getName();
      return script.apply(asked.getAndIncrement());
    }

    @Override
    public SourceReport report() {
      return new SourceReport(asked.get(), 0, 0, false, Optional.empty(), List.of());
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static Frame frame(int index) {
    Timestamp time = new Timestamp(index, RATE.inverse());
    return Frame.allocate(index, time, time, 1, 1, PixelLayout.RGB, 8, ColorSpec.SRGB);
  }

  @Test
  void framesComeInOrderAndTheEndStays() throws InterruptedException {
    Scripted source = new Scripted(i -> i < 20 ? frame(i) : null);
    try (LookAhead ahead = new LookAhead(source, 3)) {
      for (int i = 0; i < 20; i++) {
        assertThat(ahead.next().index()).isEqualTo(i);
        // The report is that of the frame given, not of those that wait.
        assertThat(ahead.report().frames()).isEqualTo(i + 1);
      }
      assertThat(ahead.next()).isNull();
      assertThat(ahead.next()).isNull();
    }
    assertThat(source.threadName).isEqualTo("attune-read-ahead");
    assertThat(source.closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void neverMoreFramesWaitThanAsked() throws InterruptedException {
    CountDownLatch full = new CountDownLatch(5);
    Scripted source =
        new Scripted(
            i -> {
              full.countDown();
              return frame(i);
            });
    try (LookAhead ahead = new LookAhead(source, 4)) {
      // Four wait in the queue and one in the reader's hand.
      assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(source.asked.get()).isEqualTo(5);
      assertThat(ahead.next().index()).isZero();
    }
  }

  @Test
  void aFailureArrivesAfterTheFramesBeforeIt() {
    MediaException failure = new MediaException(Kind.BAD_INPUT, "broken");
    Scripted source =
        new Scripted(
            i -> {
              if (i == 2) {
                throw failure;
              }
              return frame(i);
            });
    try (LookAhead ahead = new LookAhead(source, 8)) {
      assertThat(ahead.next().index()).isZero();
      assertThat(ahead.next().index()).isEqualTo(1);
      assertThatThrownBy(ahead::next).isSameAs(failure);
      assertThatThrownBy(ahead::next).isSameAs(failure);
    }
  }

  @Test
  void errorsOfTheMachineArriveToo() {
    Scripted source =
        new Scripted(
            i -> {
              throw new OutOfMemoryError("for the test");
            });
    try (LookAhead ahead = new LookAhead(source, 1)) {
      assertThatThrownBy(ahead::next).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void closingWhileTheReaderWaitsForRoomClosesTheSource() throws InterruptedException {
    Scripted source = new Scripted(LookAheadTest::frame);
    LookAhead ahead = new LookAhead(source, 1);
    ahead.next();
    ahead.close();
    ahead.close();
    assertThat(source.closed.await(5, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(ahead::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingReturnsEvenWhereTheSourceIsStuck() throws InterruptedException {
    CountDownLatch free = new CountDownLatch(1);
    Scripted source =
        new Scripted(
            i -> {
              while (free.getCount() > 0) {
                Thread.onSpinWait(); // deaf to interrupts, as native code may be
              }
              return null;
            });
    LookAhead ahead = new LookAhead(source, 1);
    ahead.close();
    assertThat(source.closed.getCount()).isEqualTo(1);
    free.countDown();
    assertThat(source.closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void noRoomAtAllIsRefused() {
    Scripted source = new Scripted(LookAheadTest::frame);
    assertThatThrownBy(() -> new LookAhead(source, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 frames");
  }
}
