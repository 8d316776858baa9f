package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admission.QueueState;
import io.gatehouse.passwords.CheckDrop;
import io.gatehouse.passwords.CheckResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RolloutReadinessTest {
    private final AtomicLong now = new AtomicLong(-7_000_000_000L);
    private final AtomicBoolean hashes = new AtomicBoolean(true);
    private final PasswordCounters counters = new PasswordCounters(now::get);
    private final AtomicBoolean standing = new AtomicBoolean();
    private final RolloutReadiness rollout = new RolloutReadiness(counters.load, this::queue, 2, hashes::get, now::get);

    private QueueState queue() {
        return new QueueState() {
            @Override
            public int size() {
                return 0;
            }

            @Override
            public boolean isStanding() {
                return standing.get();
            }

            @Override
            public long episodes() {
                return 0;
            }

            @Override
            public long oldestSojourn() {
                return 0;
            }
        };
    }

    /** Each second the two threads are busy for so long together. */
    private void pass(int seconds, long busyMillis) {
        for (int i = 0; i < seconds; i++) {
            counters.began(0);
            counters.ended(CheckResult.RIGHT, "bcrypt(10)", busyMillis * 1_000_000);
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void whereNothingIsHashedItIsWarmAtOnce() {
        hashes.set(false);

        assertThat(rollout.whyCold()).isNull();
        assertThat(rollout.nextMayGo()).isTrue();
    }

    /** A probe may come before the directories are open, and with them is known whether passwords are hashed. */
    @Test
    void whoAsksBeforeRequestsArriveMakesItWarmForNoLonger() {
        hashes.set(false);
        assertThat(rollout.whyCold()).isNull();

        hashes.set(true);

        assertThat(rollout.whyCold()).contains("5 s");
    }

    @Test
    void whatWasWarmStaysWarmWhenPasswordsAreHashedLater() {
        hashes.set(false);
        rollout.subscribed();

        hashes.set(true);

        assertThat(rollout.whyCold()).isNull();
    }

    @Test
    void itIsColdUntilLoginsWereWatchedForAWhile() {
        assertThat(rollout.whyCold()).contains("5 s");
        rollout.subscribed();
        pass(4, 900);
        assertThat(rollout.whyCold()).contains("5 s");
        pass(1, 900);
        assertThat(rollout.whyCold()).isNull();
        assertThat(rollout.nextMayGo()).isTrue();
    }

    @Test
    void itIsColdWhileTwiceAsManyLoginsWouldBeTooMany() {
        rollout.subscribed();
        pass(8, 1100);
        assertThat(rollout.whyCold()).contains("half");
        assertThat(rollout.nextMayGo()).isFalse();

        pass(5, 900);
        assertThat(rollout.whyCold()).isNull();
    }

    @Test
    void itIsColdWhileChecksAreDropped() {
        rollout.subscribed();
        pass(6, 100);
        counters.dropped(CheckDrop.WOULD_EXPIRE);
        assertThat(rollout.whyCold()).contains("more passwords");
        counters.dropped(CheckDrop.ABANDONED);

        pass(5, 100);
        assertThat(rollout.whyCold()).isNotNull();
        pass(1, 100);
        assertThat(rollout.whyCold()).isNull();
    }

    @Test
    void onceWarmItStaysReadyThoughTheNextHadBetterWait() {
        rollout.subscribed();
        pass(6, 100);
        assertThat(rollout.whyCold()).isNull();

        pass(6, 2000);
        assertThat(rollout.whyCold()).isNull();
        assertThat(rollout.nextMayGo()).isFalse();
        pass(6, 100);
        standing.set(true);
        assertThat(rollout.nextMayGo()).isFalse();
        standing.set(false);
        assertThat(rollout.nextMayGo()).isTrue();
    }

    @Test
    void whoHashesMuchForGoodIsAsWarmAsItGetsInTheEnd() {
        rollout.subscribed();
        pass(59, 1500);
        assertThat(rollout.whyCold()).isNotNull();
        pass(1, 1500);
        assertThat(rollout.whyCold()).isNull();
        assertThat(rollout.nextMayGo()).isFalse();
    }
}
