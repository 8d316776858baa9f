package io.gatehouse.directory.ldap.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockoutPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "5, -18000000000, 4, PT31M",
        "10, -3000000000, 9, PT5M30S",
        "2, -600000000, 1, PT1M6S",
        "1, -600000000, 1, PT1M6S"
    })
    void isOneLessThanLocksAUserOut(int threshold, long window, int attempts, Duration time) {
        assertThat(LockoutPolicy.ofDomain(threshold, window)).isEqualTo(new LockoutPolicy(attempts, time));
    }

    @Test
    void aDomainThatLocksNobodyOutTakesAnyNumber() {
        assertThat(LockoutPolicy.ofDomain(0, -18_000_000_000L)).isEqualTo(LockoutPolicy.NONE);
    }

    @Test
    void aWindowWithoutAnEndIsVeryLong() {
        LockoutPolicy policy = LockoutPolicy.ofDomain(3, Long.MIN_VALUE);

        assertThat(policy.window()).isGreaterThan(Duration.ofDays(10_000));
        assertThat(policy.window().toNanos()).isPositive();
    }

    @Test
    void canBeBounded() {
        LockoutPolicy day = new LockoutPolicy(2, Duration.ofDays(1));

        assertThat(LockoutPolicy.ofDomain(3, Long.MIN_VALUE).within(Duration.ofDays(1)))
                .isEqualTo(day);
        assertThat(day.within(Duration.ofDays(2))).isEqualTo(day);
    }

    @Test
    void isCautiousWhereTheDomainCannotBeRead() {
        assertThat(LockoutPolicy.ofDomain(null, null)).isEqualTo(LockoutPolicy.CAUTIOUS);
        assertThat(LockoutPolicy.ofDomain(5, null)).isEqualTo(LockoutPolicy.CAUTIOUS);
        assertThat(LockoutPolicy.ofDomain(null, -1L)).isEqualTo(LockoutPolicy.CAUTIOUS);
    }
}
