package io.gatehouse.load.clients.policy;

import static io.gatehouse.load.clients.policy.ServerError.AUTHORIZATION_VIOLATION;
import static io.gatehouse.load.clients.policy.ServerError.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JnatsRetriesTest extends RetriesContract {
    private static final long WAIT = 2_050_000_000L;

    JnatsRetriesTest() {
        super(ClientLibrary.JNATS, 60, 0.5);
    }

    @Test
    void theFirstRoundAfterALossComesAtOnceAndEachFurtherOneAfterAWait() {
        Retries retries = loggedIn(1);

        assertThat(retries.dropped(0)).isEqualTo(new NextAction.Dial(0, 0));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(0, WAIT));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(0, WAIT));
    }

    @Test
    void aFirstConnectThatFailsIsFollowedByOneAtOnce() {
        Retries retries = retries(1);

        assertThat(retries.first(0)).isEqualTo(new NextAction.Dial(0, 0));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(0, 0));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(0, WAIT));
    }

    @Test
    void aRoundGoesThroughAllServers() {
        Retries retries = loggedIn(2);

        assertThat(retries.dropped(0)).isEqualTo(new NextAction.Dial(1, 0));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(0, 0));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(1, WAIT));
        assertThat(retries.failed(0)).isEqualTo(new NextAction.Dial(0, 0));
    }

    @Test
    void withoutReconnectsALossIsTheEnd() {
        Retries retries = loggedIn(policy.withMaxReconnects(0).retries(1, new Draws(0)));

        assertThat(retries.dropped(0)).isEqualTo(NONE_LEFT);
    }

    @Test
    void theSameRefusalTwiceOnOneServerIsTheEnd() {
        Retries retries = loggedIn(1);
        retries.dropped(0);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
        retries.failed(0);
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isTrue();
    }

    @Test
    void aLoginAnywhereForgetsTheRefusalsOfAllServers() {
        Retries retries = loggedIn(2);
        retries.dropped(0);
        retries.closesAfter(AUTHORIZATION_VIOLATION, false);
        retries.failed(0);
        retries.loggedIn();
        retries.dropped(0);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isFalse();
    }

    @Test
    void aRefusalWhileItIsInCountsButDoesNotClose() {
        Retries retries = loggedIn(1);

        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, true)).isFalse();
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, true)).isFalse();
        retries.dropped(0);
        assertThat(retries.closesAfter(AUTHORIZATION_VIOLATION, false)).isTrue();
    }

    @Test
    void noOtherErrorCloses() {
        Retries retries = loggedIn(1);

        assertThat(retries.closesAfter(OTHER, true)).isFalse();
        assertThat(retries.closesAfter(OTHER, false)).isFalse();
    }
}
