package io.gatehouse.load.clients.policy;

import static io.gatehouse.load.clients.policy.ServerError.AUTHENTICATION_TIMEOUT;
import static io.gatehouse.load.clients.policy.ServerError.AUTHORIZATION_VIOLATION;
import static io.gatehouse.load.clients.policy.ServerError.OTHER;
import static io.gatehouse.load.clients.policy.ServerError.STALE_CONNECTION;
import static io.gatehouse.load.clients.policy.ServerError.USER_AUTHENTICATION_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoRetriesTest extends RetriesContract {
    private static final long MS = 1_000_000;
    private static final long WAIT = 2050 * MS;

    GoRetriesTest() {
        super(ClientLibrary.NATS_GO, 60, 0.5);
    }

    @Test
    void theFirstAttemptComesAtOnce() {
        assertThat(retries(1).first(0)).isEqualTo(new NextAction.Dial(0, 0));
    }

    @Test
    void aClientOfOneServerWaitsBeforeEveryAttempt() {
        Retries retries = loggedIn(1);

        assertThat(retries.dropped(0)).isEqualTo(new NextAction.Dial(0, WAIT));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(0, WAIT));
    }

    @Test
    void ofSeveralServersOnlyTheLastOfARoundIsWaitedFor() {
        Retries retries = loggedIn(3);

        assertThat(retries.dropped(0)).isEqualTo(new NextAction.Dial(1, 0));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(2, 0));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(0, WAIT));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(1, 0));
    }

    @Test
    void aLoginGivesAllReconnectsBack() {
        Retries retries = loggedIn(policy.withMaxReconnects(1).retries(1, new Draws(0)));
        retries.dropped(0);
        retries.loggedIn();

        assertThat(retries.dropped(0)).isInstanceOf(NextAction.Dial.class);
        assertThat(retries.failed(0)).isEqualTo(NONE_LEFT);
    }

    @Test
    void withMinusOneItNeverGivesUp() {
        Retries retries = policy.withMaxReconnects(-1).retries(1, new Draws(0));
        retries.first(0);
        for (int i = 0; i < 1000; i++) {
            assertThat(retries.failed(0)).isInstanceOf(NextAction.Dial.class);
        }
    }

    @Test
    void theSameRefusalTwiceOnOneServerIsTheEnd() {
        Retries retries = retries(1);
        retries.first(0);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
        retries.failed(0);
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isTrue();
    }

    @Test
    void aTimeoutBetweenTwoRefusalsDoesNotSaveIt() {
        Retries retries = retries(1);
        retries.first(0);
        retries.closesAfter(AUTHORIZATION_VIOLATION, false);
        retries.failed(0);
        retries.failed(0);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isTrue();
    }

    @Test
    void aLoginBetweenTwoRefusalsDoes() {
        Retries retries = retries(1);
        retries.first(0);
        retries.closesAfter(AUTHORIZATION_VIOLATION, false);
        retries.failed(0);
        retries.loggedIn();
        retries.dropped(0);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
    }

    @Test
    void anotherRefusalBeginsAnew() {
        Retries retries = retries(1);
        retries.first(0);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
        assertThat(retries.closesAfter(USER_AUTHENTICATION_EXPIRED, false)).isFalse();
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
    }

    @Test
    void eachServerIsCountedForItself() {
        Retries retries = retries(2);
        retries.first(0);
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
        retries.failed(0);
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
        retries.failed(0);
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isTrue();
    }

    @Test
    void theServersAuthenticationTimeoutIsNoRefusal() {
        Retries retries = retries(1);
        retries.first(0);

        assertThat(retries.closesAfter(AUTHENTICATION_TIMEOUT, false)).isFalse();
        assertThat(retries.closesAfter(AUTHENTICATION_TIMEOUT, false)).isFalse();
    }

    @Test
    void anUnknownErrorClosesAConnectionThatStandsAndAStaleOneDoesNot() {
        Retries retries = loggedIn(1);

        assertThat(retries.closesAfter(STALE_CONNECTION, true)).isFalse();
        assertThat(retries.closesAfter(OTHER, true)).isTrue();
        assertThat(retries.closesAfter(OTHER, false)).isFalse();
    }
}
