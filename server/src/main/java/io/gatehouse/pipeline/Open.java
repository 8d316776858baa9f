package io.gatehouse.pipeline;

import io.gatehouse.claims.RequestDecoder;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.NkeyException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the request out of its xkey box. With an xkey of ours every request must be sealed, without one none may be: a
 * request that differs was not made for us, and is not answered.
 */
final class Open {
    /** The largest message that can be a request. */
    static final int MAX_BYTES = RequestDecoder.MAX_BYTES + BoxKey.OVERHEAD;

    private final @Nullable BoxKeys boxes;

    Open(@Nullable BoxKeys boxes) {
        this.boxes = boxes;
    }

    Opened open(Arrival arrival) {
        String serverXkey = arrival.serverXkey();
        if (boxes == null) {
            return takeClear(arrival, serverXkey);
        }
        if (serverXkey == null) {
            throw new DroppedException(
                    Drop.XKEY_MISMATCH, "the request is not sealed: set the callout's xkey in nats-server to ours");
        }
        return unseal(arrival, serverXkey, boxes);
    }

    private static Opened takeClear(Arrival arrival, @Nullable String serverXkey) {
        if (serverXkey != null) {
            throw new DroppedException(
                    Drop.XKEY_MISMATCH, "the request is sealed: give Gatehouse the callout's xkey seed (xkey.seed)");
        }
        return new Opened(arrival, arrival.message().body(), null);
    }

    private static Opened unseal(Arrival arrival, String serverXkey, BoxKeys boxes) {
        BoxKey box = boxKey(serverXkey, boxes);
        byte[] jwt = box.open(arrival.message().bytes(), arrival.message().bodyFrom());
        if (jwt == null) {
            throw new DroppedException(
                    Drop.UNOPENABLE, "the box does not open: the callout's xkey in nats-server may be another one");
        }
        return new Opened(arrival, jwt, box);
    }

    private static BoxKey boxKey(String serverXkey, BoxKeys boxes) {
        try {
            return boxes.with(serverXkey);
        } catch (NkeyException e) {
            throw new DroppedException(Drop.BAD_XKEY_HEADER, "Nats-Server-Xkey is not a public xkey");
        }
    }
}
