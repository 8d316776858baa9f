package io.gatehouse.directory.guard.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Backend;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookupLimiterTest {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong clock = new AtomicLong();

    private LookupLimiter of(Backend backend, int most) {
        return new LookupLimiter(backend, most, clock::get);
    }

    /** Takes all places, and gives the last of them back after a time: those who came when most were taken. */
    private void fill(LookupLimiter limiter, long millis, int most) {
        Deque<LookupLimiter.Place> places = new ArrayDeque<>();
        for (LookupLimiter.Place place = limiter.enter(); place != null; place = limiter.enter()) {
            places.push(place);
        }
        clock.addAndGet(millis * MILLISECOND);
        places.stream().limit(most).forEach(LookupLimiter.Place::answered);
    }

    @Test
    void hasAsManyPlacesAsTheBackendTakesAndTheConfigurationLetsIt() {
        assertThat(of(Backend.of(8), 1024).limit()).isEqualTo(8);
        assertThat(of(Backend.of(8), 5).limit()).isEqualTo(5);
        assertThat(of(Backend.ORDINARY, 1024).limit()).isEqualTo(1024);
        assertThat(of(Backend.adaptive(), 1024).limit()).isEqualTo(100);
        assertThat(of(Backend.adaptive(), 5).limit()).isEqualTo(5);
        assertThatThrownBy(() -> Backend.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlaceIsFreeAgainHoweverItIsGivenBack() {
        LookupLimiter limiter = of(Backend.of(1), 1);
        for (int i = 0; i < 9; i++) {
            LookupLimiter.Place place = Objects.requireNonNull(limiter.enter());
            assertThat(limiter.enter()).isNull();
            switch (i % 3) {
                case 0 -> place.answered();
                case 1 -> place.leave();
                default -> place.timedOut();
            }
        }
        assertThat(limiter.limit()).isEqualTo(1);
    }

    @Test
    void whereItIsFoundOutItGrowsWhileAnswersTakeAsLongAsEver() {
        LookupLimiter limiter = of(Backend.adaptive(), 1024);
        for (int i = 0; i < 20; i++) {
            fill(limiter, 5, 1024);
        }
        assertThat(limiter.limit()).isGreaterThan(500);
    }

    @Test
    void whereItIsFoundOutItShrinksWhenAnswersTakeLongerAndNeverBelowTen() {
        LookupLimiter limiter = of(Backend.adaptive(), 1024);
        for (int i = 0; i < 20; i++) {
            fill(limiter, 5, 1024);
        }
        fill(limiter, 500, 50);
        assertThat(limiter.limit()).isBetween(10, 100);
    }

    @Test
    void answersInNoTimeAtAllLeaveItAsItIs() {
        LookupLimiter limiter = of(Backend.adaptive(), 1024);
        fill(limiter, 0, 1024);
        assertThat(limiter.limit()).isEqualTo(100);
    }

    /** What fails is often quick at that. */
    @Test
    void failuresTellNothingOfHowFastItIs() {
        LookupLimiter limiter = of(Backend.adaptive(), 1024);
        for (int i = 0; i < 1000; i++) {
            Objects.requireNonNull(limiter.enter()).leave();
        }
        assertThat(limiter.limit()).isEqualTo(100);
    }
}
