package io.gatehouse.load.clients.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the retries of every library have in common. */
abstract class RetriesContract {
    static final NextAction NONE_LEFT = new NextAction.GiveUp();

    /** Long after the last dial, so that no wait counted from it is left. */
    private static final long LATER = 60_000_000_000L;

    final ReconnectPolicy policy;
    private final int reconnects;
    private final double draw;

    /**
     * @param reconnects how many the library makes by default
     * @param draw what each jitter is drawn as
     */
    RetriesContract(ClientLibrary library, int reconnects, double draw) {
        this.policy = library.policy();
        this.reconnects = reconnects;
        this.draw = draw;
    }

    final Retries retries(int servers) {
        return policy.retries(servers, new Draws(draw));
    }

    /** After the first login. */
    final Retries loggedIn(int servers) {
        return loggedIn(retries(servers));
    }

    static Retries loggedIn(Retries retries) {
        retries.first(0);
        retries.loggedIn();
        return retries;
    }

    @Test
    void givesUpAfterItsReconnects() {
        Retries retries = loggedIn(1);
        assertThat(retries.dropped(LATER)).isInstanceOf(NextAction.Dial.class);
        for (int i = 1; i < reconnects; i++) {
            assertThat(retries.failed(LATER)).isInstanceOf(NextAction.Dial.class);
        }

        assertThat(retries.failed(LATER)).isEqualTo(NONE_LEFT);
    }
}
