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
        assertThat(batch.isOver()).isTrue();
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

    @Test
    void isAtOnceTheFirstTimeWhoeverForgetsThem() {
        batch.forgottenBy(revoked + 1);
        assertThat(batch.isDue(revoked)).isTrue();
    }
}
