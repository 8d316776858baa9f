package io.gatehouse.audit.sink;

import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.Server;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attempt whose connection takes batches. */
final class BatchAttempt extends Attempt {
    private volatile @Nullable BatchPort port;

    BatchAttempt(Server server) {
        super(server);
    }

    /** The library is about to connect by this socket. */
    void opened(BatchPort by) {
        port = by;
    }

    /** The socket of the connection, once that is made. */
    BatchPort port() {
        return Objects.requireNonNull(port, "not connected");
    }
}
