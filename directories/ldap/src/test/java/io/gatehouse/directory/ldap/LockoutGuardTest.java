package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.ldap.LdapSettings.Lockout;
import io.gatehouse.directory.ldap.domain.LockoutPolicy;
import io.gatehouse.directory.ldap.domain.WrongPasswords.End;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockoutGuardTest {
    private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");
    private static final Instant EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final String ALICE = "cn=alice,dc=corp,dc=example,dc=com";

    /** As of a domain that never stops counting. */
    private static final LockoutPolicy ENDLESS = LockoutPolicy.ofDomain(2, Long.MIN_VALUE);

    private final AtomicLong clock = new AtomicLong();

    private LockoutGuard guard(boolean ofDomain) {
        return new LockoutGuard(new Lockout(null, null, ofDomain), "dc=corp,dc=example,dc=com", this::now, clock::get);
    }

    private Instant now() {
        return START.plusNanos(clock.get());
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static String ticks(Instant time) {
        return Long.toString(Duration.between(EPOCH, time).toSeconds() * 10_000_000);
    }

    private void guess(LockoutGuard guard, Attribute... attributes) {
        SearchResultEntry entry = new SearchResultEntry(ALICE, List.of(attributes));
        guard.begin("alice", ALICE, guard.counted(entry, ENDLESS), ENDLESS, false)
                .ended(End.WRONG);
    }

    private void assertNotPassedOn(LockoutGuard guard, Attribute... attributes) {
        assertThatThrownBy(() -> guess(guard, attributes)).isInstanceOf(UndecidedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ou=staff,dc=corp,dc=example,dc=com | dc=corp,dc=example,dc=com",
                "dc=corp,dc=example,dc=com | dc=corp,dc=example,dc=com",
                "CN=Users,DC=corp,DC=example,DC=com | DC=corp,DC=example,DC=com",
                "o=example | ''"
            })
    void theDomainIsWhereDomainComponentsBegin(String dn, String domain) throws Exception {
        assertThat(LockoutGuard.domainOf(dn)).isEqualTo(domain);
    }

    /** By another service, or by an administrator. */
    @ParameterizedTest
    @ValueSource(strings = {"lastLogon", "pwdLastSet"})
    void whoWasLetInElsewhereIsNotKeptOut(String attribute) {
        LockoutGuard guard = guard(true);
        assertThat(guard.attributes()).contains(attribute);
        guess(guard, new Attribute(attribute, ticks(START.minusSeconds(60))));
        assertNotPassedOn(guard, new Attribute(attribute, "0"));
        pass(Duration.ofMinutes(5));

        assertNotPassedOn(guard, new Attribute(attribute, ticks(START.plusSeconds(30))));
        Attribute letIn = new Attribute(attribute, ticks(START.plusSeconds(90)));
        assertNotPassedOn(
                guard,
                letIn,
                new Attribute("badPwdCount", "1"),
                new Attribute("badPasswordTime", ticks(START.plusSeconds(120))));
        guess(guard, letIn);
    }

    /** An administrator who has unlocked a user could end it by a restart only. */
    @Test
    void anOwnCountOfADomainEndsAfterADay() {
        LockoutGuard guard = guard(true);
        guess(guard);
        pass(Duration.ofHours(24).minusSeconds(1));
        assertNotPassedOn(guard);
        pass(Duration.ofSeconds(1));

        assertNotPassedOn(guard, new Attribute("badPwdCount", "1"), new Attribute("badPasswordTime", ticks(START)));
        guess(guard);
    }

    /** Nobody else counts there. */
    @Test
    void anOwnCountOfAnotherServerLastsAsLongAsIsSaid() {
        LockoutGuard guard = guard(false);
        guess(guard);
        pass(Duration.ofDays(29));

        assertNotPassedOn(guard);
    }
}
