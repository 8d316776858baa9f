package io.gatehouse.pipeline;

import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Envelope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the request out of its xkey box. With an xkey of ours every request must be sealed, without one none may be: a
 * request that differs was not made for us, and is not answered.
 */
final class Open {
    /** The largest message that can be a request. */
    static final int MAX_BYTES = RequestDecoder.MAX_BYTES + BoxKey.OVERHEAD;

    private final Supplier<Snapshot> current;

    /** @param current the snapshot in use: asked once for each request, which it stays with */
    Open(Supplier<Snapshot> current) {
        this.current = current;
    }

    Opened open(Arrival arrival) {
        Snapshot snapshot = current.get();
        String serverXkey = arrival.serverXkey();
        BoxKeys boxes = snapshot.boxes();
        if (boxes == null) {
            return takeClear(arrival, serverXkey, snapshot);
        }
        if (serverXkey == null) {
            throw new DroppedException(
                    Drop.XKEY_MISMATCH, "the request is not sealed: set the callout's xkey in nats-server to ours");
        }
        return unseal(arrival, boxKey(serverXkey, boxes), snapshot);
    }

    private static Opened takeClear(Arrival arrival, @Nullable String serverXkey, Snapshot snapshot) {
        if (serverXkey != null) {
            throw new DroppedException(
                    Drop.XKEY_MISMATCH, "the request is sealed: give Gatehouse the callout's xkey seed (xkey.seed)");
        }
        Envelope message = arrival.message();
        return new Opened(new Exchange(arrival, snapshot, null), message.body());
    }

    private static Opened unseal(Arrival arrival, BoxKey box, Snapshot snapshot) {
        Envelope message = arrival.message();
        byte[] jwt = box.open(message.bytes(), message.bodyFrom());
        if (jwt == null) {
            throw new DroppedException(Drop.UNOPENABLE);
        }
        return new Opened(new Exchange(arrival, snapshot, box), jwt);
    }

    private static BoxKey boxKey(String serverXkey, BoxKeys boxes) {
        try {
            return boxes.with(serverXkey);
        } catch (NkeyException e) {
            throw new DroppedException(Drop.BAD_XKEY_HEADER);
        }
    }
}
