package dev.attune.adaptation.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
  private final BufferPool pool = new BufferPool();

  @Test
  void aReturnedBufferIsTakenAgainFromItsBeginning() {
    ByteBuffer a = pool.take(16);
    assertThat(a.isDirect()).isTrue();
    assertThat(a.order()).isEqualTo(ByteOrder.nativeOrder());
    a.position(8);
    pool.giveBack(a);
    ByteBuffer again = pool.take(16);
    assertThat(again).isSameAs(a);
    assertThat(again.remaining()).isEqualTo(16);
    assertThat(again.order()).isEqualTo(ByteOrder.nativeOrder());
  }

  @Test
  void aBufferInUseIsNobodyElses() {
    ByteBuffer a = pool.take(16);
    assertThat(pool.take(16)).isNotSameAs(a);
    pool.giveBack(a);
    assertThat(pool.take(32).capacity()).isEqualTo(32);
  }

  @Test
  void onlySoManyWait() {
    Set<ByteBuffer> many = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 20; i++) {
      many.add(pool.take(16));
    }
    many.forEach(pool::giveBack);
    int known = 0;
    for (int i = 0; i < 20; i++) {
      ByteBuffer b = pool.take(16);
      known += many.contains(b) ? 1 : 0;
    }
    assertThat(known).isBetween(4, 8);
  }

  @Test
  void sizesNobodyAsksForAnyMoreAreForgotten() {
    ByteBuffer old = pool.take(16);
    pool.giveBack(old);
    for (int size = 100; size < 200; size++) {
      pool.giveBack(pool.take(size));
    }
    assertThat(pool.take(16)).isNotSameAs(old);
  }
}
