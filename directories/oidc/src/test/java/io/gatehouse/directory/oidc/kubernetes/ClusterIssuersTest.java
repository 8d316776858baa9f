package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClusterIssuersTest {
    private final AtomicLong version = new AtomicLong();

    @Test
    void keepsTheLastFour() {
        ClusterIssuers issuers = new ClusterIssuers("pods", version, Set.of());
        assertThat(issuers.areKnown()).isFalse();
        for (String each : new String[] {"a", "b", "c", "b", "d", "e"}) {
            issuers.learn(each);
        }

        assertThat(issuers.areKnown()).isTrue();
        assertThat(issuers.include("a")).isFalse();
        assertThat(issuers.include("b")).isTrue();
        assertThat(issuers.include("e")).isTrue();
        assertThat(issuers.include(null)).isFalse();
    }

    /** Every login would be looked at anew. */
    @Test
    void whatIsKnownChangesNothing() {
        ClusterIssuers issuers = new ClusterIssuers("pods", version, Set.of());
        issuers.learn("a");
        issuers.learn("b");
        long before = version.get();
        issuers.learn("a");
        issuers.learn("b");

        assertThat(version.get()).isEqualTo(before).isPositive();
    }

    @Test
    void whatIsConfiguredIsAllThereIs() {
        ClusterIssuers issuers = new ClusterIssuers("pods", version, Set.of("a"));
        issuers.learn("b");

        assertThat(issuers.areConfigured()).isTrue();
        assertThat(issuers.include("a")).isTrue();
        assertThat(issuers.include("b")).isFalse();
        assertThat(version.get()).isZero();
    }
}
