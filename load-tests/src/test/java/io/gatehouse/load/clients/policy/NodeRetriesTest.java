package io.gatehouse.load.clients.policy;

import static io.gatehouse.load.clients.policy.ServerError.AUTHENTICATION_TIMEOUT;
import static io.gatehouse.load.clients.policy.ServerError.AUTHORIZATION_VIOLATION;
import static io.gatehouse.load.clients.policy.ServerError.OTHER;
import static io.gatehouse.load.clients.policy.ServerError.PERMISSIONS_VIOLATION;
import static io.gatehouse.load.clients.policy.ServerError.USER_AUTHENTICATION_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeRetriesTest extends RetriesContract {
    private static final long SECOND = 1_000_000_000;

    NodeRetriesTest() {
        super(ClientLibrary.NATS_JS, 10, 0);
    }

    @Test
    void aClientThatWasInForLongDialsAtOnce() {
        assertThat(loggedIn(1).dropped(60 * SECOND)).isEqualTo(new NextAction.Dial(0, 0));
    }

    @Test
    void oneThatHasJustDialledWaitsForTheRest() {
        assertThat(loggedIn(1).dropped(SECOND / 2)).isEqualTo(new NextAction.Dial(0, SECOND * 3 / 2));
    }

    @Test
    void aServerIsDialledOnceAWaitCountedFromItsLastDial() {
        Retries retries = loggedIn(1);
        retries.dropped(60 * SECOND);

        assertThat(retries.failed(60 * SECOND)).isEqualTo(new NextAction.Dial(0, 2 * SECOND));
        assertThat(retries.failed(75 * SECOND)).isEqualTo(new NextAction.Dial(0, 0));
    }

    @Test
    void aWaitMayBeProlongedByTheJitterOfTheNextDraw() {
        Retries retries = loggedIn(policy.retries(1, new Rising()));

        // 2.010 s first; then 2.020 s are asked for, and at last 2.030 s, which 2.020 s and the wait of 10 ms make.
        NextAction next = retries.dropped(0);

        assertThat(((NextAction.Dial) next).waitNanos())
                .isGreaterThan(2_010_000_000L)
                .isLessThan(2_100_000_000L);
    }

    /** Draws ever longer jitters, up to a bound at which it stays. */
    private static final class Rising implements java.util.random.RandomGenerator {
        private long drawn;

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("only bounded numbers are drawn");
        }

        @Override
        public long nextLong(long bound) {
            drawn = Math.min(drawn + 10_000_000, 50_000_000);
            return drawn;
        }
    }

    @Test
    void attemptsBeforeTheFirstLoginAreNotCounted() {
        Retries retries = policy.retries(1, new Draws(0));
        retries.first(0);
        for (int i = 0; i < 100; i++) {
            assertThat(retries.failed(0)).isInstanceOf(NextAction.Dial.class);
        }
    }

    @Test
    void twoRefusalsInARowAreTheEndOnWhateverServer() {
        Retries retries = loggedIn(2);
        retries.dropped(60 * SECOND);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
        retries.failed(60 * SECOND);
        assertThat(retries.closesAfter(USER_AUTHENTICATION_EXPIRED, false)).isTrue();
    }

    @Test
    void theServersAuthenticationTimeoutIsARefusalToo() {
        Retries retries = loggedIn(1);

        assertThat(retries.closesAfter(AUTHENTICATION_TIMEOUT, false)).isFalse();
        assertThat(retries.closesAfter(AUTHENTICATION_TIMEOUT, false)).isTrue();
    }

    @Test
    void aLoginBetweenTwoRefusalsDoesNotSaveIt() {
        Retries retries = loggedIn(1);
        retries.closesAfter(AUTHORIZATION_VIOLATION, false);
        retries.loggedIn();

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isTrue();
    }

    @Test
    void afterAnExpiredUserItDoes() {
        Retries retries = loggedIn(1);
        retries.closesAfter(USER_AUTHENTICATION_EXPIRED, true);
        retries.loggedIn();

        assertThat(retries.closesAfter(USER_AUTHENTICATION_EXPIRED, true)).isFalse();
    }

    @Test
    void anotherErrorBetweenTwoRefusalsSavesItButNotOneAboutPermissions() {
        Retries retries = loggedIn(1);
        retries.closesAfter(AUTHORIZATION_VIOLATION, false);
        retries.closesAfter(OTHER, false);
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
        retries.closesAfter(PERMISSIONS_VIOLATION, true);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isTrue();
    }
}
