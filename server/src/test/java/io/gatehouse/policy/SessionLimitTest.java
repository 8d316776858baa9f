package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.rule.SessionLength;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionLimitTest {
    @Test
    void leavesTheUsersOwnSessionWhereThereIsNoLimit() {
        assertThat(SessionLimit.NONE.seconds(null)).isEqualTo(SessionLimit.NO_END);
        assertThat(SessionLimit.NONE.seconds(own(Duration.ofHours(1)))).isEqualTo(3600);
        assertThat(SessionLimit.NONE.seconds(own(Duration.ofMillis(100)))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"100, 0, 100", "100, 0.5, 95", "100, 0.999, 90", "1, 0.999, 1", "31536000, 1, 28382400"})
    void cutsWithinItsLastTenth(long limit, double random, long seconds) {
        assertThat(new SessionLimit(Duration.ofSeconds(limit), () -> random).seconds(null))
                .isEqualTo(seconds);
    }

    @Test
    void cutsWhatIsLongerAndNothingElse() {
        SessionLimit limit = new SessionLimit(Duration.ofSeconds(100), () -> 0.5);

        assertThat(limit.seconds(own(Duration.ofDays(1)))).isEqualTo(95);
        assertThat(limit.seconds(own(Duration.ofSeconds(96)))).isEqualTo(95);
        assertThat(limit.seconds(own(Duration.ofSeconds(94)))).isEqualTo(94);
    }

    @Test
    void spreadsSessionsThatBeginTogether() {
        SessionLimit limit = SessionLimit.of(Duration.ofSeconds(10_000));

        long different = java.util.stream.LongStream.range(0, 1000)
                .map(i -> limit.seconds(null))
                .peek(seconds -> assertThat(seconds).isBetween(9_000L, 10_000L))
                .distinct()
                .count();

        assertThat(different).isGreaterThan(300);
    }

    @Test
    void aSessionOfTheUsersOwnVariesByItsJitter() {
        SessionLength own = new SessionLength(Duration.ofSeconds(100), 40);

        assertThat(new SessionLimit(null, () -> 0).seconds(own)).isEqualTo(100);
        assertThat(new SessionLimit(null, () -> 0.5).seconds(own)).isEqualTo(80);
        assertThat(new SessionLimit(Duration.ofSeconds(70), () -> 0.5).seconds(own))
                .isEqualTo(66);
        assertThat(new SessionLimit(null, () -> 0.9).seconds(new SessionLength(Duration.ofMillis(100), 40)))
                .isEqualTo(1);
    }

    private static SessionLength own(Duration longest) {
        return new SessionLength(longest, 0);
    }
}
