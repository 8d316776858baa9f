package io.gatehouse.directory.guard.backend;

import static io.gatehouse.directory.Backend.ADAPTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Backend.Probing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupLimiterTest {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Duration AIM = Duration.ofMillis(750);

    private final AtomicLong clock = new AtomicLong();

    private LookupLimiter of(Backend backend, int most) {
        return new LookupLimiter(backend, most, AIM, clock::get);
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
    void itGrowsToWhatIsAnsweredInTime() {
        LookupLimiter limiter = of(Backend.adaptive(), 1024);
        for (int i = 0; i < 20; i++) {
            fill(limiter, 5, 1024);
        }
        assertThat(limiter.limit()).isEqualTo(1024);
    }

    @Test
    void itShrinksToWhatIsAnsweredInTimeAndNeverBelowTen() {
        LookupLimiter limiter = of(Backend.of(1000), 1024);
        fill(limiter, 1500, 200);
        assertThat(limiter.limit()).isBetween(400, 500);
        limiter = of(Backend.of(1000), 1024);
        for (int i = 0; i < 20; i++) {
            fill(limiter, 60_000, 1024);
        }
        assertThat(limiter.limit()).isEqualTo(10);
    }

    @Test
    void whatABackendWorksOnAtATimeItIsAlwaysGiven() {
        assertThat(of(Backend.adaptive().serving(200), 1024).limit()).isEqualTo(200);
        assertThat(of(Backend.adaptive().serving(200), 150).limit()).isEqualTo(150);
        LookupLimiter limiter = of(Backend.of(100).serving(40), 1024);
        for (int i = 0; i < 20; i++) {
            fill(limiter, 60_000, 1024);
        }
        assertThat(limiter.limit()).isEqualTo(40);
    }

    @Test
    void aFewQuickLookupsTellNothing() {
        LookupLimiter limiter = of(Backend.adaptive(), 1024);
        for (int i = 0; i < 1000; i++) {
            oneAtATime(limiter, 700);
        }
        assertThat(limiter.limit()).isEqualTo(100);
    }

    /** When there are few logins, none would bring it back. */
    @Test
    void aLateLookupIsMadeGoodByQuickOnes() {
        LookupLimiter limiter = of(Backend.adaptive(), 1024);
        LookupLimiter.Place late = Objects.requireNonNull(limiter.enter());
        clock.addAndGet(5_000 * MILLISECOND);
        late.timedOut();
        assertThat(limiter.limit()).isEqualTo(10);
        for (int i = 0; i < 200; i++) {
            oneAtATime(limiter, 5);
        }
        assertThat(limiter.limit()).isEqualTo(100);
    }

    /** What a storm has shown is more than one lookup at a time can tell. */
    @Test
    void aFewLookupsInTimeDoNotLowerIt() {
        LookupLimiter limiter = of(Backend.of(1000), 1024);
        fill(limiter, 1500, 1024);
        int before = limiter.limit();
        assertThat(before).isLessThan(1000);
        for (int i = 0; i < 200; i++) {
            oneAtATime(limiter, 700);
        }
        assertThat(limiter.limit()).isEqualTo(before);
    }

    private void oneAtATime(LookupLimiter limiter, long millis) {
        LookupLimiter.Place place = Objects.requireNonNull(limiter.enter());
        clock.addAndGet(millis * MILLISECOND);
        place.answered();
    }

    /** Ten times what a backend can, for a minute: 25 connections, each lookup 50 ms, which makes 500 a second. */
    @ParameterizedTest
    @ValueSource(ints = {ADAPTIVE, 1000})
    void inAStormNoLookupIsLateAndTheBackendIsAlwaysBusy(int lookups) {
        BusyBackend backend = new BusyBackend(25, 50 * MILLISECOND);
        LookupLimiter limiter = of(new Backend(lookups, 25, Probing.OFTEN), 1024);
        long longest = 0;
        int answered = 0;
        for (int millis = 0; millis < 60_000; millis++) {
            for (int i = 0; i < 5; i++) {
                LookupLimiter.Place place = limiter.enter();
                if (place != null) {
                    backend.ask(place, clock.get());
                }
            }
            clock.addAndGet(MILLISECOND);
            for (Asked done = backend.next(clock.get()); done != null; done = backend.next(clock.get())) {
                longest = millis < 5000 ? 0 : Math.max(longest, clock.get() - done.at());
                answered++;
                done.place().answered();
            }
        }
        assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(900));
        assertThat(answered).isGreaterThan(29_500);
    }

    /** A lookup at a backend, and when it was asked. */
    private record Asked(LookupLimiter.Place place, long at) {}

    /** A backend whose lookups wait for its connections in order. */
    private static final class BusyBackend {
        private final long time;
        private final ArrayDeque<Asked> asked = new ArrayDeque<>();
        private final PriorityQueue<Long> free = new PriorityQueue<>();
        private final ArrayDeque<Long> ends = new ArrayDeque<>();

        BusyBackend(int connections, long time) {
            this.time = time;
            for (int i = 0; i < connections; i++) {
                free.add(0L);
            }
        }

        void ask(LookupLimiter.Place place, long now) {
            long begin = Math.max(now, Objects.requireNonNull(free.poll()));
            free.add(begin + time);
            ends.add(begin + time);
            asked.add(new Asked(place, now));
        }

        /** The next that is answered by now. */
        @Nullable Asked next(long now) {
            Long end = ends.peek();
            if (end == null || end > now) {
                return null;
            }
            ends.remove();
            return asked.remove();
        }
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
