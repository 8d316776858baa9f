package io.gatehouse.directory.ldap.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.policy.DenyReason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountStateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static AccountState directory(int control, long expires) {
        return new AccountState(control, expires, null, null);
    }

    @Test
    void anEntryThatTellsNothingRefusesNobody() {
        assertThat(new AccountState(null, null, null, null).refusal(NOW)).isEmpty();
    }

    /** 512 is an ordinary user, 2 a disabled one, 16 one who is locked out, 65536 one whose password does not expire. */
    @ParameterizedTest
    @CsvSource({"512, false", "514, true", "528, false", "66048, false", "66050, true"})
    void aDisabledAccountIsRefused(int control, boolean refused) {
        assertThat(directory(control, 0).refusal(NOW).isPresent()).isEqualTo(refused);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE, 134_117_000_000_000_000L})
    void anAccountWithoutAnEndOrWithALaterOneIsNotRefused(long expires) {
        assertThat(directory(512, expires).refusal(NOW)).isEmpty();
    }

    /** 2025-01-01, and the very moment. */
    @ParameterizedTest
    @ValueSource(longs = {133_801_632_000_000_000L, 134_116_992_000_000_000L})
    void anAccountThatHasEndedIsRefused(long expires) {
        assertThat(directory(512, expires).refusal(NOW)).contains(new Rejected(DenyReason.EXPIRED, "account_expired"));
    }

    /** A time is a lockout after wrong passwords, which anybody can bring about. */
    @Test
    void onlyWhoWasLockedByAnAdministratorIsRefused() {
        assertThat(new AccountState(null, null, null, "20251231235959Z").refusal(NOW))
                .isEmpty();
        assertThat(new AccountState(null, null, null, "000001010000Z").refusal(NOW))
                .isPresent();
        assertThat(new AccountState(null, null, "true", null).refusal(NOW)).isPresent();
        assertThat(new AccountState(null, null, "FALSE", null).refusal(NOW)).isEmpty();
    }
}
