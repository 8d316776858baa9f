package io.gatehouse.bench;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import org.jspecify.annotations.Nullable;

/** A ring of prepared requests, each with a user nkey of its own. */
final class Requests {
    private final RequestSource server = new RequestSource(false);
    private final @Nullable CurveKey callout;
    private final byte[][] bodies;
    private int next;

    /**
     * @param callout the service's xkey, null for requests in the clear
     * @param number how many there are before the first comes again
     */
    Requests(@Nullable CurveKey callout, int number) {
        this.callout = callout;
        this.bodies = new byte[number][];
        for (int i = 0; i < number; i++) {
            bodies[i] = callout == null ? server.clear() : server.sealedFor(callout.publicKey());
        }
    }

    byte[] next() {
        next = next + 1 == bodies.length ? 0 : next + 1;
        return bodies[next];
    }

    /** Who signed them. */
    Nkey server() {
        return server.id();
    }

    /** The header {@code Nats-Server-Xkey} that comes with them. */
    @Nullable String xkeyHeader() {
        return callout == null ? null : server.xkey();
    }
}
