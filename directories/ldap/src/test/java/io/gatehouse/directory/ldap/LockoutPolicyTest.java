package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockoutPolicyTest {
    private static SearchResultEntry domain(Attribute... attributes) {
        return new SearchResultEntry("dc=corp,dc=example,dc=com", attributes);
    }

    private static SearchResultEntry domain(String threshold, String window) {
        return domain(new Attribute("lockoutThreshold", threshold), new Attribute("lockOutObservationWindow", window));
    }

    @ParameterizedTest
    @CsvSource({
        "5, -18000000000, 4, PT31M",
        "10, -3000000000, 9, PT5M30S",
        "2, -600000000, 1, PT1M6S",
        "1, -600000000, 1, PT1M6S"
    })
    void isOneLessThanLocksAUserOut(String threshold, String window, int attempts, Duration time) {
        assertThat(LockoutPolicy.ofDomain(domain(threshold, window))).isEqualTo(new LockoutPolicy(attempts, time));
    }

    @Test
    void aDomainThatLocksNobodyOutTakesAnyNumber() {
        assertThat(LockoutPolicy.ofDomain(domain("0", "-18000000000"))).isEqualTo(LockoutPolicy.NONE);
    }

    @Test
    void aWindowWithoutAnEndIsVeryLong() {
        LockoutPolicy policy = LockoutPolicy.ofDomain(domain("3", Long.toString(Long.MIN_VALUE)));

        assertThat(policy.window()).isGreaterThan(Duration.ofDays(10_000));
        assertThat(policy.window().toNanos()).isPositive();
    }

    @Test
    void isCautiousWhereTheDomainCannotBeRead() {
        assertThat(LockoutPolicy.ofDomain(null)).isEqualTo(LockoutPolicy.CAUTIOUS);
        assertThat(LockoutPolicy.ofDomain(domain())).isEqualTo(LockoutPolicy.CAUTIOUS);
        assertThat(LockoutPolicy.ofDomain(domain("many", "-1"))).isEqualTo(LockoutPolicy.CAUTIOUS);
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
}
