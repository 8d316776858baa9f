package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.NatsServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Logins that a nats-server cuts off while it reads its configuration again. It then looks at every connection that it has. A client
 * whose name it has sent to the callout, and whose answer is still to come, it takes for one of a user that is no longer in the
 * configuration, and closes its connection; one that has not sent its name yet has no valid credentials, and is refused. No callout
 * can do anything about that, and a client has to come again. The login was at a server that was reloading, and was ended sooner than by
 * a timeout, or it is lost like any other.
 */
final class CutOff {
    /** nats-server waits so long for a handshake, and longer for an answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** As many logins as there are at a time. */
    private static final int MOST = 16;

    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger reloads = new AtomicInteger();
    private volatile int reloading;
    private volatile int reloaded;

    void reload(NatsServer server) {
        reloading = server.port();
        reloads.incrementAndGet();
        server.reload();
        reloaded = server.port();
        reloading = 0;
    }

    /** A login that begins now. */
    Try begin(int port) {
        return new Try(port, reloads.get(), System.nanoTime());
    }

    final class Try {
        private final int port;
        private final int before;
        private final long begun;

        private Try(int port, int before, long begun) {
            this.port = port;
            this.before = before;
            this.begun = begun;
        }

        boolean wasCutOff(IOException heard) {
            boolean cutOff = !(heard instanceof SocketTimeoutException)
                    && System.nanoTime() - begun < TIMEOUT.toNanos()
                    && (reloading == port || (reloads.get() != before && reloaded == port));
            if (cutOff) {
                logins.incrementAndGet();
            }
            return cutOff;
        }
    }

    void assertFew() {
        assertThat(logins.get()).isLessThanOrEqualTo(MOST * reloads.get());
    }
}
