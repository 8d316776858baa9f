package io.gatehouse.nats;

import io.nats.client.impl.NatsServerPool;
import java.util.List;

/** A server pool of one server, which passes on the addresses that the server announces. */
final class Discovery extends NatsServerPool {
    private final Attempt attempt;

    Discovery(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Takes none of them up: which server comes next is not the client library's to say. */
    @Override
    public boolean acceptDiscoveredUrls(List<String> told) {
        attempt.told(told);
        return false;
    }
}
