package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sessions.Coverage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the sessions of users who were revoked together are looked for. */
class BatchTest {
    private static final Coverage WHOLE = new Coverage(1, 1);
    private static final Duration BUDGET = Duration.ofMillis(1_500);
    private static final Duration AUTH_TIMEOUT = Duration.ofSeconds(3);

    private final long revoked = System.nanoTime();
    private final Batch batch =
            new Batch(1, List.of(new Revoked("staff", "alice", Set.of("alice"), null, false)), revoked);

    private void look(Duration after) {
        batch.begin();
        batch.looked(WHOLE, after);
    }

    @Test
    void isAtOnceAndAfterAnswersThatWereUnderWay() {
        assertThat(batch.isDue(revoked)).isTrue();
        look(BUDGET);
        assertThat(batch.due() - revoked).isEqualTo(BUDGET.toNanos());
        look(AUTH_TIMEOUT);
        assertThat(batch.due() - revoked).isEqualTo(AUTH_TIMEOUT.toNanos());
        look(AUTH_TIMEOUT);
        assertThat(batch.isThrough()).isTrue();
    }

    /** It may have let somebody in until then, who has a session as late after it as after any other answer. */
    @Test
    void isLaterWhereAnotherInstanceHasForgottenThemLater() {
        long later = revoked + Duration.ofSeconds(2).toNanos();
        look(BUDGET);
        batch.forgottenBy(later);
        assertThat(batch.due() - later).isEqualTo(BUDGET.toNanos());
        assertThat(batch.isDue(revoked + BUDGET.toNanos())).isFalse();
        look(AUTH_TIMEOUT);
        assertThat(batch.due() - later).isEqualTo(AUTH_TIMEOUT.toNanos());
    }

    @Test
    void cannotBePutOffForLong() {
        look(BUDGET);
        for (int minutes = 1; minutes < 10; minutes++) {
            batch.forgottenBy(revoked + Duration.ofMinutes(minutes).toNanos());
        }
        assertThat(batch.due() - revoked).isEqualTo(Batch.MOST_LATE.plus(BUDGET).toNanos());
    }

    /** An instance that was stopped has let somebody in when it went on: that is a session some time later. */
    @Test
    void isAtOnceAndLaterWhereAnotherInstanceForgetsThemAfterTheLastLook() {
        look(BUDGET);
        look(AUTH_TIMEOUT);
        look(AUTH_TIMEOUT);
        long late = revoked + Duration.ofMinutes(1).toNanos();
        assertThat(batch.forgottenBy(late)).isTrue();
        assertThat(batch.reference()).isEqualTo(late);
        assertThat(batch.due()).isEqualTo(late);
        look(AUTH_TIMEOUT);
        assertThat(batch.due() - late).isEqualTo(AUTH_TIMEOUT.toNanos());
        look(AUTH_TIMEOUT);
        assertThat(batch.isThrough()).isTrue();
    }

    @Test
    void isLaterWhereAnotherInstanceForgetsThemDuringTheLastLook() {
        look(BUDGET);
        look(AUTH_TIMEOUT);
        batch.begin();
        long late = revoked + Duration.ofMinutes(1).toNanos();
        assertThat(batch.forgottenBy(late)).as("not now").isFalse();
        batch.looked(WHOLE, AUTH_TIMEOUT);
        assertThat(batch.due() - late).isEqualTo(AUTH_TIMEOUT.toNanos());
        look(AUTH_TIMEOUT);
        assertThat(batch.isThrough()).isTrue();
    }

    @Test
    void isAtOnceTheFirstTimeWhoeverForgetsThem() {
        batch.forgottenBy(revoked + 1);
        assertThat(batch.isDue(revoked)).isTrue();
    }

    @Test
    void isLookedForAgainAfterPausesThatGrow() {
        for (int look = 0; look < Batch.PASSES; look++) {
            batch.begin();
            batch.looked(new Coverage(1, 2), AUTH_TIMEOUT);
        }
        assertThat(batch.isThrough()).isTrue();
        assertThat(batch.isIncomplete()).isTrue();
        assertThat(batch.isToBeLooked()).isFalse();

        long pause = 0;
        for (int look = 0; look < 10; look++) {
            long now = System.nanoTime();
            batch.lookAgain();
            assertThat(batch.isToBeLooked()).isTrue();
            assertThat(batch.isThrough()).isFalse();
            assertThat(batch.due() - now).isGreaterThanOrEqualTo(Math.max(pause, 1_000_000_000L));
            pause = Math.min(2 * Math.max(pause, 500_000_000L), 60_000_000_000L);
            batch.begin();
            batch.looked(new Coverage(1, 2), AUTH_TIMEOUT);
        }
        batch.lookAgain();
        batch.begin();
        batch.missed(Duration.ZERO);
        assertThat(batch.isDue(System.nanoTime())).isTrue();
        batch.begin();
        batch.looked(WHOLE, AUTH_TIMEOUT);
        assertThat(batch.isThrough()).isTrue();
        assertThat(batch.isIncomplete()).isFalse();
    }
}
