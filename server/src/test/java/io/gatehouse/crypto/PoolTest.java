package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {
    private final AtomicInteger made = new AtomicInteger();
    private final Pool<AtomicBoolean> pool = new Pool<>(() -> {
        made.incrementAndGet();
        return new AtomicBoolean();
    });

    @Test
    void givesBackWhatItWasGiven() {
        AtomicBoolean one = pool.take();
        pool.give(one);

        assertThat(pool.take()).isSameAs(one);
        assertThat(made).hasValue(1);
    }

    @Test
    void makesMoreWhenEmptyAndForgetsWhatDoesNotFit() {
        List<AtomicBoolean> taken = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            taken.add(pool.take());
        }
        assertThat(made).hasValue(20);
        taken.forEach(pool::give);

        Set<AtomicBoolean> again = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 20; i++) {
            again.add(pool.take());
        }
        assertThat(again).hasSize(20);
        assertThat(made).hasValue(24);
    }

    @Test
    void lendsAnInstanceToOneThreadAtATime() {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            running.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20_000; i++) {
                    AtomicBoolean lent = pool.take();
                    assertThat(lent.compareAndSet(false, true)).isTrue();
                    lent.set(false);
                    pool.give(lent);
                }
            }));
        }
        running.forEach(CompletableFuture::join);
    }
}
