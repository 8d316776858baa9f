package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sessions.Coverage;
import org.junit.jupiter.api.Test;

class ExpectedServersTest {
    private static final long SETTLED = ExpectedServers.SETTLING.toNanos() + 1;

    private final ExpectedServers servers = new ExpectedServers();

    @Test
    void asManyAreExpectedAfterAConnectionAsWereKnownBefore() {
        servers.connected(0);
        assertThat(servers.expected(new Coverage(3, 3), 1)).isEqualTo(new Coverage(3, 3));
        servers.connected(SETTLED);

        assertThat(servers.expected(new Coverage(1, 1), SETTLED + 1)).isEqualTo(new Coverage(1, 3));
        assertThat(servers.expected(new Coverage(4, 4), SETTLED + 2)).isEqualTo(new Coverage(4, 4));
        assertThat(servers.expected(new Coverage(3, 3), SETTLED + 3)).isEqualTo(new Coverage(3, 4));
    }

    @Test
    void serversThatDoNotComeBackAreNotExpectedForEver() {
        servers.connected(0);
        assertThat(servers.expected(new Coverage(3, 3), 1)).isEqualTo(new Coverage(3, 3));

        assertThat(servers.expected(new Coverage(2, 2), SETTLED)).isEqualTo(new Coverage(2, 2));
        servers.connected(SETTLED + 1);
        assertThat(servers.expected(new Coverage(2, 2), SETTLED + 2)).isEqualTo(new Coverage(2, 2));
    }

    /** As of a server that hangs, whose successor knows of no other either when it has just been started. */
    @Test
    void whereNoServerTellsOfTheirNumberAsManyAreExpectedAsBefore() {
        servers.connected(0);
        assertThat(servers.expected(new Coverage(3, 3), 1)).isEqualTo(new Coverage(3, 3));

        assertThat(servers.expected(new Coverage(0, 0), SETTLED)).isEqualTo(new Coverage(0, 3));
        servers.connected(SETTLED + 1);
        assertThat(servers.expected(new Coverage(1, 1), SETTLED + 2)).isEqualTo(new Coverage(1, 3));
    }

    @Test
    void aCountIsWholeOnceAsManyHaveToldAsWereKnownBeforeAndChangesNothing() {
        servers.connected(0);
        assertThat(servers.isWhole(new Coverage(0, 0), 1)).isFalse();
        assertThat(servers.expected(new Coverage(3, 3), 1)).isEqualTo(new Coverage(3, 3));
        servers.connected(SETTLED);

        assertThat(servers.isWhole(new Coverage(1, 1), SETTLED + 1)).isFalse();
        assertThat(servers.isWhole(new Coverage(3, 4), SETTLED + 1)).isFalse();
        assertThat(servers.isWhole(new Coverage(4, 4), SETTLED + 1)).isTrue();
        assertThat(servers.isWhole(new Coverage(3, 3), SETTLED + 1)).isTrue();
        assertThat(servers.isWhole(new Coverage(1, 1), 2 * SETTLED + 1)).isTrue();
    }
}
